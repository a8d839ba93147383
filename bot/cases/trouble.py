"""What a case is opened with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from bot.cases.cards import PRIORITIES, REASONS


class TroubleFields(TypedDict):
    """The keyword arguments of ``Cases.open`` and ``Cases.raise_or_add``; Trouble tells their meaning."""

    origin: str
    reason: str
    priority: str
    language: str
    words: NotRequired[str]
    customer_id: NotRequired[int | None]
    conversation_id: NotRequired[str | None]
    order_id: NotRequired[int | None]
    touchpoint_id: NotRequired[int | None]
    response_id: NotRequired[int | None]
    score: NotRequired[str | None]


@dataclass(frozen=True)
class Trouble:
    """A customer's trouble, as it is noticed. Raises ValueError for an unknown reason or priority."""

    origin: str
    """What led to it, so that one thing makes one case: "response:<uid>", "message:<conversation>:<id>"."""
    reason: str
    priority: str
    language: str
    """The customer's."""
    words: str = ""
    """The customer's own."""
    customer_id: int | None = None
    conversation_id: str | None = None
    order_id: int | None = None
    touchpoint_id: int | None = None
    response_id: int | None = None
    score: str | None = None
    """How the summary writes a low score: "NPS 3"."""

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"Unknown reason of a case: {self.reason!r}; use one of {', '.join(REASONS)}.")
        if self.priority not in PRIORITIES:
            raise ValueError(f"Unknown priority: {self.priority!r}; use one of {', '.join(PRIORITIES)}.")
