"""Tables of cases, their events, and the notifications owed for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.models import Customer, Manager, Order
from bot.storage.base import Base, Json, Key, Uid


class Case(Base):
    """A problem owed to a human.

    open → acknowledged → in_progress → resolved → confirmed or reopened → closed.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_desk", "state", "due_at"),
        Index("ix_cases_load", "state", "manager_id", "priority"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    origin: Mapped[str] = mapped_column(String(120), unique=True)
    """What led to it, so that one thing never makes two cases: "response:<uid>", "message:<conversation>:<id>"."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"))
    conversation_id: Mapped[str | None] = mapped_column(String(100), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoints.id"))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("survey_responses.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("managers.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="open")
    reason: Mapped[str] = mapped_column(String(40))
    priority: Mapped[str] = mapped_column(String(10))
    """urgent, high, normal or low."""
    language: Mapped[str] = mapped_column(String(8))
    """The customer's language."""
    summary: Mapped[str] = mapped_column(Text)
    """In the manager's language."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The customer's own words."""
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When the customer was promised an answer."""
    acknowledged_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    customer: Mapped[Customer | None] = relationship()
    order: Mapped[Order | None] = relationship()
    manager: Mapped[Manager | None] = relationship()
    events: Mapped[list[CaseEvent]] = relationship(back_populates="case", order_by="CaseEvent.id")


class CaseEvent(Base):
    """Something that happened to a case."""

    __tablename__ = "case_events"

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    """opened, words_added, raised, acknowledged, in_progress, resolved, confirmed, reopened, reassigned, closed."""
    origin: Mapped[str | None] = mapped_column(String(120), unique=True)
    """What led to it, as on the case, so that one message is never added twice."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    details: Mapped[Json] = mapped_column(default=dict)

    case: Mapped[Case] = relationship(back_populates="events")


class Notification(Base):
    """Word of a case event owed to a manager at one place: owed → sending → sent, or dead."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("event_id", "target"),
        Index("ix_notifications_owed", "state", "next_try_at"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    event_id: Mapped[int] = mapped_column(ForeignKey("case_events.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("managers.id"))
    target: Mapped[str] = mapped_column(String(64))
    """Which place: "desk", or a digest of the Apprise URL (the URL may hold a password)."""
    state: Mapped[str] = mapped_column(String(10), default="owed")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    began_at: Mapped[datetime | None]
    """When the request to the provider was about to be made; a claim that died before has told nobody."""
    uncertain: Mapped[bool] = mapped_column(default=False)
    """A worker died during a request, so that an earlier try may have arrived."""
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]

    event: Mapped[CaseEvent] = relationship()
    manager: Mapped[Manager | None] = relationship()
