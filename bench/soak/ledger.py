"""What customers were promised and what they saw: the other side of what is in the database."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Said:
    """One message as a browser sent it."""

    message_id: str
    words: str
    position: int | None = None
    """Its place in the thread, from the receipt; None without one."""
    refused: str | None = None
    """Why it was refused for good."""
    tries: int = 0


@dataclass
class Tab:
    """One browser tab: what it sent, in order, and what it saw, by position."""

    said: list[Said] = field(default_factory=list)
    seen: dict[int, str] = field(default_factory=dict)
    differing: list[int] = field(default_factory=list)
    """Positions at which it saw two different texts."""
    reloaded: bool = False
    """Whether it read the whole thread at the end: it must then have seen all that there is."""


@dataclass
class Expected:
    """What a visit leaves behind when it was finished."""

    cases: tuple[str, ...] | None = ()
    """Reasons of its cases; None when they depend on how words are understood."""
    answers: dict[str, object] = field(default_factory=dict)
    """Answers by question of the one survey that was filled in."""


@dataclass
class Visit:
    """One customer's (or visitor's) whole conversation."""

    name: str
    """Which story it was, and in which language."""
    customer_id: int | None
    conversation_id: str = ""
    touchpoint_id: int | None = None
    tabs: list[Tab] = field(default_factory=list)
    expected: Expected = field(default_factory=Expected)
    finished: bool = False
    """Whether the story was told to its end: only then is what was expected held against the database."""
    lost: str | None = None
    """How the conversation went another way than the story always goes: that is a violation."""
    unmet: bool = False
    """Whether the check-in came too late: the worker may have been killed with it in its hands."""
    away: str | None = None
    """Why the customer left early: the product was away for longer than they wait."""
