"""Logs for operators: one line an event, a conversation's id where there is one, nothing that people said or are.

Our own sentences are shown as they are. What a library says may repeat what a customer wrote: only its fixed words
are shown, or, where they cannot be told from the rest, the place in the code that said it. Of an error its type
and its place are shown, not its text, which may hold a value; nor local variables or parameters of SQL.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import traceback
import warnings
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from bot.settings import Settings

OURS = ("bot", "actions", "bench", "tests")
QUIET = ("rasa", "rasa_sdk", "huey", "apscheduler", "socketio", "engineio", "httpx", "uvicorn", "alembic")
"""Libraries that tell of their everyday work; only their warnings are worth a line."""
FRAMES = 12
"""Places of an error that are shown: the innermost."""

_NAME = re.compile(r"[\w.-]{1,100}")
_conversation: ContextVar[str] = ContextVar("conversation", default="")


@contextmanager
def about(conversation_id: str) -> Iterator[None]:
    """Name the conversation in all that is logged meanwhile, also by tasks and threads begun meanwhile."""
    token = _conversation.set(conversation_id)
    try:
        yield
    finally:
        _conversation.reset(token)


def configure(settings: Settings, process: str) -> None:
    """Send this product's logs, and libraries' warnings, to standard error. ``process`` is this one's name."""
    _install(settings.log_level, JsonLines(process) if settings.log_format == "json" else TextLines())


def configure_rasa(level: str) -> None:
    """Make Rasa quiet in a command that people use: its warnings only, without customers' words."""
    _install(level, TextLines())
    _tame_rasa()


def configure_dialogue(settings: Settings, process: str) -> None:
    """As ``configure``, for a process that runs Rasa."""
    configure(settings, process)
    _tame_rasa()


def _install(level: str, lines: logging.Formatter) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.raiseExceptions = False
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.showwarning = _log_warning
    threading.excepthook = _log_thread_end


def _tame_rasa() -> None:
    """As they come, Rasa's structured logs print customers' messages, and an error's local variables."""
    import structlog

    # Rasa warns at every start of what only its developers can change.
    warnings.filterwarnings("ignore", module="rasa")
    structlog.configure(
        processors=[_event_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: logging.getLogger("bot.rasa"),
        cache_logger_on_first_use=False,
    )


def _event_only(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str], dict[str, Any]]:
    """Keep an event's name, if it is one, and its error; none of its values."""
    name = str(event.get("event", ""))
    return (name if _NAME.fullmatch(name) else method,), {"exc_info": event.get("exc_info")}


class _Lines(logging.Formatter):
    def fields(self, record: logging.LogRecord) -> dict[str, str]:
        """Return what a line tells, in order."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": event_of(record),
        }
        conversation = _conversation.get()
        return {**fields, "conversation": conversation} if conversation else fields


class JsonLines(_Lines):
    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {**self.fields(record), "process": self._process, "pid": record.process}
        error = _error_of(record)
        if error is not None:
            line["error"] = type(error).__name__
            line["trace"] = trace(error)
        return json.dumps(line, ensure_ascii=False)


class TextLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        fields = self.fields(record)
        conversation = f" conversation={fields['conversation']}" if "conversation" in fields else ""
        event = fields["event"].replace("\r", "\\r").replace("\n", "\\n")
        line = f"{fields['time']} {fields['level']} {fields['logger']} {event}{conversation}"
        error = _error_of(record)
        return "\n    ".join([line, *trace(error)]) if error is not None else line


def event_of(record: logging.LogRecord) -> str:
    """Return what a record says, without any value where a library says it."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    if record.args and isinstance(record.msg, str):
        return record.msg
    return f"{record.levelname.lower()} from {record.module}.{record.funcName}, line {record.lineno}"


def trace(error: BaseException) -> list[str]:
    """Return an error and what it came from, outermost first: types and places, no values."""
    lines: list[str] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        lines.append(("from " if lines else "") + _named(following))
        lines.extend(_places(following.__traceback__))
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return lines


def _named(error: BaseException) -> str:
    """An error's type, and the codes that say which kind it is."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    code = getattr(error, "sqlstate", None) or (error.strerror if isinstance(error, OSError) else None)
    return f"{kind} ({code})" if isinstance(code, str) else kind


def _places(where: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(where)[-FRAMES:]
    return [f"at {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if isinstance(record.exc_info, tuple) else None


def _log_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    logging.getLogger(__name__).warning("%s at %s:%d", category.__name__, filename, lineno)


def _log_thread_end(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        error = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger(__name__).error("a thread ended", exc_info=error)
