"""One measured figure, with what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`value` is a share from 0 to 1 where `unit` is empty, else in that unit."""

    key: str
    """Its name in the file of floors."""
    title: str
    value: float
    count: int
    """Of how many messages."""
    target: float | None = None
    at_most: bool = False
    """Whether less is better."""
    unit: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def shown(self, value: float | None) -> str:
        if value is None:
            return ""
        return f"{value:.2f} {self.unit}" if self.unit else f"{value:.3f}"
