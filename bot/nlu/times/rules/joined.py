"""Days with their hours, and edges: "Friday at 5", "tomorrow evening", "end of next week", "resten av veckan"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.nlu.times.clock import Clock, meant
from bot.nlu.times.cycles import DayOfMonth, MonthDay
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import PartOfDay, Range, cycle_of, day_span, span_of
from bot.nlu.times.rules.clock_parts import fitting
from bot.nlu.times.rules.clocks import clock_of
from bot.nlu.times.search import nth_in, upcoming
from bot.nlu.times.spans import Grain, Span, shift, span_at, start_of
from bot.nlu.times.tokens import Item

rules = Rules()


def day_of(item: Item | None, here: Here) -> Span | None:
    """The one day that an item stands for."""
    span = span_of(item, here) if item else None
    return day_span(span.begin) if span else None


_DAY = "day|cyclic_day|weekday|weekday_short"
_LINK = "(<comma>|<on>|<at>|<for>|<dash>|<in>|<of>)*"


@rules.add("w=<weekday_named|cyclic_day> part=<part_any> (<of>|<in>|<i>)? p=<period>")
def part_of_a_weekday(found: Matched, here: Here) -> Made:
    """ "Wednesday evening next week"."""
    item = found.item("w")
    cycle = cycle_of(item, here) if item else None
    day = nth_in(cycle, found["p"], 1) if cycle else None
    return ("part_of_day", PartOfDay(found["part"], day)) if day else None


@rules.add(
    f"d=<{_DAY}> {_LINK} part=<part_any|meal>",
    f"part=<part_any> (<of>|<on>|<comma>|<the>)* d=<{_DAY}>",
    f"d=<{_DAY}> <part_past>",
)
def part_of_a_day(found: Matched, here: Here) -> Made:
    day = day_of(found.item("d"), here)
    return ("part_of_day", PartOfDay(found["part"] or "morning", day)) if day else None


@rules.add("edge=<edge|later> p=<part_of_day>")
def early_or_late_part(found: Matched, here: Here) -> Made:
    part: PartOfDay = found["p"]
    return "part_of_day", replace(part, part=f"{found['edge'] or 'end'} {part.part}")


@rules.add(
    "p=<part_of_day> (<comma>|<at>|<for>)* t=<clock|hour|loose_digits> (?!<thru|unit>)",
    "t=<clock|n12> (<comma>|<on>|<in>)* p=<part_of_day>",
)
def clock_in_a_part_of_a_day(found: Matched, here: Here) -> Made:
    clock, part = clock_of(found.need("t")), found["p"]
    if clock is None:
        return None
    clock = fitting(clock, part.part)
    day = part.day.begin
    return "moment", clock.on(day)


@rules.add(
    f"d=<{_DAY}> (<comma>|<at>|<dash>|<the>|<for>|<on>)* t=<clock> (?!<thru> (<clock>|<hour>))",
    f"(?<!<thru>) t=<clock> (<comma>|<on>|<in>|<of>|<dash>|<for>)* d=<{_DAY}>",
)
def clock_on_a_day(found: Matched, here: Here) -> Made:
    day = day_of(found.item("d"), here)
    if day is None:
        return None
    following = found.following()
    clock: Clock = found["t"]
    if following and following.kind in {"part", "part_at"}:
        return None
    return "moment", meant(clock, here).on(day.begin)


@rules.add(
    "m=<moment> (<comma>)? y=<year_number>",
)
def moment_and_year(found: Matched, here: Here) -> Made:
    span: Span = found["m"]
    begin = span.begin.replace(year=int(found["y"].value))
    return "moment", Span(begin, begin + (span.until - span.begin), span.grain)


@rules.add("d=<moment> p=<part_any>")
def moment_in_a_part(found: Matched, here: Here) -> Made:
    span: Span = found["d"]
    hour = span.begin.hour
    if hour >= 12:
        return "moment", span
    clock = fitting(
        Clock(hour or 12, span.begin.minute, span.begin.second, span.grain, loose=True), found["p"]
    )
    return "moment", clock.on(span.begin)


_OF = "(<of>|<in>|<i>|<the>)*"


@rules.add(f"e=<edge_name> <on>? d=<{_DAY}>", f"d=<{_DAY}> e=<edge_name>", "e=<edge_name>")
def edge_in_a_word(found: Matched, here: Here) -> Made:
    edge, unit = found["e"].split()
    if found.has("d"):
        day = day_of(found.item("d"), here)
        return edge_of(edge, day, here) if day and unit == "day" else None
    return edge_of(edge, span_at(here.now, Grain[unit.upper()]), here)


@rules.add(
    f"edge=<edge|later> {_OF} p=<period|cyclic_period|month|year_said|day|weekday|cyclic_day|season|weekend>",
    "edge=<edge> m=<month_short>",
)
def edge_of_a_period(found: Matched, here: Here) -> Made:
    item = found.item("p") or found.item("m")
    span = span_of(item, here) if item else None
    if span is None:
        return None
    edge = found.need("edge")
    if edge.kind == "later" and here.now in span and span.grain <= Grain.MONTH:
        return "range", Range(max(here.now, start_of(here.now, Grain.DAY)), span.until, Grain.DAY)
    if edge.kind == "later" and span.grain == Grain.DAY:
        return "range", Range(max(here.now, shift(span.begin, Grain.HOUR, 12)), span.until, Grain.HOUR)
    return edge_of(edge.value or "end", span, here)


def edge_of(edge: str, span: Span, here: Here) -> Made:
    """The beginning, middle or end of a span, as long as the customs say."""
    if span.grain == Grain.DAY and span.until - span.begin == timedelta(days=1):
        if edge == "end":
            return "end_of_day", span
        hours = {"start": (0, 12), "mid": (10, 14)}[edge]
        return "range", Range(
            shift(span.begin, Grain.HOUR, hours[0]), shift(span.begin, Grain.HOUR, hours[1]), Grain.HOUR
        )
    if span.grain not in here.customs.edges:
        third = (span.until - span.begin) / 3
        first, last = {"start": (0, 1), "mid": (1, 2), "end": (2, 3)}[edge]
        return "range", Range(span.begin + first * third, span.begin + last * third, Grain.DAY)
    start, mid, mid_end, end = here.customs.edges[span.grain]
    unit = Grain.MONTH if span.grain >= Grain.QUARTER else Grain.DAY
    first_unit, last_unit = {"start": (0, start), "mid": (mid, mid_end), "end": (end, None)}[edge]
    until = span.until if last_unit is None else shift(span.begin, unit, last_unit)
    return "range", Range(shift(span.begin, unit, first_unit), until, unit, is_end=edge == "end")


@rules.add(
    "<rest> <of>? <the>? <this>? p=<period|month|cyclic_period|day|part_of_day>",
    "<rest> <of>? <the>? unit=<unit>",
)
def rest(found: Matched, here: Here) -> Made:
    item = found.item("p")
    span = span_of(item, here) if item else span_at(here.now, Grain[found["unit"].upper()])
    if span is None or here.now >= span.until:
        return None
    return "range", Range(max(span.begin, here.now), span.until, Grain.DAY)


@rules.add("t=<turn>", "t=<month_turn>")
def turn_of_the_year(found: Matched, here: Here) -> Made:
    if found.need("t").kind == "month_turn":
        return "day", upcoming(DayOfMonth(1), here.now, current=False)
    month, day = map(int, found["t"].split("-"))
    return "day", upcoming(MonthDay(month, day), here.now)
