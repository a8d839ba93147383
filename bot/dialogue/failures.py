"""What went wrong inside a turn: Rasa only logs it and goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

failures: ContextVar[list[Exception] | None] = ContextVar("failures_of_turn", default=None)


def note_failure(error: Exception) -> None:
    """Keep an error for the end of the running turn, which it undoes."""
    noted = failures.get()
    if noted is not None:
        noted.append(error)


@contextmanager
def raising_failures() -> Iterator[None]:
    """Raise at the end the first error that was noted in between, also in place of one that it led to."""
    noted: list[Exception] = []
    token = failures.set(noted)
    try:
        yield
    except Exception as error:
        # A lost connection, say, which makes whatever is tried next fail in another way.
        if noted and noted[0] is not error:
            raise noted[0] from error
        raise
    finally:
        failures.reset(token)
    if noted:
        raise noted[0]
