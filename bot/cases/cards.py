"""What the services hand out about cases: frozen, and free of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ACTIVE_STATES = ("open", "reopened", "acknowledged", "in_progress")
"""States in which a case waits for a manager, or has one working on it."""
STATES = (*ACTIVE_STATES, "resolved", "confirmed", "closed")
PRIORITIES = ("urgent", "high", "normal", "low")
"""The most pressing first."""
REASONS = (
    "asked_for_human",
    "damaged",
    "missing",
    "wrong_item",
    "does_not_work",
    "invoice",
    "other_problem",
    "low_score",
    "strong_words",
    "repeated_contact",
    "dispute",
    "bot_failed",
)


class CaseError(Exception):
    """A case cannot be handled as asked; the message says why and what to do."""


class UnknownCase(CaseError):
    """There is no case with this id."""


class IllegalMove(CaseError):
    """The case cannot go from its state to the one asked for."""


class UnknownManager(CaseError):
    """There is no manager with this id."""


@dataclass(frozen=True)
class CaseEventCard:
    """One thing that happened to a case."""

    kind: str
    at: datetime
    actor: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseCard:
    """A problem owed to a human, as the rest of the product sees it."""

    id: int
    uid: str
    state: str
    reason: str
    priority: str
    language: str
    """The customer's language."""
    summary: str
    """In the manager's language."""
    words: str
    """The customer's own words, one message a line."""
    manager_id: int | None
    manager_name: str | None
    manager_time_zone: str | None
    due_at: datetime
    opened_at: datetime
    acknowledged_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    customer_id: int | None
    customer_name: str | None
    company_id: int | None
    order_id: int | None
    order_number: str | None
    conversation_id: str | None
    touchpoint_id: int | None
    response_id: int | None
    times_resolved: int
    """How often it was resolved: the occurrence of its check-back."""
    events: tuple[CaseEventCard, ...] = ()
    """Oldest first."""

    @property
    def active(self) -> bool:
        return self.state in ACTIVE_STATES


@dataclass(frozen=True)
class Opened:
    """A case, and whether this call made it (else it was there, and was added to)."""

    case: CaseCard
    created: bool


@dataclass(frozen=True)
class Promise:
    """Who will be in touch with the customer, and by when."""

    manager_name: str | None
    """None only where there is no manager at all."""
    manager_time_zone: str
    due_at: datetime


@dataclass(frozen=True)
class CaseFilters:
    """Which cases to list; what is None or empty does not narrow the list."""

    states: tuple[str, ...] = ACTIVE_STATES
    manager_id: int | None = None
    priority: str | None = None
    reason: str | None = None
    customer_id: int | None = None
    limit: int = 100
    offset: int = 0
