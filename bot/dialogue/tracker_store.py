"""Rasa's tracker store on the product's own database: every event is one row, appended once.

The store writes in the turn's transaction (see ``runtime.py``), so that a turn's events and what its actions wrote are
stored together or not at all. Between turns a conversation stays in memory; its row tells whether another process has
gone on with it since, and only then is it read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, deserialise_events
from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bot.dialogue.live import LiveConversations
from bot.dialogue.models import Conversation, ConversationEvent
from bot.dialogue.tracker import LiveTracker
from bot.storage.engine import Database

_EVENTS = cast(Table, ConversationEvent.__table__)
_CONVERSATIONS = cast(Table, Conversation.__table__)
# All rows of a turn in one statement: the ORM would write one for each set of columns that are not empty.
_ADD_EVENTS = insert(_EVENTS)
_MOVE_ON = update(_CONVERSATIONS).where(_CONVERSATIONS.c.id == bindparam("conversation"))


class ConversationTrackerStore(TrackerStore):
    """Keeps conversations in the tables ``conversations`` and ``conversation_events``."""

    def __init__(
        self,
        domain: Domain,
        database: Database,
        live: LiveConversations,
        event_broker: EventBroker | None = None,
    ) -> None:
        super().__init__(domain, event_broker)
        self._database = database
        self.live = live

    async def save(self, tracker: LiveTracker) -> None:
        """Append the events that are not stored yet.

        Raises sqlalchemy.exc.IntegrityError when another process has gone on with the conversation
        since the tracker was read.
        """
        if not tracker.fresh:
            return
        rows = _rows(tracker.sender_id, tracker.position, tracker.fresh)
        position = rows[-1]["position"]
        with self._database.transaction() as session:
            session.flush()
            session.connection().execute(_ADD_EVENTS, rows)
            session.connection().execute(
                _MOVE_ON,
                {
                    "conversation": tracker.sender_id,
                    "updated_at": datetime.now(UTC),
                    "language": tracker.get_slot("language"),
                    "position": position,
                },
            )
        tracker.mark_stored(position)
        tracker.latest_rows = rows
        self._database.after_commit(lambda: self.live.put(tracker))

    async def retrieve(self, sender_id: str) -> LiveTracker | None:
        """Return the conversation from the start of its latest session, or None if there is none."""
        with self._database.reading() as session:
            row = session.get(Conversation, sender_id)
            position = 0 if row is None else row.position
            live = self.live.take(sender_id)
            if live is not None and live.position == position:
                return live
            return (
                self._restored(session, sender_id, _latest_session(session, sender_id)) if position else None
            )

    async def retrieve_full_tracker(self, conversation_id: str) -> LiveTracker | None:
        with self._database.reading() as session:
            return self._restored(session, conversation_id, 0)

    def init_tracker(self, sender_id: str) -> LiveTracker:
        """Return the tracker of a conversation in which nothing has been said."""
        return LiveTracker(sender_id, self.domain.slots)

    async def exists(self, conversation_id: str) -> bool:
        with self._database.reading() as session:
            return session.get(Conversation, conversation_id) is not None

    async def keys(self) -> Iterable[str]:
        with self._database.reading() as session:
            return session.scalars(select(Conversation.id)).all()

    def _restored(self, session: Session, sender_id: str, start: int) -> LiveTracker | None:
        rows = session.execute(
            select(ConversationEvent.position, ConversationEvent.data)
            .where(ConversationEvent.conversation_id == sender_id, ConversationEvent.position >= start)
            .order_by(ConversationEvent.position)
        ).all()
        if not rows:
            return None
        events = deserialise_events([row.data for row in rows])
        tracker = cast(LiveTracker, LiveTracker.from_events(sender_id, events, self.domain.slots))
        tracker.position, tracker.stored = rows[-1].position, len(rows)
        return tracker


def _latest_session(session: Session, sender_id: str) -> int:
    """The position at which the conversation's latest session starts."""
    start = select(func.max(ConversationEvent.position)).where(
        ConversationEvent.conversation_id == sender_id, ConversationEvent.kind == SessionStarted.type_name
    )
    return session.scalar(start) or 0


def _rows(conversation_id: str, position: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    return [
        _row(conversation_id, position + offset, event.as_dict())
        for offset, event in enumerate(events, start=1)
    ]


def _row(conversation_id: str, position: int, data: dict[str, Any]) -> dict[str, Any]:
    is_user = data["event"] == "user"
    return {
        "conversation_id": conversation_id,
        "position": position,
        "kind": data["event"],
        "at": datetime.fromtimestamp(data["timestamp"], UTC),
        "message_id": (data.get("metadata") or {}).get("client_message_id") if is_user else None,
        "text": data.get("text"),
        "data": data,
    }
