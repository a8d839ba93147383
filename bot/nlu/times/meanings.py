"""What items mean beyond spans, cycles and clock times, and where they lie in the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.nlu.times.clock import Clock, Hours, meant
from bot.nlu.times.cycles import Cycle, Daily, Month, MonthDay, Weekday, Weekly, WeekNumber, Yearly
from bot.nlu.times.feasts import Feast
from bot.nlu.times.grammar import Here
from bot.nlu.times.search import latest, nearest, upcoming
from bot.nlu.times.spans import Grain, Span, shift, span_at
from bot.nlu.times.tokens import Item

SEASONS = {
    "spring": ((3, 20), (6, 21)),
    "summer": ((6, 21), (9, 24)),
    "autumn": ((9, 23), (12, 21)),
    "winter": ((12, 21), (3, 21)),
}
"""Astronomical seasons of the north, from and up to month and day (as Duckling has them)."""


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """The evening, say, of a certain day; perhaps only its early or late half ("start evening")."""

    part: str
    day: Span

    def span(self, here: Here) -> Span:
        return hours_of_part(self.part, here).on(self.day.begin)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many units, perhaps on a weekday or at a time of day: "every other Friday at 3"."""

    count: float
    unit: Grain
    first: Span


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch between two times; an end that is None is open."""

    begin: datetime | None
    until: datetime | None
    grain: Grain
    is_end: bool = False
    """Whether it is the end of something, so that "before" it means before it is over."""


def hours_of_part(name: str, here: Here) -> Hours:
    """The hours of a part of the day; "start evening" and "end evening" are its early and late half."""
    edge, _, name = name.rpartition(" ")
    first, last = here.customs.parts[name]
    length = (last - first) % 24
    if edge == "start":
        last = first + length // 2
    elif edge == "end":
        first += length // 2
    return Hours(
        Clock(first % 24), Clock(last % 24 or 24) if last % 24 == 0 else Clock(last % 24), Grain.HOUR
    )


def part_cycle(name: str, here: Here) -> Daily:
    hours = hours_of_part(name, here)
    return Daily(time(hours.begin.hour % 24), time(hours.until.hour % 24))


def weekend(here: Here) -> Weekly:
    day, hour = here.customs.weekend_from
    grain = Grain.DAY if hour == 0 else Grain.HOUR
    return Weekly(timedelta(days=day, hours=hour), timedelta(days=7), grain)


def season(name: str) -> Yearly:
    return Yearly(*SEASONS[name])


def cycle_of(item: Item, here: Here) -> Cycle | None:
    """The cycle that an item stands for, if it stands for one."""
    if item.kind in {"weekday", "weekday_short"}:
        return Weekday(item.value)
    if item.kind in {"month", "month_short", "jul"}:
        return Month(item.value)
    if item.kind == "season":
        return season(item.value)
    if item.kind == "weekend":
        return weekend(here)
    if item.kind == "feast":
        return Feast(item.value)
    if item.kind in {"cyclic_day", "cyclic_period"}:
        found: Cycle = item.value
        return found
    return None


def soon(cycle: Cycle, here: Here) -> Span | None:
    """The occurrence that is meant when nothing else is said: the current or next one (or the last, if asked so)."""
    if here.prefer_past:
        return latest(cycle, here.now, current=True)
    if isinstance(cycle, WeekNumber):  # of this year, unless it is long gone
        this_year = cycle.occurrence(here.now.isocalendar().year)
        if this_year and here.now - this_year.until < timedelta(days=200):
            return this_year
    if here.customs.nearest_year and isinstance(cycle, MonthDay | Month):
        return nearest(cycle, here.now, back=timedelta(days=92))
    current = not isinstance(cycle, Weekday) or here.customs.weekday_may_be_today
    return upcoming(cycle, here.now, current=current) or latest(cycle, here.now)


def span_of(item: Item, here: Here) -> Span | None:
    """Where an item lies in the calendar; None for what has no place there."""
    if isinstance(item.value, Span):
        return item.value
    if item.kind == "now":
        return Span(here.now, shift(here.now, Grain.SECOND, 1), Grain.SECOND)
    if item.kind == "clock":
        return clock_span(item.value, here)
    if item.kind == "part_of_day":
        part: PartOfDay = item.value
        return part.span(here)
    if item.kind == "range" and item.value.begin and item.value.until:
        return Span(item.value.begin, item.value.until, item.value.grain)
    cycle = cycle_of(item, here)
    return soon(cycle, here) if cycle else None


def clock_span(clock: Clock, here: Here) -> Span:
    """A time without a day: today's if it is still to come, else tomorrow's."""
    readings = clock.readings if here.customs.next_hour_counts else (meant(clock, here),)
    spans = [reading.on(day) for day in (here.now, shift(here.now, Grain.DAY, 1)) for reading in readings]
    return next((span for span in sorted(spans, key=lambda s: s.begin) if span.begin > here.now), spans[-1])


def unit_of(item: Item) -> Grain:
    if item.kind == "second":
        return Grain.SECOND
    if item.kind == "quarter":
        return Grain.QUARTER
    return Grain[item.value.upper()]


def day_span(moment: datetime) -> Span:
    return span_at(moment, Grain.DAY)
