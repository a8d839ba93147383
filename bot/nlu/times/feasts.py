"""Holidays and other days that have a name. Movable ones follow dateutil's Easter or the library `holidays`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, easter

from bot.nlu.times.spans import Grain, Span, wall
from bot.nlu.times.vocabulary import read_yaml


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast as a cycle of years (bot/nlu/times/cycles.py). `name` is its key in feasts.yml."""

    name: str
    grain: Grain = Grain.DAY

    def number(self, moment: datetime) -> int:
        this_year = self.occurrence(moment.year)
        return moment.year - (this_year is None or moment < this_year.begin)

    def occurrence(self, number: int) -> Span | None:
        day = day_of(self.name, number)
        if day is None:
            return None
        begin = wall(day.year, day.month, day.day)
        return Span(begin, begin + timedelta(days=feasts()[self.name].get("days", 1)), Grain.DAY)


@lru_cache(maxsize=1)
def feasts() -> dict[str, dict[str, Any]]:
    return read_yaml("feasts.yml")


@lru_cache(maxsize=1024)
def day_of(name: str, year: int) -> date | None:
    """The day of a feast in a year, or None where it is not known."""
    rule = feasts()[name]
    if "day" in rule:
        day = _month_day(rule["day"], year)
        if rule.get("nearest_workday") and day.weekday() >= 5:
            return day + timedelta(days=1 if day.weekday() == 6 else -1)
        return day - timedelta(days=1) if rule.get("before_sunday") and day.weekday() == 6 else day
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "orthodox_easter" in rule:
        return easter(year, EASTER_ORTHODOX) + timedelta(days=rule["orthodox_easter"])
    if "on" in rule:
        weekday, earliest = rule["on"]
        day = _month_day(earliest, year)
        return day + timedelta(days=(weekday - day.weekday()) % 7)
    if "nth" in rule:
        return _nth_weekday(year, *rule["nth"])
    return _listed(year, *rule["listed"])


def _month_day(text: str, year: int) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, day)


def _nth_weekday(year: int, nth: int, weekday: int, month: int, later: int) -> date:
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1) - later)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1) + later)


def _listed(year: int, country: str, name: str) -> date | None:
    import holidays  # costs a third of a second, and hardly a message asks for it

    listed = holidays.country_holidays(country, years=year, language="en_US")
    days = [
        day
        for day, names in listed.items()
        if day.year == year and any(one.startswith(name) for one in names.split("; "))
    ]
    return min(days, default=None)
