"""How long a database takes, told to whoever measures."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event

from bot.storage.engine import Database

Spent = Callable[[float], None]
"""Is told the seconds that something took, in the thread that waited for it."""


def watch(database: Database, *, statement: Spent, commit: Spent) -> None:
    """Measure every statement and every commit from now on."""
    engine = database.engine

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection: Connection, *_: Any) -> None:
        connection.info["began"] = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(connection: Connection, *_: Any) -> None:
        statement(time.perf_counter() - connection.info["began"])

    do_commit = engine.dialect.do_commit

    def timed_commit(connection: Any) -> None:
        began = time.perf_counter()
        try:
            do_commit(connection)
        finally:
            commit(time.perf_counter() - began)

    # SQLAlchemy tells of a commit before it is made, not after.
    engine.dialect.do_commit = timed_commit  # type: ignore[assignment,method-assign]
