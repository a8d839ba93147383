"""Numbered periods: "vecka 42", "Q3 2025", "the second quarter", "the week of 6 October"."""

from __future__ import annotations

from datetime import timedelta

from bot.nlu.times.cycles import Quarter, WeekNumber
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import (
    Range,
    span_of,
    unit_of,
)
from bot.nlu.times.periods import as_item
from bot.nlu.times.search import nth_in
from bot.nlu.times.spans import Grain, span_at, start_of
from bot.nlu.times.tokens import Number

rules = Rules()


@rules.add(
    "<the>? q=<quarter_letter> n=<n12>", "h=<unit_letter> n=<n12>", "y=<n24|n31> q=<quarter_letter> n=<n12>"
)
def quarter_in_letters(found: Matched, here: Here) -> Made:
    number = found["n"].value
    mark = found.item("q") or found.need("h")
    if found.has("h"):
        if found["h"] != "hour" or number > 2 or mark.end != found.need("n").start:
            return None
        following = found.following()
        near = {item.kind for item in (found.before(), following) if item}
        return (
            ("cyclic_period", Quarter(int(number) - 1, 6))
            if near & {"year_said", "year", "year_clock"}
            else None
        )
    if not 1 <= number <= 4:
        return None
    if found.has("y"):
        year = span_at(start_of(here.now, Grain.DAY).replace(year=2000 + int(found["y"].value)), Grain.YEAR)
        return as_item(nth_in(Quarter(int(number) - 1), year, 1))
    return "cyclic_period", Quarter(int(number) - 1)


@rules.add("<the>? n=<ordinal_any|last_word> <dash>? unit=<quarter|unit>")
def quarter_in_words(found: Matched, here: Here) -> Made:
    if unit_of(found.need("unit")) != Grain.QUARTER or not isinstance(found["n"], Number):
        return None
    number = int(found["n"].value)
    return ("cyclic_period", Quarter(number - 1)) if number <= 4 else None


@rules.add("unit=<unit|quarter> n=<n12> (?!<unit|colon|dash>)")
def numbered_quarter(found: Matched, here: Here) -> Made:
    """ "Kvartal 2"."""
    unit, number = found.need("unit"), int(found["n"].value)
    is_quarter = unit.kind == "unit" and unit.value == "quarter" and not unit.is_plural
    return ("cyclic_period", Quarter(number - 1)) if is_quarter and 1 <= number <= 4 else None


@rules.add("<the>? unit=<unit|week_word> n=<n12|n24|n31|n59> (?!<unit>)")
def week_number(found: Matched, here: Here) -> Made:
    unit = found.need("unit")
    if unit.kind == "unit" and unit.value != "week":
        return None
    return ("cyclic_period", WeekNumber(int(found["n"].value))) if 1 <= found["n"].value <= 53 else None


@rules.add("n=<a|count>? <week_of> d=<day|cyclic_day|weekday>", "<the>? unit=<unit> <of> d=<cyclic_day|day>")
def week_of_a_day(found: Matched, here: Here) -> Made:
    if found.has("unit") and found["unit"] != "week":
        return None
    day = span_of(found.need("d"), here)
    if day and found.has("n"):  # "a week starting tomorrow"
        number = found["n"]
        weeks = int(number.value) if isinstance(number, Number) else 1
        return "range", Range(day.begin, day.begin + timedelta(weeks=weeks), Grain.DAY)
    return as_item(span_at(day.begin, Grain.WEEK)) if day else None
