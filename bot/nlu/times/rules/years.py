"""Years, decades and centuries, and months in figures: "in 2014", "år 2012", "the 80s", "15th century", "11/2016"."""

from __future__ import annotations

import re

from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.rules.months import year_in_pairs
from bot.nlu.times.spans import Grain, span_at, wall

rules = Rules()


@rules.add(
    "(?<!<mark>) m=<n12> (<dash>|<slash>) y=<year_number> (?!<mark> <n12|n24|n31|year|big>)",
    "(?<!<mark>) y=<year_number> (<dash>|<slash>) m=<n12> (?!<mark> <n12|n24|n31|year|big>)",
)
def month_in_figures(found: Matched, here: Here) -> Made:
    number = found["m"]
    if number.in_words or found["y"].in_words:
        return None
    return "period", span_at(wall(int(found["y"].value), int(number.value), 1), Grain.MONTH)


@rules.add("d=<dotted>")
def year_dot_month(found: Matched, here: Here) -> Made:
    match = re.fullmatch(r"((?:19|20)\d\d)\.(\d{1,2})", found["d"])
    return ("period", span_at(wall(int(match[1]), int(match[2]), 1), Grain.MONTH)) if match else None


_BEFORE_YEARS = (
    "and_later|less|greater|equals|in|i|since|sedan|before|after|until|from|between|to|during|of|this|edge"
)


@rules.add(
    "<the>? <unit> y=<year_number>",
    f"(?<=<{_BEFORE_YEARS}>) y=<year_number> (?!<unit|word|floor|dash|colon|slash>)",
    "y=<year_number> (?=<and_later> (?!<year_number>))",
    "(?<=<before|after|until|since>) y=<year_number> (?=<and_later>)",
    "(?<=<year_said> <and|or>) y=<year_number> (?!<unit|word|floor|dash|colon|slash>)",
)
def year(found: Matched, here: Here) -> Made:
    value = int(found["y"].value)
    if any(item.kind == "unit" and item.value != "year" for item in found.matched):
        return None
    if not 1500 <= value < 2200 and not found["y"].in_words:
        return None
    return "year_said", span_at(wall(value, 1, 1), Grain.YEAR)


@rules.add("(?<=<in>) c=<n24> y=<minutes|n99> (?!<unit|word|floor>)")
def year_said_in_pairs(found: Matched, here: Here) -> Made:
    value = year_in_pairs(found.item("c"), found.item("y"))
    return ("year_said", span_at(wall(value, 1, 1), Grain.YEAR)) if value else None


@rules.add("<the>? d=<decade>", "<the>? d=<decade_word>")
def decade(found: Matched, here: Here) -> Made:
    value = found["d"]
    if value < 100:
        value += 1900 if value >= 30 else 2000
    return "period", span_at(wall(value, 1, 1), Grain.DECADE)


@rules.add("n=<ordinal|far_ordinal> unit=<unit>")
def century(found: Matched, here: Here) -> Made:
    if found["unit"] != "century":
        return None
    return "period", span_at(wall(max(1, int(found["n"].value - 1) * 100), 1, 1), Grain.CENTURY)
