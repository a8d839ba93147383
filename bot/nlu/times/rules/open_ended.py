"""Stretches open at one end: "after 5 pm", "före fredag", "since Monday", "senast i morgon", "2012 or later"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.nlu.times.clock import meant
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import Range, cycle_of, day_span, hours_of_part, span_of
from bot.nlu.times.rules.clocks import clock_of
from bot.nlu.times.rules.joined import day_of
from bot.nlu.times.search import latest, upcoming
from bot.nlu.times.spans import Grain, Span
from bot.nlu.times.tokens import Item

rules = Rules()
_TIMES = "time_like|end_of_day|range"
_DAYS = {"day", "cyclic_day", "weekday", "weekend"}
_SIGN = {
    "after": "after",
    "before": "before",
    "until": "until",
    "to": "until",
    "since": "since",
    "sedan": "since",
    "from": "since",
    "starting": "since",
}


def opened(way: str, span: Span) -> Range:
    """An open range: "after" begins when the span is over, "since" with it; "until" includes it, "before" does not.

    A clock time is an instant, so it is nowhere included.
    """
    begin, until = span.begin, span.until
    if span.grain < Grain.DAY:
        until = begin
    if way == "after":
        return Range(until, None, span.grain)
    if way == "since":
        return Range(begin, None, span.grain)
    return Range(None, begin if way == "before" else until, span.grain)


def _place(item: Item, gone: bool, here: Here) -> Span | None:
    if item.kind == "end_of_day":
        return Span(item.value.until, item.value.until, Grain.DAY)
    if item.kind == "range":
        found: Range = item.value
        return Span(found.begin, found.until, found.grain) if found.begin and found.until else None
    cycle = cycle_of(item, here)
    if gone and item.kind != "clock" and cycle:
        return latest(cycle, here.now, current=True)
    return span_of(item, here)


@rules.add(
    "way=<after|before> t=<n12|n24> (?=<dot|comma|on|day_like|part_at|or>|$)",
    "(?<=<day_like|part_of_day>) way=<after|before> t=<n12|n24> (?!<unit|word|times>)",
)
def open_hour(found: Matched, here: Here) -> Made:
    """ "After 5", with nothing behind it that is counted."""
    clock = clock_of(found.need("t"))
    return ("open_clock", (_SIGN[found.need("way").kind], meant(clock, here))) if clock else None


@rules.add(
    f"way=<after|before|until|since|sedan> (<on>|<at>|<for>|<in>|<the>)? t=<{_TIMES}>",
    f"way=<to|from|starting> t=<{_TIMES}>",
)
def open_range(found: Matched, here: Here) -> Made:
    item, way = found.need("t"), found.need("way")
    sign = _SIGN[way.kind]
    gone = way.kind == "sedan" or way.value == "since"
    if item.kind == "clock":
        return "open_clock", (sign, meant(item.value, here))
    if way.kind == "to" and way.value == "to" and (here.language == "en" or item.kind not in _DAYS):
        return None
    if (
        item.kind == "range"
        and item.value.until
        and (way.kind == "until" or (way.kind in {"before", "to"} and item.value.is_end))
    ):
        return "range", Range(None, item.value.until, item.value.grain)
    span = _place(item, gone, here)
    if span and sign in {"until", "before"} and span.until <= here.now and (cycle := cycle_of(item, here)):
        span = upcoming(cycle, here.now)  # a time limit is still to come
    return ("range", opened(sign, span)) if span else None


@rules.add(f"t=<{_TIMES}> way=<and_later> (?!<{_TIMES}|year_number>)")
def or_later(found: Matched, here: Here) -> Made:
    item = found.need("t")
    if item.kind == "clock":
        return "open_clock", (found["way"], meant(item.value, here))
    span = _place(item, False, here)
    return ("range", opened(found["way"], span)) if span else None


@rules.add(
    "d=<day|cyclic_day|weekday|part_of_day> <comma>? o=<open_clock>",
    "o=<open_clock> (<comma>|<on>)* d=<day|cyclic_day|weekday|part_of_day>",
    "r=<range> <on>? d=<day|cyclic_day|weekday>",
)
def open_clock_on_a_day(found: Matched, here: Here) -> Made:
    day = day_of(found.item("d"), here)
    if day is None or found.has("r"):
        return None
    sign, clock = found["o"]
    moment: datetime = clock.on(day.begin).begin
    return "range", Range(moment, None, clock.grain) if sign in {"after", "since"} else Range(
        None, moment, clock.grain
    )


@rules.add("s=<set> <comma>? o=<open_clock>", "o=<open_clock> (<comma>|<on>)* s=<set>")
def open_clock_of_a_set(found: Matched, here: Here) -> Made:
    """ "Efter kl 17 på vardagar"."""
    (sign, clock), every = found["o"], found["s"]
    day = day_span(every.first.begin)
    moment = clock.on(day.begin).begin
    first = (
        Span(moment, day.until, Grain.HOUR)
        if sign in {"after", "since"}
        else Span(day.begin, moment, Grain.HOUR)
    )
    return "set", replace(every, first=first)


@rules.add("way=<after|before|until|since> part=<part|part_at|meal>")
def open_part(found: Matched, here: Here) -> Made:
    hours = hours_of_part(found["part"], here)
    way = _SIGN[found.need("way").kind]
    return "open_clock", (way, hours.until if way == "after" else hours.begin)


@rules.add("way=<and_later> t=<year_said>")
def or_after_a_year(found: Matched, here: Here) -> Made:
    """ "(before 2010) or after 2018"."""
    return "range", opened("after" if found["way"] == "since" else "before", found["t"])


@rules.add("(<to_date>)")
def to_date(found: Matched, here: Here) -> Made:
    return "range", Range(None, here.now, Grain.DAY)


@rules.add("s=<less|greater> e=<equals>? t=<moment|day|clock|year_said>")
def compared(found: Matched, here: Here) -> Made:
    item, sign = found.item("t"), found.item("s")
    if item is None or sign is None:
        return None
    way = {
        ("less", True): "until",
        ("less", False): "before",
        ("greater", True): "since",
        ("greater", False): "after",
    }
    span = span_of(item, here)
    return ("range", opened(way[sign.kind, found.has("e")], span)) if span else None
