"""How much is owed and not done, as those who run the product watch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Backlog:
    """What is owed now of one kind."""

    owed: int
    oldest_at: datetime | None
    """Since when the oldest of it is owed; None when nothing is."""
    dead: int
    """How much was given up, and waits for a person."""
