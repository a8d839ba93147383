"""Times that come again: every Monday, every 24 December, every morning.

The occurrences of a cycle are numbered. ``number`` tells which of them is on at a moment, or began last before it;
``occurrence`` gives the stretch of time with that number, or None where the calendar has none (29 February 2023).
Everything that is said with such words ("next Friday", "the third Tuesday of next month", "last Christmas") is then
a search among numbers, the same for all cycles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from bot.nlu.times.spans import FIRST, SECONDS, Grain, Span, shift, span_at, wall


class Cycle(Protocol):
    @property
    def grain(self) -> Grain: ...

    def number(self, moment: datetime) -> int: ...

    def occurrence(self, number: int) -> Span | None: ...


@dataclass(frozen=True, slots=True)
class Weekday:
    """Every week's day; Monday is 0."""

    day: int
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        return (moment.toordinal() - 1 - self.day) // 7

    def occurrence(self, number: int) -> Span | None:
        return span_at(datetime.fromordinal(number * 7 + self.day + 1), Grain.DAY)


@dataclass(frozen=True, slots=True)
class Month:
    month: int
    grain: Grain = Grain.MONTH

    def number(self, moment: datetime) -> int:
        return moment.year - (moment.month < self.month)

    def occurrence(self, number: int) -> Span | None:
        return span_at(wall(number, self.month, 1), Grain.MONTH)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of every year (size 3 months), or a half (size 6). The first is 0."""

    index: int
    size: int = 3
    grain: Grain = Grain.QUARTER

    def number(self, moment: datetime) -> int:
        return moment.year - (moment.month <= self.index * self.size)

    def occurrence(self, number: int) -> Span | None:
        begin = wall(number, self.index * self.size + 1, 1)
        return Span(begin, shift(begin, Grain.MONTH, self.size), Grain.QUARTER)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year; with a weekday only in the years where it falls on it."""

    month: int
    day: int
    weekday: int | None = None
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        return moment.year - ((moment.month, moment.day) < (self.month, self.day))

    def occurrence(self, number: int) -> Span | None:
        return _day(number, self.month, self.day, self.weekday)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of every month that has it; with a weekday only of those where it falls on it."""

    day: int
    weekday: int | None = None
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        return moment.year * 12 + moment.month - 1 - (moment.day < self.day)

    def occurrence(self, number: int) -> Span | None:
        return _day(number // 12, number % 12 + 1, self.day, self.weekday)


@dataclass(frozen=True, slots=True)
class WeekNumber:
    """A week of every year as ISO 8601 numbers them, which is how Swedes plan."""

    week: int
    grain: Grain = Grain.WEEK

    def number(self, moment: datetime) -> int:
        year, week, _ = moment.isocalendar()
        return year - (week < self.week)

    def occurrence(self, number: int) -> Span | None:
        try:
            return span_at(datetime.fromisocalendar(number, self.week, 1), Grain.WEEK)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Yearly:
    """From one day of the year to another, perhaps in the next year: seasons."""

    begin: tuple[int, int]
    until: tuple[int, int]
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        return moment.year - ((moment.month, moment.day) < self.begin)

    def occurrence(self, number: int) -> Span | None:
        return Span(
            wall(number, *self.begin),
            wall(number + (self.until < self.begin), *self.until),
            self.grain,
        )


@dataclass(frozen=True, slots=True)
class Weekly:
    """Some hours of every week, counted from Monday midnight: the weekend."""

    begin: timedelta
    until: timedelta
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        return ((moment - self.begin).toordinal() - 1) // 7

    def occurrence(self, number: int) -> Span | None:
        monday = datetime.fromordinal(number * 7 + 1)
        return Span(monday + self.begin, monday + self.until, self.grain)


@dataclass(frozen=True, slots=True)
class Daily:
    """From one hour of every day to another, perhaps of the next day: a morning, a night."""

    begin: time
    until: time
    grain: Grain = Grain.HOUR

    def number(self, moment: datetime) -> int:
        return moment.toordinal() - (moment.time() < self.begin)

    def occurrence(self, number: int) -> Span | None:
        day = datetime.fromordinal(number)
        end = day if self.begin < self.until else day + timedelta(days=1)
        return Span(datetime.combine(day, self.begin), datetime.combine(end, self.until), self.grain)


@dataclass(frozen=True, slots=True)
class Every:
    """Every unit of a grain: each week, each month."""

    grain: Grain

    def number(self, moment: datetime) -> int:
        if self.grain >= Grain.MONTH:
            return (moment.year * 12 + moment.month - 1) // _MONTHS[self.grain]
        return int((moment - FIRST).total_seconds()) // SECONDS[self.grain]

    def occurrence(self, number: int) -> Span | None:
        if self.grain >= Grain.MONTH:
            months = number * _MONTHS[self.grain]
            return span_at(wall(months // 12, months % 12 + 1, 1), self.grain)
        return span_at(shift(FIRST, self.grain, number), self.grain)


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}


def _day(year: int, month: int, day: int, weekday: int | None) -> Span | None:
    try:
        begin = wall(year, month, day)
    except ValueError:
        return None
    return span_at(begin, Grain.DAY) if weekday in (None, begin.weekday()) else None
