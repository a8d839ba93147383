"""A number found in a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["cardinal", "ordinal", "fraction", "percent"]


@dataclass(frozen=True, slots=True)
class FoundNumber:
    start: int
    end: int
    """Where it stands in the message: text[start:end]."""
    value: float
    """What it is worth as a number: 0.9 for "9/10", 30 for "30 %", 3 for "third"."""
    kind: Kind
    count: float
    """The number that was said: 9 of "9/10" and of "nine out of ten"; elsewhere the value."""
    of: float | None = None
    """Of how many: 10 in "9 av 10", 5 in "fyra stjärnor"."""
    mark: bool = False
    """Whether its form says that it is a mark: "8:a", "en sjua", "9 av 10", "3 poäng"."""
    rates: bool = False
    """Whether it could rate something: no date, price, time, order or phone number, no count of things."""
