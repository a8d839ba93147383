"""Rows of Duckling's corpus about times, and whether a row is read right (what counts is told in times.py)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.nlu.times import Customs, FoundTime
from bot.nlu.times.spans import SECONDS, Grain

DUCKLING_NOW = datetime(2013, 2, 12, 4, 30)  # noqa: DTZ001 - the wall clock of the specification
DUCKLING = Customs(
    parts={
        "morning": (0, 12), "forenoon": (0, 12), "afternoon": (12, 19), "evening": (18, 24), "night": (18, 24),
        "tonight": (18, 24),
        "lunch": (12, 14), "breakfast": (7, 9), "dinner": (18, 21), "school": (15, 21),
    },
    weekend_from=(4, 18),
    afternoon_hours=frozenset(),
    next_hour_counts=True,
    nearest_year=False,
    last_minute_counts=True,
    rolling=False,
    coming_is_the_last=True,
    exact_shifts=True,
    year_shifts_to_month=True,
    edges={
        Grain.WEEK: (3, 2, 5, 4), Grain.MONTH: (10, 10, 20, 20),
        Grain.QUARTER: (1, 1, 2, 2), Grain.YEAR: (3, 4, 8, 8),
    },
)  # fmt: skip
"""Duckling's own customs."""

_ZONES = re.compile(r"\b(?:gmt|cst|pst|pt|ist|cet|bst|est|eastern)\b", re.IGNORECASE)
_FEASTS = re.compile(
    r"Pongal|Ravidass|Gobind|Vaisakhi|Ugadi|Onam|Dhanteras|Dooj|Panchami|Mi'raj|Janmashtami|Chaturthi|Jayanti"
    r"|Shivaratri|Saptami|Navaratri|Vijayadashami|Pargat|Karva|Boghi|Chaturdashi|Wida|Parsi|HaShoah|Tisha|Shavuot|Vesak"
    r"|Youth Service|Ramadan|Passover|Hanukkah"
)
"""Feasts of calendars that neither Sweden nor its customers' shops go by; Eid, Diwali and others we know stay in."""


def excluded(text: str, expected: str) -> str | None:
    if _ZONES.search(text):
        return "names of time zones"
    if "B.C." in text:
        return "years before Christ"
    return "religious feasts of other calendars" if _FEASTS.search(expected) else None


def rows_of(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["dimension"] in {"Time", "Duration"}:
                yield row["lang"], row["text"], row["expected_haskell"]


_MOMENT = re.compile(r"\((-?\d+), (\d+), (\d+), (\d+), (\d+), (\d+)\)")


def _moments(expected: str) -> list[datetime]:
    """Haskell's six numbers; month and day 0 stand for the first in some rows."""
    rows = [tuple(map(int, match)) for match in _MOMENT.findall(expected)]
    return [
        datetime(y, month or 1, day or 1, hour, minute, second)  # noqa: DTZ001
        for y, month, day, hour, minute, second in rows
    ]


def is_right(expected: str, found: list[FoundTime]) -> bool:
    if expected == "=" or not expected.strip("()"):
        return not found
    if duration := re.search(r"DurationData (\d+) (\w+)", expected):
        wanted = int(duration[1]) * SECONDS[Grain[duration[2].upper()]]
        return any(one.duration is not None and one.duration.total_seconds() == wanted for one in found)
    if "examples" in expected:  # a slip of the export: two rows in one
        expected = expected.split("examples")[1]
    moments, grain = (
        _moments(expected),
        re.search(r"\) (Second|Minute|Hour|Day|Week|Month|Quarter|Year)", expected),
    )
    assert grain is not None
    return any(_same(one, moments, expected, grain[1].lower()) for one in found)


def _same(one: FoundTime, moments: list[datetime], expected: str, grain: str) -> bool:
    if "Interval" in expected and moments[0] == DUCKLING_NOW and one.begin is None:
        return one.until == moments[1]  # "by Friday": Duckling lets it begin now, we leave the beginning open
    if one.grain != grain:
        return False
    if "OpenInterval" in expected:
        return (one.begin, one.until) in ((moments[0], None), (None, moments[0]))
    if "Interval" in expected:
        return [one.begin, one.until] == moments
    return one.begin == moments[0] and one.kind not in {"set", "duration"}
