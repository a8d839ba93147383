"""Hours on a day: "Monday 11-4", "mellan 8 och 16 på fredag", "this evening from 7 to 7:30"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.nlu.times.clock import Hours
from bot.nlu.times.cycles import Weekday
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import PartOfDay, Range, Recurrence
from bot.nlu.times.rules.clock_parts import fitting
from bot.nlu.times.rules.clock_ranges import hours_of
from bot.nlu.times.rules.joined import day_of
from bot.nlu.times.search import upcoming
from bot.nlu.times.spans import Grain, Span, shift
from bot.nlu.times.tokens import Item

rules = Rules()
_DAY = "day|cyclic_day|weekday|weekday_short"
_WEEKDAYS = "one=<weekday|weekday_short> <thru> <weekday|weekday_short>"


@rules.add(
    f"{_WEEKDAYS} (<comma>|<in>|<at>|<from>)? h=<hours_made>",
    f"{_WEEKDAYS} (<comma>|<at>|<from>|<between>)? a=<hour> (<thru>|<and>) b=<hour> (?!<unit|month_any>)",
)
def opening_hours(found: Matched, here: Here) -> Made:
    """ "Mån-fre 8-17": the same hours every week."""
    made = ("hours_made", found["h"]) if found.has("h") else hours_of(found, here)
    day = upcoming(Weekday(found["one"]), here.now)
    return ("set", Recurrence(1, Grain.WEEK, made[1].on(day.begin))) if made and day else None


@rules.add("s=<set> (<comma>|<at>|<from>|<between>)* a=<hour> (<thru>|<and>) b=<hour> (?!<unit|month_any>)")
def hours_of_a_set(found: Matched, here: Here) -> Made:
    made, every = hours_of(found, here), found["s"]
    if made is None or every.unit > Grain.WEEK:
        return None
    return "set", replace(every, first=made[1].on(every.first.begin))


_HOURS = "a=<hour|loose_digits> (<thru>|<and>) b=<hour|loose_digits>"


@rules.add(
    f"d=<{_DAY}|part_of_day> <comma>? (<at>|<from>|<for>) {_HOURS} (?!<unit|month_any|slash|of>)",
    f"d=<{_DAY}|part_of_day> <comma>? <between> {_HOURS} (?!<unit|month_any|of>)",
    f"d=<{_DAY}|part_of_day> <comma>? a=<hour> <dash> b=<hour> (?!<unit|month_any|slash|mark>)",
)
def day_with_hours(found: Matched, here: Here) -> Made:
    joint = found.kinds
    if "and" in joint and "between" not in joint:
        return None
    made = hours_of(found, here)
    return _on_day(made[1], found.item("d"), here) if made else None


@rules.add("(<from>|<between>|<at>|<for>)* a=<hour> <dash> b=<hour> <on>? d=<day|weekday|part_of_day>")
def hours_before_a_day(found: Matched, here: Here) -> Made:
    made = hours_of(found, here)
    return _on_day(made[1], found.item("d"), here) if made else None


@rules.add("h=<hours_made> part=<part_at>")
def hours_in_a_part(found: Matched, here: Here) -> Made:
    return "hours_made", _fit(found["h"], found["part"])


def _fit(hours: Hours, part: str) -> Hours:
    half = part.split()[-1]
    if hours.until.hour > 12 or (half in {"morning", "forenoon"} and hours.until.hour <= 12):
        return hours
    begin, until = (
        fitting(replace(clock, loose=clock.hour <= 12, hour=clock.hour or 12), part)
        for clock in (hours.begin, hours.until)
    )
    return replace(hours, begin=begin, until=until)


def _on_day(hours: Hours, item: Item | None, here: Here) -> Made:
    if item is None:
        return None
    if item.kind == "part_of_day":
        part: PartOfDay = item.value
        span = _fit(hours, part.part).on(part.day.begin)
    else:
        day = day_of(item, here)
        if day is None:
            return None
        span = hours.on(day.begin)
    return "range", Range(span.begin, until_of(span, here), span.grain)


def until_of(span: Span, here: Here) -> datetime:
    return shift(span.until, span.grain, 1) if here.customs.last_minute_counts else span.until


@rules.add(
    f"d=<{_DAY}|part_of_day> <comma>? (<in>|<at>|<from>)? h=<hours_made>",
    f"h=<hours_made> (<comma>|<on>|<of>)* d=<{_DAY}|part_of_day>",
)
def hours_on_a_day(found: Matched, here: Here) -> Made:
    return _on_day(found["h"], found.item("d"), here)
