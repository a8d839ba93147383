"""Tables of conversations and their events: the one transcript."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json


class Conversation(Base):
    """One thread with one customer or visitor on one channel."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    language: Mapped[str | None] = mapped_column(String(8))
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of the newest event: tells a process whether the conversation it keeps in memory is still the real one."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ConversationEvent(Base):
    """One Rasa event. Position counts from 1; the key refuses a second writer's fork of the thread."""

    __tablename__ = "conversation_events"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    message_id: Mapped[str | None] = mapped_column(String(100))
    """The client's id of a user message, so that a message sent again is answered once."""
    text: Mapped[str | None] = mapped_column(Text)
    data: Mapped[Json]
