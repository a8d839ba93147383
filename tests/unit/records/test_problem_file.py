"""Each rejected row is told, however many there are."""

from __future__ import annotations

import csv
import stat

import pytest
from typer.testing import CliRunner

from bot.cli import build_cli

HEADER = (
    "Name,Email,Financial Status,Fulfillment Status,Fulfilled at,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price"
)
ROW = "#{n},no address {n},paid,fulfilled,2026-09-02 16:00:00 +0200,2026-09-01 10:15:00 +0200,1,Mug,10"


@pytest.fixture
def export(tmp_path, monkeypatch):
    monkeypatch.setenv("EFTERSNACK_VAR_DIR", str(tmp_path / "var"))

    def write(rows):
        path = tmp_path / "orders.csv"
        path.write_text(
            "\n".join([HEADER, *(ROW.format(n=number) for number in range(rows))]), encoding="utf-8"
        )
        return path

    return write


def test_all_of_many_rejected_rows_are_listed_in_a_file_of_the_users_own(export, tmp_path):
    result = CliRunner().invoke(build_cli("import"), ["import", str(export(1200))])
    assert result.exit_code == 1
    listed = tmp_path / "var" / "imports" / "orders.csv.problems.csv"
    rows = list(csv.DictReader(listed.open(encoding="utf-8")))
    assert [int(row["line"]) for row in rows if row["severity"] == "error"] == list(range(2, 1202))
    assert rows[0]["value"] == "no address 0"
    assert rows[0]["way out"]
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def test_a_file_without_problems_leaves_no_list(export, tmp_path):
    CliRunner().invoke(build_cli("import"), ["import", str(export(0))])
    assert not (tmp_path / "var" / "imports").exists()
