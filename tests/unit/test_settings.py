"""Settings: one field, one variable, one row in the README; secrets stay hidden."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from typer.testing import CliRunner

from bot.cli import build_cli, command_names, explain
from bot.commands.settings import TABLE, markdown_table, rows
from bot.settings import Settings

README = Path(__file__).parents[2] / "README.md"


def test_readme_table_is_the_one_that_the_settings_make() -> None:
    """'eftersnack settings --update README.md' brings the table up to date."""
    found = TABLE.search(README.read_text(encoding="utf-8"))
    assert found is not None, "README.md has no <!-- settings --> and <!-- /settings --> around its table"
    assert found[2].strip() == markdown_table()


def test_every_setting_is_described_in_a_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, f"{name} has no description"
        assert field.description.endswith((".", ")")), f"{name}: write a whole sentence"


def test_origin_tells_default_environment_and_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("EFTERSNACK_SHOP_NAME=Bryggeriet\n", encoding="utf-8")
    monkeypatch.setitem(Settings.model_config, "env_file", str(file))
    monkeypatch.setenv("EFTERSNACK_WEB_PORT", "8080")
    table = {row.variable: row for row in rows(Settings(_env_file=file))}  # type: ignore[call-arg]
    assert (table["EFTERSNACK_SHOP_NAME"].value, table["EFTERSNACK_SHOP_NAME"].origin) == (
        "Bryggeriet",
        ".env",
    )
    assert (table["EFTERSNACK_WEB_PORT"].value, table["EFTERSNACK_WEB_PORT"].origin) == (
        "8080",
        "environment",
    )
    assert table["EFTERSNACK_CHECKIN_HOUR"].origin == "default"


def test_secrets_are_never_shown() -> None:
    current = Settings(
        secret=SecretStr("open sesame"),
        database_url="postgresql://shop:hunter2@db/shop",
        redis_url="redis://:hunter3@cache/0",
        notify_urls=["slack://tokenA/tokenB"],
    )
    shown = " ".join(f"{row.default} {row.value}" for row in rows(current))
    for secret in ("open sesame", "hunter2", "hunter3", "tokenA", "tokenB"):
        assert secret not in shown
    assert "postgresql://shop:********@db/shop" in shown


def test_a_wrong_setting_is_told_in_a_sentence_that_names_its_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EFTERSNACK_WEB_PORT", "eighty")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "EFTERSNACK_WEB_PORT is wrong" in explain(caught.value)


def test_a_secret_that_is_not_set_is_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    first = Settings(var_dir=tmp_path).signing_secret
    assert len(first) >= 32
    assert Settings(var_dir=tmp_path).signing_secret == first
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_command_shows_every_variable() -> None:
    result = CliRunner(env={"COLUMNS": "300"}).invoke(build_cli("settings"), ["settings", "--markdown"])
    assert result.exit_code == 0
    assert all(f"EFTERSNACK_{name.upper()}" in result.output for name in Settings.model_fields)


def test_the_help_lists_every_command() -> None:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(build_cli(), ["--help"])
    assert result.exit_code == 0
    assert all(f" {name} " in result.output for name in command_names())
