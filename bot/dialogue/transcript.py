"""What was said in a conversation, read from its events: the one transcript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select

from bot.dialogue.models import Conversation, ConversationEvent
from bot.records.models import Customer
from bot.storage.engine import Database

Sender = Literal["customer", "bot", "manager"]


@dataclass(frozen=True)
class Message:
    """One thing said. ``position`` counts the conversation's events and grows from message to message."""

    position: int
    sender: Sender
    text: str
    at: datetime
    buttons: tuple[dict[str, str], ...] = ()
    """Title and payload as the action gave them; the channel signs them before they leave."""
    question: dict[str, Any] | None = None
    """The survey question being asked: key, kind, scale, labels, choices, number, total."""


class Conversations:
    """The conversations' rows and transcripts."""

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def open(self, conversation_id: str, channel: str, customer_id: int | None) -> None:
        """Make sure that the conversation exists and belongs to the customer (None: a visitor)."""
        with self._database.reading() as session:
            known = session.get(Conversation, conversation_id)
            if known is not None and known.customer_id == customer_id:
                return
        with self._database.transaction() as session:
            row = session.get(Conversation, conversation_id)
            if row is None:
                now = self._now()
                session.add(
                    Conversation(
                        id=conversation_id,
                        channel=channel,
                        customer_id=customer_id,
                        created_at=now,
                        updated_at=now,
                    )
                )
            elif customer_id is not None:
                row.customer_id = customer_id

    def customer_id(self, conversation_id: str) -> int | None:
        with self._database.reading() as session:
            row = session.get(Conversation, conversation_id)
            return row.customer_id if row else None

    def language(self, conversation_id: str) -> str | None:
        """The language last spoken in the conversation, else the one on the customer's record."""
        with self._database.reading() as session:
            row = session.get(Conversation, conversation_id)
            if row is None:
                return None
            if row.language or row.customer_id is None:
                return row.language
            return session.scalar(select(Customer.language).where(Customer.id == row.customer_id))

    def position_of(self, conversation_id: str, message_id: str) -> int | None:
        """Position of the customer's message with this client id, None if it was never stored."""
        with self._database.reading() as session:
            return session.scalar(
                select(ConversationEvent.position).where(
                    ConversationEvent.conversation_id == conversation_id,
                    ConversationEvent.message_id == message_id,
                )
            )

    def last_customer_message_at(self, conversation_id: str) -> datetime | None:
        """When the customer last wrote or pressed something; None if never."""
        with self._database.reading() as session:
            return session.scalar(
                select(ConversationEvent.at)
                .where(
                    ConversationEvent.conversation_id == conversation_id,
                    ConversationEvent.message_id.is_not(None),
                )
                .order_by(ConversationEvent.position.desc())
                .limit(1)
            )

    def last_position(self, conversation_id: str) -> int:
        with self._database.reading() as session:
            last = session.scalar(
                select(func.max(ConversationEvent.position)).where(
                    ConversationEvent.conversation_id == conversation_id
                )
            )
            return last or 0

    def messages(self, conversation_id: str, after: int = 0, limit: int = 1000) -> list[Message]:
        """Return the newest ``limit`` messages after a position, oldest first."""
        query = (
            select(ConversationEvent)
            .where(
                ConversationEvent.conversation_id == conversation_id,
                ConversationEvent.position > after,
                ConversationEvent.kind.in_(("user", "bot")),
            )
            .order_by(ConversationEvent.position.desc())
            .limit(limit)
        )
        with self._database.reading() as session:
            rows = list(session.scalars(query))
        messages = (_message(row) for row in reversed(rows))
        return [message for message in messages if message is not None]


def _message(row: ConversationEvent) -> Message | None:
    metadata = row.data.get("metadata") or {}
    if metadata.get("is_external") or not row.text:
        return None
    if row.kind == "user":
        return Message(row.position, "customer", row.text, row.at)
    data = row.data.get("data") or {}
    return Message(
        position=row.position,
        sender="manager" if metadata.get("sender") == "manager" else "bot",
        text=row.text,
        at=row.at,
        buttons=tuple(data.get("buttons") or ()),
        question=(data.get("custom") or {}).get("question"),
    )
