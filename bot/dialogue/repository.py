"""Conversations and their events in the database, within one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.dialogue.models import Conversation, ConversationEvent
from bot.records.models import Customer
from bot.storage.upsert import insert_new

# Asked at every message, so written once.
_LOCKED = (
    select(Conversation)
    .where(Conversation.id == bindparam("conversation"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_POSITION_OF = select(ConversationEvent.position).where(
    ConversationEvent.conversation_id == bindparam("conversation"),
    ConversationEvent.message_id == bindparam("message"),
)


class ConversationRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def conversation(self, conversation_id: str) -> Conversation | None:
        return self._session.get(Conversation, conversation_id)

    def locked(self, conversation_id: str) -> Conversation | None:
        """Return the conversation, which no other process can go on with until the transaction's end.

        SQLite has one writer at a time anyway.
        """
        return self._session.scalar(_LOCKED, {"conversation": conversation_id})

    def open(self, conversation_id: str, channel: str, now: datetime) -> None:
        """Add the conversation, if another process has not."""
        row = {"id": conversation_id, "channel": channel, "created_at": now, "updated_at": now}
        insert_new(self._session, Conversation, [row])

    def event(self, conversation_id: str, position: int) -> ConversationEvent | None:
        return self._session.get(ConversationEvent, (conversation_id, position))

    def language_of_customer(self, customer_id: int) -> str | None:
        return self._session.scalar(select(Customer.language).where(Customer.id == customer_id))

    def position_of(self, conversation_id: str, message_id: str) -> int | None:
        return self._session.scalar(_POSITION_OF, {"conversation": conversation_id, "message": message_id})

    def last_position(self, conversation_id: str) -> int:
        query = select(func.max(ConversationEvent.position))
        return self._session.scalar(query.where(ConversationEvent.conversation_id == conversation_id)) or 0

    def last_message_at(self, conversation_id: str) -> datetime | None:
        """When the customer last wrote: only a customer's messages have a client's id."""
        query = (
            select(ConversationEvent.at)
            .where(
                ConversationEvent.conversation_id == conversation_id,
                ConversationEvent.message_id.is_not(None),
            )
            .order_by(ConversationEvent.position.desc())
        )
        return self._session.scalar(query.limit(1))

    def said(self, conversation_id: str, after: int, limit: int) -> Sequence[ConversationEvent]:
        """Return the newest ``limit`` events of either side after a position, oldest first."""
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
        return list(reversed(self._session.scalars(query).all()))
