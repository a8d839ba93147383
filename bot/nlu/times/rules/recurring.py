"""Times that come again, said as such: "every Monday", "varannan vecka", "weekdays", "daily", "en gång i veckan"."""

from __future__ import annotations

from dataclasses import replace

from bot.nlu.times.clock import meant
from bot.nlu.times.cycles import Cycle, Every, Weekday
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import Recurrence, cycle_of, part_cycle, unit_of, weekend
from bot.nlu.times.rules.clock_parts import fitting
from bot.nlu.times.rules.clocks import clock_of
from bot.nlu.times.search import nth_in, upcoming
from bot.nlu.times.spans import Grain, Span, shift, span_at
from bot.nlu.times.tokens import Item, Number

rules = Rules()
at_times = Rules()
"""Tried later than the others, when clock times and days have found each other."""


def _every(count: float, unit: Grain, first: Span | None) -> Made:
    return ("set", Recurrence(count, unit, first)) if first else None


def _unit(count: float, grain: Grain, here: Here) -> Made:
    return _every(count, grain, span_at(here.now, grain))


@rules.add("<nth> w=<weekday_named> (<of>|<in>|<i>)? <every> unit=<unit>")
def nth_weekday_of_every_unit(found: Matched, here: Here) -> Made:
    """ "Tredje torsdagen i varje månad"."""
    nth = found.matched[0]
    number = int(nth.value.value) if isinstance(nth.value, Number) else -1
    grain = Grain[found["unit"].upper()]
    for ahead in range(2):
        day = nth_in(Weekday(found["w"]), span_at(shift(here.now, grain, ahead), grain), number)
        if day and day.until > here.now:
            return _every(1, grain, day)
    return None


@rules.add("e=<each_unit>")
def in_a_word(found: Matched, here: Here) -> Made:
    count, unit = found["e"].split()
    return _unit(int(count), Grain[unit.upper()], here)


@rules.add(
    "<once> (<a>|<i>|<in>|<per>|<every>) unit=<unit>",
    "<once> <this_unit>",
    "<once> long=<duration>",
    "<count|few> <times> long=<duration>",
    "<count|few> <times> (<a>|<i>|<in>|<per>) unit=<unit>",
    "<count|few> <times> <this_unit>",
)
def so_often(found: Matched, here: Here) -> Made:
    last = found.matched[-1]
    if found.has("long"):
        return _unit(1, found["long"].finest, here) if len(found["long"].amounts) == 1 else None
    return _unit(1, Grain[last.value.upper()], here)


@rules.add(
    "<every> n=<count|ordinal_any|few>? unit=<unit_any>",
    "n=<every_other> unit=<unit_any>",
    "<every> long=<duration>",
    "<any> unit=<unit> (?!<of|in|i> <period>) (?!<period>)",
)
def every_unit(found: Matched, here: Here) -> Made:
    if found.has("long"):
        if len(found["long"].amounts) > 1:
            return None
        grain, count = found["long"].amounts[0]
        return _unit(count, grain, here)
    number = found["n"]
    if found.need("unit").kind == "second" and not number:
        return None
    count = number.value if isinstance(number, Number) else float(number or 1)
    return _unit(count, unit_of(found.need("unit")), here)


def _cycle(item: Item, here: Here) -> Cycle | None:
    if item.kind == "weekdays":
        return Weekday(item.value)
    if item.kind in {"part", "parts"}:
        return part_cycle(item.value, here)
    if item.kind == "weekends":
        return weekend(here)
    if item.kind in {"workdays", "every_workday"}:
        return Every(Grain.DAY)
    return cycle_of(item, here)


@rules.add("w=<weekday_named> part=<parts>")
def weekday_parts(found: Matched, here: Here) -> Made:
    day = upcoming(Weekday(found["w"]), here.now)
    return _every(1, Grain.WEEK, day)


@rules.add(
    "(<every>|n=<every_other>|<any>|<whole>) "
    "c=<weekday_named|weekdays|part|weekend|weekends|every_workday|cyclic_day|month|season>",
    "<on>? c=<weekdays|parts|weekends|workdays>",
)
def every_occurrence(found: Matched, here: Here) -> Made:
    item = found.need("c")
    opens = found.matched[0].kind
    if opens == "whole" and item.kind not in {"weekdays", "weekends"}:
        return None
    cycle = _cycle(item, here)
    if cycle is None:
        return None
    unit = {"part": Grain.DAY, "parts": Grain.DAY, "workdays": Grain.DAY, "every_workday": Grain.DAY}.get(
        item.kind, Grain.WEEK
    )
    if item.kind in {"cyclic_day", "month", "season"}:
        unit = Grain.YEAR
    return _every(found["n"] or 1, unit, upcoming(cycle, here.now))


@at_times.add(
    "s=<set> (<comma>|<at>|<on>|<in>)* t=<clock|hour> (?!<unit|thru>)",
    "(?<!<after|before|since|until|from>) t=<clock> (<comma>|<on>)* s=<set>",
    "s=<set> (<comma>|<at>|<from>)* h=<hours_made>",
)
def set_at_a_time(found: Matched, here: Here) -> Made:
    every: Recurrence = found["s"]
    if every.unit > Grain.WEEK:
        return None
    if found.has("h"):
        return "set", replace(every, first=found["h"].on(every.first.begin))
    item = found.item("t")
    clock = clock_of(item) if item else None
    if clock is None or (every.unit == Grain.WEEK and every.first.grain == Grain.WEEK):
        return None
    if every.first.grain == Grain.HOUR:
        part = "morning" if every.first.begin.hour < 12 else "evening"
        clock = fitting(clock, part)
    return "set", replace(every, first=meant(clock, here).on(every.first.begin))
