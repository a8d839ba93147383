"""The table of planned contacts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Key, Uid


class Touchpoint(Base):
    """One planned contact with one customer for one reason.

    planned → claimed → sent → answered → completed, or suppressed, expired, failed.
    """

    __tablename__ = "touchpoints"
    # The promise that nobody is contacted twice for one thing rests on this key.
    __table_args__ = (
        UniqueConstraint("customer_id", "kind", "occurrence"),
        Index("ix_touchpoints_due", "state", "due_at"),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    """checkin or case_checkback."""
    occurrence: Mapped[str] = mapped_column(String(100))
    """What it is about, so that it is planned once: "order:17", "case:4:1"."""
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", use_alter=True))
    survey: Mapped[str | None] = mapped_column(String(60))
    """Key of the survey that follows when all is well."""
    channel: Mapped[str] = mapped_column(String(40), default="website")
    state: Mapped[str] = mapped_column(String(20), default="planned")
    reason: Mapped[str | None] = mapped_column(String(100))
    """Why it was suppressed, expired or failed: a named reason."""
    basis_at: Mapped[datetime | None]
    """The delivery it was planned from, so that a corrected date moves it."""
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
