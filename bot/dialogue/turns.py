"""What goes into a turn and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.transcript import Message


class DialogueAway(Exception):
    """The database cannot be reached; nothing was stored, and the message may be sent again."""


@dataclass(frozen=True)
class Incoming:
    """A customer's message after the guard: words, or a button's title with what the button stands for."""

    conversation_id: str
    text: str
    message_id: str
    channel: str
    customer_id: int | None = None
    """The customer whose signed identity the message came with; None for a visitor."""
    parse_data: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What a message led to: its place in the thread and all that follows it."""

    position: int
    messages: list[Message]
    repeated: bool = False
    own: Message | None = None
    """The customer's message, for the other places where the thread is open; None where it was answered before."""
