"""What was said in a conversation, read from its events: the one transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.dialogue.models import ConversationEvent
from bot.dialogue.repository import ConversationRepository
from bot.storage.engine import Database

Sender = Literal["customer", "bot", "manager"]
SPOKEN = ("user", "bot")
"""The kinds of events that say something."""


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
        """Make sure that the conversation exists and belongs to the customer (None: a visitor).

        Inside a transaction it is then this process's own until the end: another one waits here for its turn.
        """
        with self._database.transaction() as session:
            repository = ConversationRepository(session)
            row = repository.locked(conversation_id)
            if row is None:
                repository.open(conversation_id, channel, self._now())
                row = repository.locked(conversation_id)
            if row is not None and customer_id is not None and row.customer_id != customer_id:
                row.customer_id = customer_id

    def customer_id(self, conversation_id: str) -> int | None:
        with self._database.reading() as session:
            row = ConversationRepository(session).conversation(conversation_id)
            return row.customer_id if row else None

    def language(self, conversation_id: str) -> str | None:
        """The language last spoken in the conversation, else the one on the customer's record."""
        with self._database.reading() as session:
            repository = ConversationRepository(session)
            row = repository.conversation(conversation_id)
            if row is None or row.language or row.customer_id is None:
                return row.language if row else None
            return repository.language_of_customer(row.customer_id)

    def position_of(self, conversation_id: str, message_id: str) -> int | None:
        """Position of the customer's message with this client id, None if it was never stored."""
        with self._database.reading() as session:
            return ConversationRepository(session).position_of(conversation_id, message_id)

    def last_customer_message_at(self, conversation_id: str) -> datetime | None:
        """When the customer last wrote or pressed something; None if never."""
        with self._database.reading() as session:
            return ConversationRepository(session).last_message_at(conversation_id)

    def is_latest_choice(self, conversation_id: str, position: int) -> bool:
        """Whether no later message has offered buttons: a plain yes would otherwise answer another question."""
        later = self.messages(conversation_id, after=position)
        return not any(message.buttons for message in later)

    def message(self, conversation_id: str, position: int) -> Message | None:
        with self._database.reading() as session:
            row = ConversationRepository(session).event(conversation_id, position)
            return _message(row) if row else None

    def last_position(self, conversation_id: str) -> int:
        with self._database.reading() as session:
            return ConversationRepository(session).last_position(conversation_id)

    def messages(self, conversation_id: str, after: int = 0, limit: int = 1000) -> list[Message]:
        """Return the newest ``limit`` messages after a position, oldest first."""
        with self._database.reading() as session:
            rows = ConversationRepository(session).said(conversation_id, after, limit)
            messages = [_message(row) for row in rows]
        return [message for message in messages if message is not None]


def said_in(rows: Sequence[Mapping[str, Any]]) -> list[Message]:
    """Return what rows of the table of events say, in their order."""
    messages = (_said(row["kind"], row["position"], row["text"], row["at"], row["data"]) for row in rows)
    return [message for message in messages if message is not None]


def _message(row: ConversationEvent) -> Message | None:
    return _said(row.kind, row.position, row.text, row.at, row.data)


def _said(kind: str, position: int, text: str | None, at: datetime, event: dict[str, Any]) -> Message | None:
    metadata = event.get("metadata") or {}
    if metadata.get("is_external") or not text or kind not in SPOKEN:
        return None
    if kind == "user":
        return Message(position, "customer", text, at)
    data = event.get("data") or {}
    return Message(
        position=position,
        sender="manager" if metadata.get("sender") == "manager" else "bot",
        text=text,
        at=at,
        buttons=tuple(data.get("buttons") or ()),
        question=(data.get("custom") or {}).get("question"),
    )
