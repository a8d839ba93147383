"""Stretches of days and longer: "13-15 juli", "May to September", "Monday through Friday", "10 days from 18 Dec"."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.nlu.times.clock import Clock, Hours, meant
from bot.nlu.times.cycles import DayOfMonth, MonthDay, Weekday
from bot.nlu.times.durations import Duration
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import Range, cycle_of, soon, span_of
from bot.nlu.times.rules.clocks import clock_of
from bot.nlu.times.rules.joined import day_of
from bot.nlu.times.search import latest, nth_in, upcoming
from bot.nlu.times.spans import Grain, Span, span_at, wall
from bot.nlu.times.tokens import Item

rules = Rules()

_ENDS = "(<from>|<between>|<for>)?"
_DAY_NUMBER = "day_number|ordinal_any"
_NO_CLOCK = "(?!<unit|colon|meridiem|clock|slash|percent|word>)"


@rules.add(f"{_ENDS} <the>? a=<day_number|ordinal_any> (<thru>|<and>) <the>? d=<day|cyclic_day>")
def day_to_date(found: Matched, here: Here) -> Made:
    """ "From 13 to 15 July": the month stands with the last day only."""
    if not _joins(found):
        return None
    item = found.item("d")
    if item is not None and item.kind == "cyclic_day" and not isinstance(item.value, MonthDay):
        return None
    last = day_of(item, here)
    if last is None:
        return None
    return _days(last.begin.replace(day=int(found["a"].value)), last, here)


def _days(begin: datetime, last: Span, here: Here) -> Made:
    until = last.until if here.customs.last_day_counts else last.begin
    return ("range", Range(begin, until, Grain.DAY)) if begin < until else None


def _joins(found: Matched) -> bool:
    kinds = found.kinds
    return "and" not in kinds or "between" in kinds


@rules.add(
    f"{_ENDS} d=<day|cyclic_day> (<thru>|<and>) <the>? b=<day_number|ordinal_any> {_NO_CLOCK}",
    f"m=<month_any> (<between>|<from>) a=<{_DAY_NUMBER}> (<thru>|<and>) b=<{_DAY_NUMBER}> (<comma>? y=<year_number>)?",
)
def date_to_day(found: Matched, here: Here) -> Made:
    if found.has("m"):
        return _in_month(found, here)
    item = found.item("d")
    if (
        not _joins(found)
        or item is None
        or (item.kind == "cyclic_day" and not isinstance(item.value, MonthDay))
    ):
        return None
    first = day_of(item, here)
    if first is None:
        return None
    last = upcoming(DayOfMonth(int(found["b"].value)), first.begin, current=False)
    return _days(first.begin, last, here) if last else None


def _in_month(found: Matched, here: Here) -> Made:
    first = MonthDay(found["m"], int(found["a"].value))
    year = found["y"]
    day = first.occurrence(int(year.value)) if year else soon(first, here)
    if day is None:
        return None
    last = upcoming(DayOfMonth(int(found["b"].value)), day.begin)
    return _days(day.begin, last, here) if last else None


@rules.add(
    f"{_ENDS} a=<day_number|ordinal_any> (<thru>|<and>) b=<day_number|ordinal_any> (<of>|<in>|<i>)? p=<period>",
    "p=<period> (<from>|<between>) a=<weekday_named> (<thru>|<and>) b=<weekday_named>",
)
def days_of_a_period(found: Matched, here: Here) -> Made:
    period: Span = found["p"]
    if not _joins(found):
        return None
    if found.need("a").kind in {"weekday", "weekday_short"}:
        first, last = (nth_in(Weekday(found[name]), period, 1) for name in "ab")
        return _days(first.begin, last, here) if first and last else None
    if period.grain != Grain.MONTH:
        return None
    first_day, last_day = (period.begin.replace(day=int(found[name].value)) for name in "ab")
    return _days(first_day, span_at(last_day, Grain.DAY), here)


_ANY = "day|cyclic_day|weekday|weekday_short|period|cyclic_period|month|year_said|season|moment|now|range"


@rules.add(
    f"(<from>|<between>|<since>)? a=<{_ANY}> (<thru>|<and>) <on>? b=<{_ANY}|clock|month_short|year_number>",
    "(<from>|<between>)? a=<clock|moment> (<thru>|<and>) <on>? b=<now|moment>",
    f"(<from>|<between>) a=<year_number|month_short> (<thru>|<and>) b=<year_number|{_ANY}>",
    "a=<year_number> <dash> b=<year_number>",
    "<from> a=<now> <thru> long=<duration> <later>",
    f"(<from>)? a=<{_ANY}> b=<to_date>",
    "a=<day|cyclic_day|moment> <thru> b=<moment>",
)
def between_times(found: Matched, here: Here) -> Made:
    if not _joins(found):
        return None
    if found.has("long"):
        return "range", Range(here.now, found["long"].after(here.now), Grain.SECOND)
    one, two = found.need("a"), found.need("b")
    first, last = ends_of(one, two, here)
    if first is None or last is None:
        return None
    whole = here.customs.last_day_counts and last.grain >= Grain.DAY and two.kind != "to_date"
    until = last.until if whole or two.kind == "range" else last.begin
    return ("range", Range(first.begin, until, min(first.grain, last.grain))) if first.begin < until else None


def ends_of(one: Item, two: Item, here: Here) -> tuple[Span | None, Span | None]:
    """Both ends, each in the year, month or day that the other end makes likely."""
    first, last = _span(one, here), _span(two, here)
    if first is None or last is None:
        return None, None
    cycle, other = cycle_of(one, here), cycle_of(two, here)
    if (
        isinstance(cycle, DayOfMonth)
        and not isinstance(other, DayOfMonth)
        and two.kind in {"day", "cyclic_day"}
    ):
        return span_at(last.begin.replace(day=cycle.day), Grain.DAY), last
    if one.kind == "clock" and two.kind in {"now", "moment"}:
        return meant(one.value, here).on(last.begin), last
    if two.kind == "clock":
        reading = min(
            (clock.on(first.begin) for clock in two.value.readings),
            key=lambda s: (s.begin <= first.begin, s.begin),
        )
        later = timedelta(days=reading.begin <= first.begin)
        return first, Span(reading.begin + later, reading.until + later, reading.grain)
    if cycle and other:
        running = latest(cycle, here.now, current=True)
        ending = upcoming(other, running.begin, current=False) if running else None
        if running and ending and here.now < ending.until and not isinstance(cycle, Weekday):
            return running, ending
        return first, upcoming(other, first.begin, current=False)
    if other and last.begin <= first.begin:
        return first, upcoming(other, first.begin, current=False)
    if cycle and (last.begin < first.begin or two.kind in {"day", "period", "year_said"}):
        return latest(cycle, last.begin, current=True), last
    return first, last


def _span(item: Item, here: Here) -> Span | None:
    if item.kind in {"year", "year_clock"}:
        value = int(item.value.value)
        if item.value.in_words or 1500 <= value < 2200:
            return span_at(wall(value, 1, 1), Grain.YEAR)
        return None
    if item.kind == "to_date":
        return span_at(here.now, Grain.DAY)
    return span_of(item, here)


@rules.add(
    f"<from>? a=<{_ANY}|clock> <comma>? <for> long=<duration>",
    f"<for>? long=<duration> <comma>? (<from>|<since>|<starting>)+ <at>? a=<{_ANY}|clock|hour>",
    f"a=<{_ANY}> <for> long=<duration> <from> t=<clock>",
    "<from> a=<hour> <for> long=<duration>",
)
def lasting(found: Matched, here: Here) -> Made:
    """ "From 4pm for thirty minutes", "for 10 days from 18 Dec"."""
    item, long = found.need("a"), found["long"]
    if item.kind == "clock" or item.kind in {"n0", "n12", "n24"}:
        return _hours_lasting(clock_of(item), long, here)
    first = span_of(item, here)
    if first is None:
        return None
    if found.has("t"):
        begin = meant(found["t"], here).on(first.begin).begin
        return "range", Range(begin, long.after(begin), Grain.MINUTE)
    if first.grain >= Grain.DAY and not long.is_whole_days:
        return None
    until = long.after(first.begin)
    return "range", Range(first.begin, until + timedelta(days=0), min(first.grain, long.finest))


def _hours_lasting(clock: Clock | None, long: Duration, here: Here) -> Made:
    if clock is None or long.is_whole_days:
        return None
    begin = meant(clock, here)
    end = begin.in_seconds + int(long.seconds)
    until = Clock(end // 3600 % 24, end // 60 % 60, end % 60, long.finest)
    return "hours_made", Hours(begin, until, min(clock.grain, Grain.MINUTE))
