"""What outreach tells other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TouchpointCard:
    """One planned contact with one customer for one reason."""

    id: int
    uid: str
    customer_id: int
    kind: str
    """checkin or case_checkback."""
    order_id: int | None
    case_id: int | None
    survey: str | None
    channel: str
    state: str
    """planned, claimed, sent, answered, completed, suppressed, expired or failed."""
    reason: str | None
    """Why it was suppressed, expired or failed."""
    due_at: datetime
    sent_at: datetime | None
    attempts: int
