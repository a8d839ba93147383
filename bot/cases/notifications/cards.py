"""What is handed out about notifications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cases.models import Notification


@dataclass(frozen=True)
class Claim:
    """A notification that this worker, and no other, may send."""

    id: int
    case_id: int
    worker: str


@dataclass(frozen=True)
class NotificationCard:
    """A notification as people look at it; where it goes is a digest, because the URL may hold a password."""

    id: int
    uid: str
    case_id: int
    event: str
    target: str
    state: str
    attempts: int
    next_try_at: datetime
    sent_at: datetime | None
    last_error: str | None
    manager_name: str | None


def card(row: Notification) -> NotificationCard:
    return NotificationCard(
        id=row.id,
        uid=row.uid,
        case_id=row.event.case_id,
        event=row.event.kind,
        target=row.target,
        state=row.state,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
        manager_name=row.manager.name if row.manager else None,
    )
