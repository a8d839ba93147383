"""What was found: an expression of time and the stretch of the calendar that it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Every:
    """How often something comes again: every `count` units."""

    count: float
    unit: str


@dataclass(frozen=True, slots=True)
class FoundTime:
    """An expression of time at text[start:end].

    `kind` is one of date, time, datetime, daterange, timerange, datetimerange, duration and set (what comes again).
    `begin` and `until` (without it) are in the zone of the `now` that was given; None is an open end ("after 5") or,
    for a duration, no place in the calendar at all. `grain` is how exact it is: second, minute, hour, day, week, month,
    quarter, year, decade or century. Of a set, `begin` and `until` are its first time from now on.
    """

    start: int
    end: int
    kind: str
    begin: datetime | None
    until: datetime | None
    grain: str
    duration: timedelta | None = None
    every: Every | None = None
    at_least: timedelta | None = None
    """The lower end of a duration said as a range: "2-3 days" lasts 3 days, and at least 2."""
    bound: str | None = None
    """For a duration: "more" or "less" than it."""

    def as_value(self) -> dict[str, Any]:
        """For an entity's value: JSON's types only, times as ISO 8601."""
        value: dict[str, Any] = {"kind": self.kind, "grain": self.grain}
        if self.kind != "duration":
            value["from"] = self.begin.isoformat() if self.begin else None
            value["to"] = self.until.isoformat() if self.until else None
        if self.duration is not None:
            value["duration_seconds"] = self.duration.total_seconds()
        if self.at_least is not None:
            value["at_least_seconds"] = self.at_least.total_seconds()
        if self.every is not None:
            value["every"] = {"count": self.every.count, "unit": self.every.unit}
        if self.bound is not None:
            value["bound"] = self.bound
        return value
