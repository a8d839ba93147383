"""What an import did, told as numbers and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.records.importers.records import Problem

MOST_KEPT = 1000

Tell = Callable[[Problem], None]


@dataclass
class Report:
    """The outcome for one file."""

    file: str
    title: str = ""
    stored: bool = False
    """Whether the file's records are in the database now."""
    counts: Counter[str] = field(default_factory=Counter)
    """orders_new, orders_changed, orders_unchanged, customers_new, customers_changed, products_new …"""
    errors: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    error_count: int = 0
    note_count: int = 0
    failure: str = ""
    """Why the file as a whole could not be read."""
    listener: Tell | None = None
    """Hears of every problem, also of those that are not kept here."""

    @property
    def changes(self) -> int:
        """How many records are new or changed."""
        return sum(count for name, count in self.counts.items() if not name.endswith("_unchanged"))

    def tell(self, problem: Problem) -> None:
        """Keep a problem; beyond a thousand only how many there were."""
        if self.listener is not None:
            self.listener(problem)
        if problem.severity == "error":
            self.error_count += 1
            kept = self.errors
        else:
            self.note_count += 1
            kept = self.notes
        if len(kept) < MOST_KEPT:
            kept.append(problem)
