"""Stretches of the calendar, and the arithmetic on them. Everything here is wall-clock time without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from dateutil.relativedelta import relativedelta


class Grain(IntEnum):
    """How exact a time is, finest first."""

    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAY = 3
    WEEK = 4
    MONTH = 5
    QUARTER = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9


SECONDS = {
    Grain.SECOND: 1,
    Grain.MINUTE: 60,
    Grain.HOUR: 3600,
    Grain.DAY: 86_400,
    Grain.WEEK: 7 * 86_400,
    Grain.MONTH: 30 * 86_400,
    Grain.QUARTER: 91 * 86_400,
    Grain.YEAR: 365 * 86_400,
    Grain.DECADE: 3650 * 86_400,
    Grain.CENTURY: 36_500 * 86_400,
}
"""Usual lengths; a month counts 30 days and a year 365, as Duckling and Recognizers-Text count them."""

_YEARS = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100}
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3}


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` up to, but without, `until`."""

    begin: datetime
    until: datetime
    grain: Grain

    def __contains__(self, moment: datetime) -> bool:
        return self.begin <= moment < self.until


def wall(year: int, month: int = 1, day: int = 1) -> datetime:
    """Midnight of a day by the clock on the wall. Raises ValueError for a day that the calendar lacks."""
    return datetime(year, month, day)  # noqa: DTZ001


FIRST = wall(1)
"""The first instant of the calendar."""


def shift(moment: datetime, grain: Grain, count: float) -> datetime:
    """Move by so many units. A day that the month lacks becomes its last. Raises OverflowError beyond year 9999."""
    if abs(count) > 1_000_000:
        raise OverflowError(f"{count} {grain.name} is beyond the calendar")
    whole = int(count)
    if grain in _YEARS:
        moved = moment + relativedelta(years=whole * _YEARS[grain])
        return shift(moved, Grain.MONTH, round((count - whole) * 12 * _YEARS[grain]))
    if grain in _MONTHS:
        moved = moment + relativedelta(months=whole * _MONTHS[grain])
        return moved + timedelta(days=round((count - whole) * 30 * _MONTHS[grain]))
    return moment + timedelta(seconds=count * SECONDS[grain])


def start_of(moment: datetime, grain: Grain) -> datetime:
    """The first instant of the unit that `moment` lies in; weeks begin on Monday (ISO 8601)."""
    if grain <= Grain.HOUR:
        return moment.replace(
            microsecond=0,
            second=moment.second if grain == Grain.SECOND else 0,
            minute=moment.minute if grain <= Grain.MINUTE else 0,
        )
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if grain == Grain.DAY:
        return day
    if grain == Grain.WEEK:
        return day - timedelta(days=day.weekday())
    if grain in _MONTHS:
        size = _MONTHS[grain]
        return day.replace(day=1, month=(day.month - 1) // size * size + 1)
    size = _YEARS[grain]
    return day.replace(day=1, month=1, year=max(1, day.year // size * size))


def span_at(moment: datetime, grain: Grain, count: int = 1) -> Span:
    """The `count` units of that grain that begin with the one `moment` lies in."""
    begin = start_of(moment, grain)
    return Span(begin, shift(begin, grain, count), grain)
