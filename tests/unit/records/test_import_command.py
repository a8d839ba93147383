"""``eftersnack import`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import build_cli

GOOD = "order_number,ordered_at,delivered_at,email,product\n1,2026-09-01,{delivered},a@example.com,Cup\n"
BAD = GOOD + "2,soon,,b@example.com,Cup\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("EFTERSNACK_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("EFTERSNACK_CHECKIN_EXPIRES_DAYS", "36500")
    return CliRunner()


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(GOOD.format(delivered="2026-09-02"), encoding="utf-8")
    return path


def test_it_says_what_is_new_and_plans_the_check_ins(run: CliRunner, orders: Path) -> None:
    result = run.invoke(build_cli("import"), ["import", str(orders)])
    assert result.exit_code == 0, result.output
    assert "1 new customers, 1 new orders" in result.output
    assert "1 check-ins are planned" in result.output


def test_the_second_time_it_says_that_nothing_has_changed(run: CliRunner, orders: Path) -> None:
    run.invoke(build_cli("import"), ["import", str(orders)])
    result = run.invoke(build_cli("import"), ["import", str(orders)])
    assert result.exit_code == 0
    assert "nothing has changed" in result.output


def test_a_rejected_row_is_shown_with_line_column_value_and_reason(run: CliRunner, orders: Path) -> None:
    orders.write_text(BAD.format(delivered=""), encoding="utf-8")
    result = run.invoke(build_cli("import"), ["import", str(orders)])
    assert result.exit_code == 1
    told = " ".join(result.output.split())
    assert "was not imported" in told
    for word in ("3", "ordered_at", "soon", "is not a date", "--skip-bad-rows"):
        assert word in told


def test_each_file_is_imported_by_itself(run: CliRunner, orders: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("what,is,this\n1,2,3\n", encoding="utf-8")
    result = run.invoke(build_cli("import"), ["import", str(bad), str(tmp_path / "none.csv"), str(orders)])
    assert result.exit_code == 1
    assert "is not a known export" in " ".join(result.output.split())
    assert "cannot be read" in " ".join(result.output.split())
    assert "1 new orders" in result.output


def test_a_dry_run_stores_nothing(run: CliRunner, orders: Path) -> None:
    result = run.invoke(build_cli("import"), ["import", "--dry-run", str(orders)])
    assert result.exit_code == 0
    assert "would be in" in result.output
    assert "1 new orders" in run.invoke(build_cli("import"), ["import", str(orders)]).output


def test_an_old_export_can_be_tried_with_its_newest_delivered_order(
    run: CliRunner, orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EFTERSNACK_CHECKIN_EXPIRES_DAYS", "30")
    orders.write_text(GOOD.format(delivered="2019-09-02"), encoding="utf-8")
    without = run.invoke(build_cli("import"), ["import", str(orders)])
    assert "planned" not in without.output
    result = run.invoke(build_cli("import"), ["import", "--check-in-newest", str(orders)])
    assert "The check-in for order 1 with a@example.com is due now." in result.output
