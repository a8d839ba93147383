"""How long something takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.nlu.times.spans import SECONDS, Grain, shift


@dataclass(frozen=True, slots=True)
class Duration:
    """Amounts of units, as they were said: "two years and 3 months"."""

    amounts: tuple[tuple[Grain, float], ...]
    working_days: bool = False

    @property
    def seconds(self) -> float:
        return sum(SECONDS[grain] * count for grain, count in self.amounts)

    @property
    def finest(self) -> Grain:
        return min(grain for grain, _ in self.amounts)

    @property
    def coarsest(self) -> Grain:
        return max(grain for grain, _ in self.amounts)

    @property
    def is_whole_days(self) -> bool:
        """Whether it is counted in days or longer units: "two weeks", but not "1.5 hours"."""
        return self.finest >= Grain.DAY

    def after(self, moment: datetime, sign: int = 1) -> datetime:
        """The moment that lies this long after `moment` (before it with sign -1)."""
        if self.working_days:
            return working_days_after(moment, sign * int(self.amounts[0][1]))
        for grain, count in self.amounts:
            moment = shift(moment, grain, sign * count)
        return moment

    def plus(self, other: Duration) -> Duration:
        return Duration(self.amounts + other.amounts)


def working_days_after(moment: datetime, count: int) -> datetime:
    """Count Mondays to Fridays; public holidays count, since they differ from land to land."""
    if abs(count) > 10_000:
        raise OverflowError(f"{count} working days is beyond the calendar")
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        moment += step
        left -= moment.weekday() < 5
    return moment
