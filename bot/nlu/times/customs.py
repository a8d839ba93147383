"""What is a matter of custom: when an evening begins, whether "till Friday" includes Friday.

Sensible people, and sensible programs, differ here. One choice is the house's; to be measured against other programs'
expectations the same rules run with theirs (bot/nlu/measuring/times.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.nlu.times.spans import Grain

Hours = tuple[int, int]
Edges = tuple[int, int, int, int]


def _fixed(**hours: Hours) -> Mapping[str, Hours]:
    return MappingProxyType(hours)


PARTS = _fixed(
    morning=(6, 10),
    forenoon=(9, 12),
    afternoon=(12, 17),
    evening=(17, 22),
    night=(22, 6),
    tonight=(17, 24),
    lunch=(11, 13),
    breakfast=(7, 9),
    dinner=(17, 20),
    school=(15, 18),
)
EDGES: Mapping[Grain, Edges] = MappingProxyType(
    {
        Grain.WEEK: (3, 2, 4, 4),
        Grain.MONTH: (10, 10, 20, 20),
        Grain.QUARTER: (1, 1, 2, 2),
        Grain.YEAR: (3, 4, 8, 8),
    }
)


@dataclass(frozen=True)
class Customs:
    """The house's own customs by default."""

    parts: Mapping[str, Hours] = field(default_factory=lambda: PARTS)
    """Hours of the day from which and up to which a part of it lasts."""
    edges: Mapping[Grain, Edges] = field(default_factory=lambda: EDGES)
    """How long a beginning is, from where to where a middle goes, and where an end begins:
    in days of a week or month, in months of a quarter or year."""
    weekend_from: tuple[int, int] = (5, 0)
    """Day (Monday is 0) and hour."""
    afternoon_hours: frozenset[int] = frozenset(range(1, 7))
    """Hours that without "am", "pm" or a part of the day are meant after noon: "Friday at 3"."""
    next_hour_counts: bool = False
    """A bare hour without a day is whichever of the two comes first after now."""
    weekday_may_be_today: bool = False
    """Whether "Monday", said on a Monday, is that day or the one a week later."""
    nearest_year: bool = True
    """Whether a date without a year ("2 March") is the nearest, past (a quarter ago at most) or to come, or always the
    next: customers tell of what they ordered and got as often as of what is to come."""
    last_day_counts: bool = True
    """Whether a range that ends with a day, month or year includes it ("13 to 15 July" until the 16th)."""
    last_minute_counts: bool = False
    """The same for clock times: Duckling's "9:30 to 11:00" ends at 11:01."""
    rolling: bool = True
    """"The next 3 months": whether counted from tomorrow, or as the three calendar months after this."""
    coming_is_the_last: bool = False
    """"The coming 3 weeks": all three, or only the third, as Duckling has it."""
    exact_shifts: bool = False
    """"In 3 days": whether it keeps the hour ("at this time in 3 days") or is the whole day."""
    year_shifts_to_month: bool = False
    """"2 years ago": whether that is a month or a day."""
