"""Rows of Recognizers-Text's specifications of times, and whether one is read right (what counts: see times.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.nlu.times import Customs, FoundTime
from bot.nlu.times.spans import Grain

RECOGNIZERS = Customs(
    parts={
        "morning": (8, 12), "forenoon": (8, 12), "afternoon": (12, 16), "evening": (16, 20), "night": (20, 24),
        "tonight": (20, 24),
        "lunch": (11, 13), "breakfast": (8, 12), "dinner": (16, 20), "school": (15, 18),
    },
    afternoon_hours=frozenset(),
    weekday_may_be_today=True,
    nearest_year=False,
    last_day_counts=False,
    edges={
        Grain.WEEK: (3, 2, 5, 3), Grain.MONTH: (15, 10, 20, 15),
        Grain.QUARTER: (1, 1, 2, 2), Grain.YEAR: (6, 4, 8, 6),
    },
)  # fmt: skip
"""Weeks, months and years are halved by "early" and "late" in Recognizers-Text."""


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (row for row in map(json.loads, file) if row["group"] == "DateTime")


def now_of(row: dict[str, Any]) -> datetime:
    text = (row["context"] or {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
    return datetime.fromisoformat(text[:19])


def wanted(row: dict[str, Any]) -> str:
    return json.dumps(
        [{"text": one["text"], **(one["resolution"] or {})} for one in row["expected"]], ensure_ascii=False
    )


def is_right(row: dict[str, Any], found: list[FoundTime]) -> bool:
    expected = row["expected"]
    if not expected:
        return not found
    if row["model"].startswith(("DateTimeModel", "Merged")) and len(found) > len(expected):
        return False
    return all(_one_right(one, row, found) for one in expected)


def _one_right(one: dict[str, Any], row: dict[str, Any], found: list[FoundTime]) -> bool:
    start, end = one["start"], one["start"] + len(one["text"])
    if "Extractor" in row["model"]:
        return any(_bare(row["input"], start, end) == _bare(row["input"], f.start, f.end) for f in found)
    near = [f for f in found if f.start < end and start < f.end]
    values = _values(one)
    if not values:
        return (
            not near or any(f.kind == "set" or f.kind == _kind(one) for f in near)
            if _is_invalid(one)
            else any(f.kind == _kind(one) for f in near)
        )
    return any(_resolves(f, value, now=now_of(row)) for f in near for value in values)


def _kind(one: dict[str, Any]) -> str:
    return str(one.get("type") or one.get("typeName")).removeprefix("datetimeV2.")


def _is_invalid(one: dict[str, Any]) -> bool:
    """A day that the calendar lacks (30 February): nothing found is as good as something found without a value."""
    return _kind(one) in {"date", "datetime", "daterange"}


_OPENERS = re.compile(
    r"(?:\s|on\b|in\b|at\b|the\b|for\b|from\b|of\b|an?\b|since\b|this\b|around\b|my\b|to\b|den\b|på\b|i\b|om\b|för\b|vid\b|en\b)*",
    re.IGNORECASE,
)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    opened = _OPENERS.match(text, start, end)
    first = opened.end() if opened else start
    return first, first + len(text[first:end].rstrip(" .,!?)"))


def _values(one: dict[str, Any]) -> list[dict[str, str]]:
    """What is expected, in one form: date, time, datetime, start, end, duration, mod."""
    resolution = one["resolution"] or {}
    if "values" in resolution:
        return [value for value in resolution["values"] if value.get("value") != "not resolved"]
    both = [resolution.get("FutureResolution") or {}, resolution.get("PastResolution") or {}]
    values = []
    for half in both:
        kept = {
            _KEYS.get(key, key): value
            for key, value in half.items()
            if not str(value).startswith("0001") and key != "set"
        }
        if kept:
            values.append(kept | {"Mod": resolution.get("Mod", "")})
    return values


_KEYS = {
    "date": "value", "time": "value", "dateTime": "value", "duration": "value", "startDate": "start", "endDate": "end",
    "startTime": "start", "endTime": "end", "startDateTime": "start", "endDateTime": "end",
}  # fmt: skip


def _resolves(found: FoundTime, value: dict[str, str], now: datetime) -> bool:
    if "value" in value:
        return _is_value(found, value["value"])
    if "start" not in value and "end" not in value:
        return False
    begin = "start" not in value or _is_moment(found.begin, value["start"])
    until = (
        "end" not in value
        or _is_moment(found.until, value["end"])
        or _ends_before_midnight(found.until, value["end"])
    )
    if "start" not in value or "end" not in value:
        return _open_end(found, value, begin, until)
    return begin and until


def _open_end(found: FoundTime, value: dict[str, str], begin: bool, until: bool) -> bool:
    """Open ranges: a day as a point, which Recognizers writes after "after" and "until" alike, may be over or not."""
    if "start" in value and found.until is None and found.begin is not None:
        return begin or _is_moment(found.begin - timedelta(days=1), value["start"])
    if "end" in value and found.until is not None and (found.begin is None or "within" in value):
        return until or _is_moment(found.until - timedelta(days=1), value["end"])
    return False


def _is_value(found: FoundTime, value: str) -> bool:
    if re.fullmatch(r"[\d.]+", value):
        return found.duration is not None and abs(found.duration.total_seconds() - float(value)) < 0.01
    if found.begin is None or found.kind in {"duration", "set"}:
        return False
    exact = value if len(value) != 10 else f"{value} 00:00:00"
    if len(value) == 10 and found.grain != "day":
        return False
    return _is_moment(found.begin, exact)


def _is_moment(moment: datetime | None, text: str) -> bool:
    if moment is None:
        return False
    if len(text) == 8:
        return moment.strftime("%H:%M:%S") == text
    return moment.strftime("%Y-%m-%d %H:%M:%S" if len(text) == 19 else "%Y-%m-%d") == text and (
        len(text) == 19 or moment.hour == 0 or len(text) == 10
    )


def _ends_before_midnight(moment: datetime | None, text: str) -> bool:
    """Recognizers ends a night at 23:59:59."""
    return moment is not None and text.endswith("23:59:59") and moment.strftime("%H:%M:%S") == "00:00:00"
