"""Periods, ranges, open ranges, durations and recurrences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.nlu.times import Customs, find_times
from tests.unit.nlu.times.conftest import NOW, Read, short


@pytest.mark.parametrize(
    ("language", "text", "stretch"),
    [
        ("sv", "nästa vecka", "2025-03-17 - 2025-03-24"), ("sv", "forra manaden", "2025-02-01 - 2025-03-01"),
        ("sv", "i fjol", "2024-01-01 - 2025-01-01"),
        ("sv", "i år", "2025-01-01 - 2026-01-01"), ("sv", "vecka 12", "2025-03-17 - 2025-03-24"),
        ("sv", "v.12", "2025-03-17 - 2025-03-24"),
        ("sv", "i maj", "2025-05-01 - 2025-06-01"), ("sv", "maj 2024", "2024-05-01 - 2024-06-01"),
        ("sv", "i helgen", "2025-03-15 - 2025-03-17"),
        ("sv", "förra helgen", "2025-03-08 - 2025-03-10"), ("sv", "senaste veckan", "2025-03-05 - 2025-03-12"),
        ("sv", "kvartal 2", "2025-04-01 - 2025-07-01"),
        ("sv", "de senaste tre dagarna", "2025-03-09 - 2025-03-12"),
        ("sv", "i slutet av månaden", "2025-03-21 - 2025-04-01"),
        ("sv", "i början av nästa vecka", "2025-03-17 - 2025-03-20"),
        ("sv", "i somras", "2024-06-21 - 2024-09-24"), ("sv", "på 90-talet", "1990-01-01 - 2000-01-01"),
        ("sv", "år 2019", "2019-01-01 - 2020-01-01"), ("sv", "15-17 mars", "2025-03-15 - 2025-03-18"),
        ("sv", "15 mars - 2 april", "2025-03-15 - 2025-04-03"),
        ("sv", "den 15:e till den 17:e", "2025-03-15 - 2025-03-18"),
        ("sv", "måndag till fredag", "2025-03-17 - 2025-03-22"),
        ("sv", "inom två dagar", "2025-03-12 14:30 - 2025-03-14 14:30"),
        ("en", "next week", "2025-03-17 - 2025-03-24"), ("en", "last month", "2025-02-01 - 2025-03-01"),
        ("en", "week 12", "2025-03-17 - 2025-03-24"),
        ("en", "in may", "2025-05-01 - 2025-06-01"), ("en", "this weekend", "2025-03-15 - 2025-03-17"),
        ("en", "the last three days", "2025-03-09 - 2025-03-12"),
        ("en", "the next two weeks", "2025-03-13 - 2025-03-27"),
        ("en", "end of the month", "2025-03-21 - 2025-04-01"),
        ("en", "early next week", "2025-03-17 - 2025-03-20"),
        ("en", "Q3", "2025-07-01 - 2025-10-01"), ("en", "summer of 2024", "2024-06-21 - 2024-09-24"),
        ("en", "the 80s", "1980-01-01 - 1990-01-01"),
        ("en", "march 15-17", "2025-03-15 - 2025-03-18"),
        ("en", "from 15 to 17 march", "2025-03-15 - 2025-03-18"),
        ("en", "monday through friday", "2025-03-17 - 2025-03-22"),
        ("en", "june next year", "2026-06-01 - 2026-07-01"),
        ("en", "between may 3 and may 7", "2025-05-03 - 2025-05-08"),
    ],
)  # fmt: skip
def test_periods_and_ranges_of_days(only, language, text, stretch):
    found = only(language, text)
    assert (found.kind, short(found)) == ("daterange", stretch)


@pytest.mark.parametrize(
    ("language", "text", "stretch"),
    [
        ("sv", "efter kl 17", "2025-03-12 17:00 - …"), ("sv", "efter 17", "2025-03-12 17:00 - …"),
        ("sv", "före fredag", "… - 2025-03-14"),
        ("sv", "innan fredag", "… - 2025-03-14"), ("sv", "senast fredag", "… - 2025-03-15"),
        ("sv", "t.o.m. fredag", "… - 2025-03-15"),
        ("sv", "fr.o.m. måndag", "2025-03-17 - …"), ("sv", "sedan i måndags", "2025-03-10 - …"),
        ("sv", "sedan 2019", "2019-01-01 - …"),
        ("sv", "imorgon efter kl 15", "2025-03-13 15:00 - …"), ("en", "after 5pm", "2025-03-12 17:00 - …"),
        ("en", "after 5", "2025-03-12 17:00 - …"),
        ("en", "by friday", "… - 2025-03-15"), ("en", "before friday", "… - 2025-03-14"),
        ("en", "since last week", "2025-03-03 - …"),
        ("en", "until the 15th", "… - 2025-03-16"), ("en", "2012 or later", "2012-01-01 - …"),
        ("en", "tomorrow after 3pm", "2025-03-13 15:00 - …"),
    ],
)  # fmt: skip
def test_ranges_open_at_one_end(only, language, text, stretch):
    assert short(only(language, text)) == stretch


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "om två veckor", "2025-03-26"), ("sv", "om 3 dar", "2025-03-15"),
        ("sv", "för tre dagar sedan", "2025-03-09"), ("sv", "for en vecka sen", "2025-03-05"),
        ("sv", "för en månad sedan", "2025-02-12"), ("sv", "två dagar efter imorgon", "2025-03-15"),
        ("sv", "om fyra arbetsdagar", "2025-03-18"),
        ("en", "in two weeks", "2025-03-26"), ("en", "three days ago", "2025-03-09"),
        ("en", "a month ago", "2025-02-12"), ("en", "two days after tomorrow", "2025-03-15"),
        ("en", "3 weeks from now", "2025-04-02"), ("en", "in four business days", "2025-03-18"),
        ("en", "2 thursdays ago", "2025-02-27"),
    ],
)  # fmt: skip
def test_days_at_a_distance(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text", "lasting"),
    [
        ("sv", "två veckor", timedelta(weeks=2)), ("sv", "en och en halv timme", timedelta(hours=1.5)),
        ("sv", "två och en halv timme", timedelta(hours=2.5)),
        ("sv", "1,5 timmar", timedelta(hours=1.5)), ("sv", "en halvtimme", timedelta(minutes=30)),
        ("sv", "tre kvart", timedelta(minutes=45)), ("sv", "20 min", timedelta(minutes=20)),
        ("sv", "ett dygn", timedelta(days=1)), ("sv", "fjorton dagar", timedelta(days=14)),
        ("sv", "ett år", timedelta(days=365)), ("sv", "3h", timedelta(hours=3)),
        ("en", "two weeks", timedelta(weeks=2)), ("en", "an hour and a half", timedelta(hours=1.5)),
        ("en", "one and a half hours", timedelta(hours=1.5)), ("en", "2 mins", timedelta(minutes=2)),
        ("en", "1 year, 2 days and 3 hours", timedelta(days=367, hours=3)),
        ("en", "a fortnight", timedelta(days=14)), ("en", "½ hour", timedelta(minutes=30)),
        ("en", "3day", timedelta(days=3)),
    ],
)  # fmt: skip
def test_durations_have_no_place_in_the_calendar(only, language, text, lasting):
    found = only(language, text)
    assert (found.kind, found.begin, found.until, found.duration) == ("duration", None, None, lasting)


def test_a_duration_said_as_a_range_keeps_both_ends(only):
    for language, text in (("sv", "2-3 dagar"), ("sv", "två till tre dagar"), ("en", "two to three days")):
        found = only(language, text)
        assert (found.at_least, found.duration) == (timedelta(days=2), timedelta(days=3))


def test_more_or_less_than_a_duration_is_said_with_it(only):
    assert (only("sv", "mer än två veckor").bound, only("en", "less than 2 hours").bound) == ("more", "less")


@pytest.mark.parametrize(
    ("language", "text", "count", "unit", "first"),
    [
        ("sv", "varje måndag", 1, "week", "2025-03-17"), ("sv", "varannan vecka", 2, "week", "2025-03-10"),
        ("sv", "på måndagar", 1, "week", "2025-03-17"), ("sv", "var tredje dag", 3, "day", "2025-03-12"),
        ("sv", "mån-fre 8-17", 1, "week", "2025-03-17 08:00"),
        ("sv", "vardagar 8-16", 1, "day", "2025-03-12 08:00"),
        ("sv", "en gång i veckan", 1, "week", "2025-03-10"), ("sv", "dagligen", 1, "day", "2025-03-12"),
        ("sv", "tredje torsdagen i varje månad", 1, "month", "2025-03-20"),
        ("en", "every Monday", 1, "week", "2025-03-17"), ("en", "every other friday", 2, "week", "2025-03-14"),
        ("en", "mondays at 9am", 1, "week", "2025-03-17 09:00"),
        ("en", "every two weeks", 2, "week", "2025-03-10"), ("en", "once a week", 1, "week", "2025-03-10"),
        ("en", "mon-fri 9-5", 1, "week", "2025-03-17 09:00"),
    ],
)  # fmt: skip
def test_what_comes_again(only, language, text, count, unit, first):
    found = only(language, text)
    assert (found.kind, found.every.count, found.every.unit) == ("set", count, unit)
    assert short(found).startswith(first)


def test_customs_decide_when_an_evening_begins():
    customs = Customs(parts=dict(Customs().parts) | {"evening": (19, 23)})
    (found,) = find_times("imorgon kväll", NOW, "sv", customs)
    assert short(found) == "2025-03-13 19:00 - 2025-03-13 23:00"
