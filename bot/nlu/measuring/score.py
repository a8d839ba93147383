"""What a measure counts while it goes through a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Score:
    """How many rows came out right, which did not and why, and which do not count."""

    right: int = 0
    rows: int = 0
    failures: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """By the reason."""

    @property
    def share(self) -> float:
        """Of the rows that count, 0 to 1."""
        return self.right / self.rows if self.rows else 0.0

    def add(self, is_right: bool, failure: str) -> None:
        self.rows += 1
        self.right += is_right
        if not is_right:
            self.failures.append(failure)
