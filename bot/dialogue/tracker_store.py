"""Rasa's tracker store on the product's own database: every event is one row, appended once.

The store writes in the turn's transaction (see ``runtime.py``), so that a turn's events and what its
actions wrote are stored together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.dialogue.models import Conversation, ConversationEvent
from bot.storage.engine import Database


class ConversationTrackerStore(TrackerStore):
    """Keeps conversations in the tables ``conversations`` and ``conversation_events``."""

    def __init__(self, domain: Domain, database: Database, event_broker: EventBroker | None = None) -> None:
        super().__init__(domain, event_broker)
        self._database = database

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not stored yet.

        Raises sqlalchemy.exc.IntegrityError when another process has gone on with the conversation
        since the tracker was read.
        """
        stored, position = _stored(tracker)
        fresh = list(tracker.events)[stored:]
        with self._database.transaction() as session:
            session.add_all(_rows(tracker.sender_id, position, fresh))
            session.execute(
                update(Conversation)
                .where(Conversation.id == tracker.sender_id)
                .values(updated_at=datetime.now(UTC), language=tracker.get_slot("language"))
            )
            session.flush()
        _remember(tracker, len(tracker.events), position + len(fresh))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation from the start of its latest session, or None if there is none."""
        with self._database.reading() as session:
            start = session.scalar(
                select(func.max(ConversationEvent.position)).where(
                    ConversationEvent.conversation_id == sender_id,
                    ConversationEvent.kind == SessionStarted.type_name,
                )
            )
            return self._tracker(session, sender_id, start or 0)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        with self._database.reading() as session:
            return self._tracker(session, conversation_id, 0)

    async def exists(self, conversation_id: str) -> bool:
        with self._database.reading() as session:
            return session.get(Conversation, conversation_id) is not None

    async def keys(self) -> Iterable[str]:
        with self._database.reading() as session:
            return session.scalars(select(Conversation.id)).all()

    def _tracker(self, session: Session, sender_id: str, start: int) -> DialogueStateTracker | None:
        rows = session.execute(
            select(ConversationEvent.position, ConversationEvent.data)
            .where(ConversationEvent.conversation_id == sender_id, ConversationEvent.position >= start)
            .order_by(ConversationEvent.position)
        ).all()
        if not rows:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, [row.data for row in rows], self.domain.slots)
        _remember(tracker, len(tracker.events), rows[-1].position)
        return tracker


def _remember(tracker: DialogueStateTracker, events: int, position: int) -> None:
    """Keep on the tracker how many of its events are stored, and the position of the last one."""
    tracker.stored = (events, position)


def _stored(tracker: DialogueStateTracker) -> tuple[int, int]:
    stored: tuple[int, int] = getattr(tracker, "stored", (0, 0))
    return stored


def _rows(conversation_id: str, position: int, events: Sequence[Event]) -> list[ConversationEvent]:
    return [
        _row(conversation_id, position + offset, event.as_dict())
        for offset, event in enumerate(events, start=1)
    ]


def _row(conversation_id: str, position: int, data: dict[str, Any]) -> ConversationEvent:
    is_user = data["event"] == "user"
    return ConversationEvent(
        conversation_id=conversation_id,
        position=position,
        kind=data["event"],
        at=datetime.fromtimestamp(data["timestamp"], UTC),
        message_id=(data.get("metadata") or {}).get("client_message_id") if is_user else None,
        text=data.get("text"),
        data=data,
    )
