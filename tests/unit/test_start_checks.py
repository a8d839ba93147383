"""What a start is stopped for, as far as no process is needed to see it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot.cli import explain, explain_unreadable
from bot.masking import masked
from bot.settings import Settings
from bot.start_checks import ENDPOINTS, CannotStart, check_endpoints, check_names, check_values


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("EFTERSNACK_DATABSE_URL", "EFTERSNACK_DATABASE_URL"),
        ("EFTERSNACK_REDIS", "EFTERSNACK_REDIS_URL"),
        ("eftersnack_web_prot", "EFTERSNACK_WEB_PORT"),
        ("EFTERSNAK_WEB_PORT", "EFTERSNACK_WEB_PORT"),
        ("EFTERSNACK_SECRETS", "EFTERSNACK_SECRET"),
    ],
)
def test_a_misspelt_setting_stops_the_start_and_is_put_right(name: str, meant: str) -> None:
    with pytest.raises(CannotStart, match=f"There is no setting {name}; did you mean {meant}"):
        check_names({name: "1"})


@pytest.mark.parametrize(
    "name",
    [
        *(f"EFTERSNACK_{name.upper()}" for name in Settings.model_fields),
        "EFTERSNACK_NO_SKIPS",
        "PATH",
        "AFTER_X",
    ],
)
def test_what_is_right_or_not_ours_is_let_be(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        check_names({name: "1"})
    assert caplog.messages == []


def test_a_name_like_no_settings_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    check_names({"EFTERSNACK_COLOUR_OF_THE_MOON": "blue"})
    assert "there is no setting EFTERSNACK_COLOUR_OF_THE_MOON" in caplog.text


def test_the_settings_that_are_shipped_are_right() -> None:
    check_values(Settings(_env_file=None))  # type: ignore[call-arg]
    check_endpoints(ENDPOINTS)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("tracker_store:\n  type: SQL\n", "names a tracker_store, which is not used"),
        ("event_broker:\n  type: pika\n", "names a event_broker, which is not used"),
        ("lock_store:\n  type: redis\n", "names a lock_store, which is not used"),
        ("nlg: {type: [", "is no YAML"),
    ],
)
def test_endpoints_that_would_be_passed_over_are_told(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "endpoints.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CannotStart, match=sentence):
        check_endpoints(file)


@pytest.mark.parametrize("hours", [{"urgent": 2}, {"urgent": 0, "high": 4, "normal": 8, "low": 16}])
def test_hours_are_needed_for_every_priority(hours: dict[str, int]) -> None:
    with pytest.raises(CannotStart, match="EFTERSNACK_CASE_HOURS needs hours"):
        check_values(Settings(_env_file=None, case_hours=hours))  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://shop:hunter2@db:5432/shop", "postgresql://shop:********@db:5432/shop"),
        ("postgresql://shop:hun/t@er:2@db/shop", "postgresql://shop:********@db/shop"),
        ("postgres//shop:hunter2@db/shop", "postgres//shop:********@db/shop"),
        ("shop:hunter2@db", "shop:********@db"),
        ("redis://:hunter2@cache/0", "redis://:********@cache/0"),
        ("redis://cache/0?password=hunter2", "redis://cache/0?********"),
        ("postgresql://db/shop?user=a&password=hunter2@x", "postgresql://********@x"),
        ("postgresql://shop:hunter2", "postgresql://shop:********"),
        ("postgresql://db:5432/shop", "postgresql://db:5432/shop"),
        ("sqlite:////srv/shop.db", "sqlite:////srv/shop.db"),
        ("postgresql://shop@db/shop", "postgresql://shop@db/shop"),
        ("", ""),
    ],
)
def test_no_password_is_shown(url: str, shown: str) -> None:
    assert "hunter2" not in masked(url)
    assert masked(url) == shown


def test_a_wrong_value_is_shown_unless_it_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFTERSNACK_WEB_PORT", "eighty")
    monkeypatch.setenv("EFTERSNACK_REDIS_URL", "rediss//:hunter2@cache")
    with pytest.raises(ValidationError) as caught:
        Settings()
    told = explain(caught.value)
    assert "EFTERSNACK_WEB_PORT is wrong (eighty)" in told
    assert "EFTERSNACK_REDIS_URL is wrong (rediss//:********@cache)" in told


def test_what_is_no_json_is_told_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFTERSNACK_CASE_HOURS", "{2")
    with pytest.raises(SettingsError) as caught:
        Settings()
    told = explain_unreadable(caught.value)
    assert "EFTERSNACK_CASE_HOURS is wrong ({2): it is no JSON" in told
    assert '{"urgent": 2, "high": 4, "normal": 8, "low": 16}' in told
