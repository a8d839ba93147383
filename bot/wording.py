"""Days and moments as people say them: "i måndags", "tomorrow at 10:00"."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.texts import Texts

WEEK = 7


def past_day(texts: Texts, day: date, today: date, language: str) -> str:
    """Say a day that has been: today, yesterday, a weekday of the last week, or a date."""
    ago = (today - day).days
    if ago in (0, 1):
        return texts.say("today" if ago == 0 else "yesterday", language)
    if 1 < ago < WEEK:
        return texts.say("last_weekday", language, weekday=_weekday(day, language))
    return texts.say("on_date", language, date=_date(day, today, language))


def coming_moment(texts: Texts, moment: datetime, now: datetime, zone: str, language: str) -> str:
    """Say a moment to come, in the given time zone: a day and a time."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    ahead = (local.date() - today).days
    if ahead in (0, 1):
        day = texts.say("today" if ahead == 0 else "tomorrow", language)
    elif 1 < ahead < WEEK:
        day = texts.say("coming_weekday", language, weekday=_weekday(local.date(), language))
    else:
        day = texts.say("on_date", language, date=_date(local.date(), today, language))
    return texts.say("day_at_time", language, day=day, time=local.strftime("%H:%M"))


def _weekday(day: date, language: str) -> str:
    return format_date(day, "EEEE", locale=language)


def _date(day: date, today: date, language: str) -> str:
    return format_date(day, "d MMMM" if day.year == today.year else "d MMMM y", locale=language)
