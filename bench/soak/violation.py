"""One thing that is not as it must be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """What is wrong, and where to look."""

    kind: str
    conversation: str
    what: str
    message_id: str | None = None

    def __str__(self) -> str:
        message = f", message {self.message_id}" if self.message_id else ""
        return f"{self.kind}: {self.what} (conversation {self.conversation or 'unknown'}{message})"
