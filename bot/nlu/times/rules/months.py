"""Dates with the name of a month: "the 15th of February 2013", "Oct 2", "2019-sep-1", "maj 2024"."""

from __future__ import annotations

from bot.nlu.times.cycles import MonthDay
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import day_span
from bot.nlu.times.rules.figures import are_glued, full_year
from bot.nlu.times.spans import Grain, span_at, wall
from bot.nlu.times.tokens import Item

rules = Rules()


@rules.add(
    "y=<year_number> <mark> m=<month_any> <mark> d=<day_number>",
    "m=<month_any> <mark> y=<year_number> <mark> d=<day_number>",
    "d=<day_number> <mark> y=<year_number> <mark> m=<month_any>",
    "y=<year_number> <mark> d=<day_number> <mark> m=<month_any>",
)
def year_in_the_row(found: Matched, here: Here) -> Made:
    return "day", _day_of_year(found)


def _day_of_year(found: Matched) -> object:
    return day_span(wall(int(found["y"].value), found["m"], int(found["d"].value)))


_DAY_FIRST = (
    "(?<!<month_any>) (?<!<month_any> <dash>) <the>? "
    "d=<day_number|ordinal_any> <unit>? <of|mark>? m=<month_any>"
)
_MONTH_FIRST = "m=<month_any> <mark>? <the>? d=<day_number|ordinal_any>"


@rules.add(
    f"{_DAY_FIRST} (<comma>|<of>|<in>|<mark>)? y=<year_number>",
    f"{_MONTH_FIRST} (<comma>|<of>|<in>|<mark>)? y=<year_number>",
    f"{_DAY_FIRST} (<comma>|<of>)? y=<n99> (?!<unit>)",
    "d=<day_number|ordinal_any> <dash> m=<month_any> <dash> y=<n12|n24|n31|n59|n99>",
)
def day_month_year(found: Matched, here: Here) -> Made:
    if not are_glued(found) or _is_unit_of_something(found):
        return None
    return "day", day_span(wall(full_year(int(found["y"].value)), found["m"], int(found["d"].value)))


@rules.add(
    f"{_DAY_FIRST} (<comma>|<of>|<in>)? c=<n24|n12> y=<minutes|n99>",
    f"{_MONTH_FIRST} (<comma>|<of>|<in>)? c=<n24|n12> y=<minutes|n99>",
)
def day_month_and_century(found: Matched, here: Here) -> Made:
    """Years said by pairs: "nineteen eighty six", "nineteen zero one"."""
    year = year_in_pairs(found.item("c"), found.item("y"), found.following())
    return ("day", day_span(wall(year, found["m"], int(found["d"].value)))) if year else None


def year_in_pairs(century: Item | None, rest: Item | None, following: Item | None = None) -> int | None:
    if not century or not rest or not (century.value.in_words and rest.value.in_words):
        return None
    year = int(century.value.value * 100 + rest.value.value)
    if following and following.kind == "n12" and following.value.in_words and rest.value.value == 0:
        year += int(following.value.value)
    return year if 1500 <= year < 2100 else None


@rules.add(_DAY_FIRST, f"{_MONTH_FIRST} (?!<colon|unit|unit_letter|month_any|percent|meridiem>)")
def day_and_month(found: Matched, here: Here) -> Made:
    if not are_glued(found) or _is_unit_of_something(found):
        return None
    day = int(found["d"].value)
    if _is_verb(found, here):
        return None
    wall(2024, found["m"], day)  # refuses 30 February
    return "cyclic_day", MonthDay(found["m"], day)


def _is_verb(found: Matched, here: Here) -> bool:
    """ "One may ask", "two march"."""
    day = found.need("d")
    is_in_front = found.match.start("d") < found.match.start("m")
    return (
        is_in_front
        and here.language == "en"
        and day.kind == "n12"
        and day.value.in_words
        and found["m"] in {3, 5}
    )


def _is_unit_of_something(found: Matched) -> bool:
    """Between day and month only "day" may stand: "15th day of June"."""
    return any(item.kind == "unit" and item.value != "day" for item in found.matched)


@rules.add(
    "m=<month_any> (<of>|<in>|<comma>|<slash>|<dash>|<dot>)? (<comma>)? y=<year_number>",
    "y=<year_number> <mark>? m=<month_any>",
)
def month_and_year(found: Matched, here: Here) -> Made:
    return "period", span_at(wall(int(found["y"].value), found["m"], 1), Grain.MONTH)


@rules.add("m=<month_any> (<of> z=<n59|n99>|y=<n99>)")
def month_and_short_year(found: Matched, here: Here) -> Made:
    number = found["z"] or found["y"]
    return "period", span_at(wall(full_year(int(number.value)), found["m"], 1), Grain.MONTH)


@rules.add("m=<month_any> (<of>|<in>)? c=<n24> y=<minutes|n99>")
def month_and_century(found: Matched, here: Here) -> Made:
    year = year_in_pairs(found.item("c"), found.item("y"))
    return ("period", span_at(wall(year, found["m"], 1), Grain.MONTH)) if year else None


@rules.add("<month_of> m=<month_any>", "(?<=<month_of>) <month_any> <unit>")
def month_of(found: Matched, here: Here) -> Made:
    return "month", found["m"]
