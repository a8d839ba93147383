"""What went wrong inside a turn: Rasa only logs it and goes on as if nothing had happened."""

from __future__ import annotations

from contextvars import ContextVar

failures: ContextVar[list[Exception] | None] = ContextVar("failures_of_turn", default=None)


def note_failure(error: Exception) -> None:
    """Keep an error for the end of the running turn, which it undoes."""
    noted = failures.get()
    if noted is not None:
        noted.append(error)
