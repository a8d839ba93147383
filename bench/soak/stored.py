"""What is in the database at the end, read as plain rows: nothing here trusts the product's own code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Row, text

from bot.storage.engine import Database


@dataclass(frozen=True)
class Event:
    """One event of a conversation."""

    position: int
    kind: str
    message_id: str | None
    text: str | None

    @property
    def is_external(self) -> bool:
        """Whether something outside, not the customer, began this turn."""
        return self.kind == "user" and self.message_id is None

    @property
    def is_shown(self) -> bool:
        return self.kind in ("user", "bot") and bool(self.text) and not self.is_external


@dataclass(frozen=True)
class Stored:
    """Everything that the checks look at."""

    events: dict[str, list[Event]] = field(default_factory=dict)
    """By conversation, in the order of their positions."""
    positions: Mapping[str, int] = field(default_factory=dict)
    """What each conversation says is its newest event's position."""
    cases: Sequence[Row[Any]] = ()
    """id, origin, conversation_id, reason."""
    case_events: Sequence[Row[Any]] = ()
    """id, case_id, kind, origin."""
    notifications: Sequence[Row[Any]] = ()
    """uid, event_id, target, state."""
    touchpoints: Sequence[Row[Any]] = ()
    """id, customer_id, kind, state."""
    answers: Sequence[Row[Any]] = ()
    """conversation_id, response_id, question, number, text, skipped."""


def read(url: str) -> Stored:
    """Read a database that nobody writes to any more."""
    database = Database(url)
    try:
        return _read(database.engine)
    finally:
        database.close()


def _read(engine: Engine) -> Stored:
    with engine.connect() as connection:

        def rows(query: str) -> Sequence[Row[Any]]:
            return connection.execute(text(query)).all()

        events: dict[str, list[Event]] = defaultdict(list)
        for row in rows(
            "SELECT conversation_id, position, kind, message_id, text FROM conversation_events"
            " ORDER BY conversation_id, position"
        ):
            events[row.conversation_id].append(Event(row.position, row.kind, row.message_id, row.text))
        return Stored(
            events=dict(events),
            positions={row.id: row.position for row in rows("SELECT id, position FROM conversations")},
            cases=rows("SELECT id, origin, conversation_id, reason FROM cases ORDER BY id"),
            case_events=rows("SELECT id, case_id, kind, origin FROM case_events ORDER BY id"),
            notifications=rows("SELECT uid, event_id, target, state FROM notifications ORDER BY id"),
            touchpoints=rows("SELECT id, customer_id, kind, state FROM touchpoints ORDER BY id"),
            answers=rows(
                "SELECT r.conversation_id, r.id AS response_id, a.question, a.number, a.text, a.skipped"
                " FROM survey_answers a JOIN survey_responses r ON r.id = a.response_id ORDER BY a.id"
            ),
        )
