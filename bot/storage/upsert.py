"""Inserting rows of which some may be there already, on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, Result
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def insert_new(session: Session, model: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique key, and return how many they were."""
    if not rows:
        return 0
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    before = _changes(session) if on_sqlite else 0
    if on_sqlite:
        session.execute(sqlite.insert(model).on_conflict_do_nothing(), rows)
        return _changes(session) - before
    statement = postgresql.insert(model).on_conflict_do_nothing().returning(model.__mapper__.primary_key[0])
    return len(session.execute(statement, rows).all())


def touched(result: Result[Any]) -> int:
    """Return how many rows an UPDATE or DELETE met."""
    return cast("CursorResult[Any]", result).rowcount


def _changes(session: Session) -> int:
    return int(session.connection().exec_driver_sql("SELECT total_changes()").scalar_one())
