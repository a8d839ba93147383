"""Dates in figures: "2013-02-15", "15/2", "3/2-25", "15.2.2013", "2/15/2013"."""

from __future__ import annotations

import re

from bot.nlu.times.cycles import MonthDay
from bot.nlu.times.grammar import Here, Made, Matched, Rules
from bot.nlu.times.meanings import day_span
from bot.nlu.times.spans import wall

rules = Rules()
_PIVOT = 50
"""Two-digit years below it are of this century, as Recognizers-Text reads them."""


def full_year(value: int) -> int:
    if value >= 100:
        return value
    return value + (2000 if value < _PIVOT else 1900)


def in_order(first: int, second: int, here: Here, dotted: bool = False) -> tuple[int, int]:
    """Month and day of figures: the month first in English without dots, else the day, as far as that can be."""
    month_first = here.language == "en" and not dotted
    month, day = (first, second) if month_first else (second, first)
    return (month, day) if month <= 12 else (day, month)


@rules.add("d=<ymd>")
def year_first(found: Matched, here: Here) -> Made:
    parts = re.findall(r"\d+", found["d"])
    if len(parts) == 1:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    year, month, day = map(int, parts)
    return "day", day_span(wall(year, month, day))


@rules.add("d=<dmy>")
def day_or_month_first(found: Matched, here: Here) -> Made:
    first, second, year = map(int, re.findall(r"\d+", found["d"]))
    month, day = in_order(first, second, here, dotted="." in found["d"])
    return "day", day_span(wall(full_year(year), month, day))


def are_glued(found: Matched) -> bool:
    """Marks between day, month and year must touch both: "15-feb", while "8 - Aug" parts two dates."""
    for position in range(found.match.start(), found.match.end()):
        item = found.items[position]
        if item.kind in {"dash", "slash"}:
            before, after = found.items[position - 1], found.items[position + 1]
            if before.end != item.start or item.end != after.start:
                return False
    return True


@rules.add("d=<slashed> <comma>? y=<year_number>", "d=<slashed> <dash> y=<n24|n31|n59>")
def slashed_with_year(found: Matched, here: Here) -> Made:
    """ "3/2 2025", and "3/2-25" as Swedes write it."""
    number = found["y"]
    if number.in_words or (
        number.value < 100 and (here.language != "sv" or number.value < 20 or not are_glued(found))
    ):
        return None
    first, second = map(int, found["d"].split("/"))
    month, day = in_order(first, second, here)
    return "day", day_span(wall(full_year(int(number.value)), month, day))


@rules.add("d=<slashed>")
def slashed(found: Matched, here: Here) -> Made:
    first, second = map(int, found["d"].split("/"))
    month, day = in_order(first, second, here)
    if not (1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)):
        return None
    looks_like_mark = first <= second <= 10 or (first, second) == (24, 7)
    is_sure = not looks_like_mark or "0" in {found["d"][0], found["d"].split("/")[1][0]}
    return "cyclic_day" if is_sure else "maybe_day", MonthDay(month, day)
