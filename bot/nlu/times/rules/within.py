"""Parts of a period: "June next year", "the third Tuesday of next month", "den 20 nästa månad"."""

from __future__ import annotations

from bot.nlu.times.cycles import Every, Weekday, WeekNumber
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import (
    PartOfDay,
    Range,
    cycle_of,
    day_span,
    soon,
    span_of,
    weekend,
)
from bot.nlu.times.periods import as_item
from bot.nlu.times.search import nth_in
from bot.nlu.times.spans import Grain, Span, span_at, wall
from bot.nlu.times.tokens import Item, Number

rules = Rules()


_IN = "(<of>|<in>|<i>|<from>|<comma>|<during>|<on>|<dash>)?"


@rules.add(
    f"c=<cyclic_period|month|season|cyclic_day|weekend> {_IN} year=<year_said|year_number|period>",
    "year=<year_said|year_number|period> (<dash>|<the>|<comma>)? c=<cyclic_period>",
    "(?<=<the>) c=<season> <of> y=<n24> z=<n99>",
)
def within_a_year(found: Matched, here: Here) -> Made:
    """ "June next year", "Q3 2016", "week 3 of 2027", "Easter 2010"."""
    item, year = found.need("c"), found.item("year")
    if year is None:
        return None
    span = _as_year(year)
    cycle = cycle_of(item, here)
    if cycle is None or span is None or span.grain <= cycle.grain:
        return None
    if isinstance(cycle, WeekNumber):
        return as_item(cycle.occurrence(span.begin.year))
    return as_item(nth_in(cycle, span, 1))


def _as_year(item: Item) -> Span | None:
    if isinstance(item.value, Span):
        return item.value
    value = int(item.value.value)
    return span_at(wall(value), Grain.YEAR) if 1500 <= value < 2200 else None


_PERIOD = "period|month|month_any|cyclic_period|year_said|year_number"
_OF = "(<of>|<in>|<i>|<from>|<on>|<during>|<comma>)?"


@rules.add(f"<the>? d=<day_number|ordinal_any> (unit=<unit>)? {_OF} p=<period>")
def day_of_a_month(found: Matched, here: Here) -> Made:
    """ "The 20th of next month", "den 20 nästa månad"."""
    period: Span = found["p"]
    if period.grain != Grain.MONTH or (found.has("unit") and found["unit"] != "day"):
        return None
    return "day", day_span(period.begin.replace(day=int(found["d"].value)))


@rules.add(
    f"<the>? n=<nth> what=<weekday_named|weekdays|unit|weekend|week_of> part=<part_any>? {_OF} p=<{_PERIOD}>"
)
def nth_of_a_period(found: Matched, here: Here) -> Made:
    """ "The third Tuesday of next month". A week belongs to where its Thursday is (ISO 8601)."""
    period = found.need("p")
    span = _as_year(period) if period.kind in {"year", "year_clock"} else span_of(period, here)
    return _nth(found, span, here) if span else None


def _nth(found: Matched, span: Span, here: Here) -> Made:
    what = found.need("what")
    nth = _which(found)
    if what.kind == "week_of" or (what.kind == "unit" and what.value == "week"):
        thursday = nth_in(Weekday(3), span, nth)
        return as_item(span_at(thursday.begin, Grain.WEEK)) if thursday else None
    if what.kind == "unit":
        grain = Grain[what.value.upper()]
        return as_item(nth_in(Every(grain), span, nth)) if grain < span.grain else None
    cycle = weekend(here) if what.kind == "weekend" else Weekday(what.value)
    found_day = nth_in(cycle, span, nth)
    if found_day and found.has("part"):
        return "part_of_day", PartOfDay(found["part"], found_day)
    return as_item(found_day)


def _which(found: Matched) -> int:
    nth = found.need("n")
    if isinstance(nth.value, Number):
        return int(nth.value.value)
    return -1 if nth.kind == "last_word" else int(nth.value)


@rules.add(f"<the>? n=<ordinal> last=<last_word> what=<weekday_named|unit|week_of> <of|in|i>? p=<{_PERIOD}>")
def nth_from_the_end(found: Matched, here: Here) -> Made:
    span, what = span_of(found.need("p"), here), found.need("what")
    if span is None or what is None:
        return None
    nth = -int(found["n"].value)
    if what.kind == "week_of":
        return None
    cycle = Weekday(what.value) if what.kind != "unit" else Every(Grain[what.value.upper()])
    return as_item(nth_in(cycle, span, nth))


@rules.add("<the>? n=<ordinal_any> what=<weekday> (?!<cyclic_day>) (?!<of|in|i>? <every>)")
def nth_weekday_of_this_month(found: Matched, here: Here) -> Made:
    return _nth(found, span_at(here.now, Grain.MONTH), here)


@rules.add("<the>? n=<ordinal_any|last_word> long=<duration> <of|in|i> p=<period|month|year_said>")
def first_units_of_a_period(found: Matched, here: Here) -> Made:
    """ "The first ten days of last year"."""
    span = span_of(found.need("p"), here)
    if span is None or (isinstance(found["n"], Number) and found["n"].value != 1):
        return None
    if isinstance(found["n"], Number):
        return "range", Range(span.begin, found["long"].after(span.begin), found["long"].finest)
    return "range", Range(found["long"].after(span.until, -1), span.until, found["long"].finest)


@rules.add(f"w=<weekday_named> {_OF} p=<period>", f"p=<period> {_OF} w=<weekday_named>")
def weekday_of_a_week(found: Matched, here: Here) -> Made:
    period: Span = found["p"]
    return ("day", nth_in(Weekday(found["w"]), period, 1)) if period.grain == Grain.WEEK else None


@rules.add("w=<weekday_named> (<in>|<i>|<of>)? c=<cyclic_period>")
def weekday_of_a_numbered_week(found: Matched, here: Here) -> Made:
    """ "Torsdag vecka 12"."""
    week = soon(found["c"], here) if isinstance(found["c"], WeekNumber) else None
    return ("day", nth_in(Weekday(found["w"]), week, 1)) if week else None
