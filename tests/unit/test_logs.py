"""A line of the log tells when, what, where and in which conversation, and nothing that a person said or is."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from bot import logs

SECRET = "anna@example.com"


def record(name: str, message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, __file__, 7, message, args, info, "somewhere")


def line(*args: Any, **named: Any) -> dict[str, Any]:
    return json.loads(logs.JsonLines("dialogue").format(record(*args, **named)))


def raised(work: Any) -> BaseException:
    with pytest.raises(Exception) as caught:
        work()
    return caught.value


def test_a_line_has_its_time_level_logger_event_and_process() -> None:
    said = line("bot.worker", "sent %d", 3)
    assert said["event"] == "sent 3"
    assert (said["level"], said["logger"], said["process"]) == ("ERROR", "bot.worker", "dialogue")
    assert said["time"].endswith("+00:00")
    assert "conversation" not in said


def test_a_line_names_the_conversation_it_is_about() -> None:
    with logs.about("website-1"):
        assert line("bot.x", "hm")["conversation"] == "website-1"
        assert "conversation=website-1" in logs.TextLines().format(record("bot.x", "hm"))
    assert "conversation" not in line("bot.x", "hm")


@pytest.mark.parametrize(
    ("message", "args"),
    [(f"Failed to parse {SECRET}", ()), ("Failed to parse %s", (SECRET,)), (ValueError(SECRET), ())],
)
def test_a_library_may_say_what_it_likes_without_values(message: Any, args: tuple[object, ...]) -> None:
    event = line("rasa.core.processor", message, *args)["event"]
    assert SECRET not in event
    assert event in ("Failed to parse %s", "error from test_logs.somewhere, line 7")


def database_error() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(sql("SELECT :mail FROM nowhere"), {"mail": SECRET})


def wrong_value() -> None:
    class Contact(BaseModel):
        phone: int

    Contact.model_validate({"phone": SECRET})


def chained() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


@pytest.mark.parametrize("fails", [database_error, wrong_value, chained, lambda: {}[SECRET]])
def test_an_error_is_told_by_type_and_place_without_its_text(fails: Any) -> None:
    error = raised(fails)
    assert SECRET in repr(error) or isinstance(error, SQLAlchemyError | ValidationError)
    for written in (json.dumps(line("bot.x", "it failed", error=error)), _text(error)):
        assert SECRET not in written
        assert type(error).__name__ in written
        assert "test_logs.py" in written


def _text(error: BaseException) -> str:
    return logs.TextLines().format(record("bot.x", "it failed", error=error))


def test_what_an_error_came_from_is_told_too() -> None:
    kinds = [place for place in line("bot.x", "hm", error=raised(chained))["trace"] if " in " not in place]
    assert kinds == ["KeyError", "from ValueError"]


def test_an_error_of_the_system_says_which() -> None:
    assert "FileNotFoundError (No such file or directory)" in _text(raised(Path("/nowhere/at/all").read_text))


def test_nobody_writes_a_line_of_his_own_into_the_log() -> None:
    assert "\n" not in logs.TextLines().format(record("bot.x", "said %s", "hi\n2026 ERROR forged"))


def test_a_thread_that_dies_is_told_like_any_error(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    from bot.settings import Settings

    hook, root = threading.excepthook, logging.getLogger()
    before = (root.level, root.handlers[:])
    try:
        logs.configure(Settings(_env_file=None, var_dir=tmp_path, log_format="json"), "worker")
        thread = threading.Thread(target=chained)
        thread.start()
        thread.join()
        told = json.loads(capsys.readouterr().err)
    finally:
        threading.excepthook = hook
        root.setLevel(before[0])
        root.handlers[:] = before[1]
    assert (told["event"], told["error"]) == ("a thread ended", "KeyError")
