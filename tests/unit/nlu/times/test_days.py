"""Days: weekdays, dates, feasts and words such as "tomorrow", however they are written."""

from __future__ import annotations

import pytest

from bot.nlu.times import find_times
from tests.unit.nlu.times.conftest import NOW, Read, short

WEEKDAYS = [
    ("måndag", "monday", "2025-03-17"),
    ("tisdag", "tuesday", "2025-03-18"),
    ("onsdag", "wednesday", "2025-03-19"),
    ("torsdag", "thursday", "2025-03-13"),
    ("fredag", "friday", "2025-03-14"),
    ("lördag", "saturday", "2025-03-15"),
    ("söndag", "sunday", "2025-03-16"),
]


@pytest.mark.parametrize(("swedish", "english", "day"), WEEKDAYS)
def test_a_weekday_is_the_next_one_and_never_today(read: Read, swedish, english, day):
    for language, text in (
        ("sv", f"på {swedish}"), ("sv", f"{swedish}en"), ("sv", swedish.upper()), ("sv", f"På {swedish}!"),
        ("en", english), ("en", english.title()), ("en", english.upper()),
    ):  # fmt: skip
        assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize("word", ["lordag", "sondag", "mandag"])
def test_weekdays_are_understood_without_their_dots_and_rings(read: Read, word):
    assert read("sv", f"pa {word}").startswith("date 2025-03-1")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i måndags", "2025-03-10"), ("i tisdags", "2025-03-11"), ("i onsdags", "2025-03-05"),
        ("i torsdags", "2025-03-06"),
        ("i fredags", "2025-03-07"), ("i lördags", "2025-03-08"), ("i sondags", "2025-03-09"),
    ],
)  # fmt: skip
def test_i_mandags_is_the_last_one(read: Read, text, day):
    assert read("sv", text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "idag", "2025-03-12"), ("sv", "i dag", "2025-03-12"), ("sv", "imorgon", "2025-03-13"),
        ("sv", "i morgon", "2025-03-13"),
        ("sv", "imorrn", "2025-03-13"), ("sv", "imorn 🙂", "2025-03-13"), ("sv", "i övermorgon", "2025-03-14"),
        ("sv", "overmorgon", "2025-03-14"), ("sv", "igår", "2025-03-11"), ("sv", "igar", "2025-03-11"),
        ("sv", "i förrgår", "2025-03-10"),
        ("en", "today", "2025-03-12"), ("en", "tomorrow", "2025-03-13"), ("en", "tmrw", "2025-03-13"),
        ("en", "tommorow", "2025-03-13"),
        ("en", "the day after tomorrow", "2025-03-14"), ("en", "yesterday", "2025-03-11"),
        ("en", "the day before yesterday", "2025-03-10"),
    ],
)  # fmt: skip
def test_words_for_days(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "nästa fredag", "2025-03-21"), ("sv", "förra fredagen", "2025-03-07"),
        ("sv", "fredag nästa vecka", "2025-03-21"),
        ("sv", "på fredag om en vecka", "2025-03-21"), ("sv", "torsdag vecka 12", "2025-03-20"),
        ("en", "next friday", "2025-03-21"), ("en", "last friday", "2025-03-07"), ("en", "this friday", "2025-03-14"),
        ("en", "friday next week", "2025-03-21"), ("en", "friday week", "2025-03-21"),
        ("en", "a week on friday", "2025-03-21"),
    ],
)  # fmt: skip
def test_weekdays_of_other_weeks(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "2025-04-05", "2025-04-05"), ("sv", "20250405", "2025-04-05"), ("sv", "5/4", "2025-04-05"),
        ("sv", "5/4 2025", "2025-04-05"),
        ("sv", "24/12-25", "2025-12-24"), ("sv", "den 5/4", "2025-04-05"), ("sv", "5.4.2025", "2025-04-05"),
        ("sv", "5 april", "2025-04-05"),
        ("sv", "den 5:e april", "2025-04-05"), ("sv", "den femte april", "2025-04-05"),
        ("sv", "5e apr", "2025-04-05"),
        ("sv", "lördag den 5 april", "2025-04-05"), ("sv", "lör 5/4", "2025-04-05"),
        ("sv", "den 24:e", "2025-03-24"), ("sv", "den 24", "2025-03-24"),
        ("sv", "tjugoförsta mars", "2025-03-21"), ("sv", "fredag den 13:e juni", "2025-06-13"),
        ("sv", "1 maj", "2025-05-01"),
        ("en", "4/22", "2025-04-22"), ("en", "22/04", "2025-04-22"), ("en", "April 5", "2025-04-05"),
        ("en", "april 5th, 2025", "2025-04-05"),
        ("en", "5 april", "2025-04-05"), ("en", "the 5th of april", "2025-04-05"),
        ("en", "April the fifth", "2025-04-05"), ("en", "apr-5", "2025-04-05"),
        ("en", "sat, april 5", "2025-04-05"), ("en", "the 24th", "2025-03-24"),
        ("en", "may twenty-first", "2025-05-21"), ("en", "2025/apr/05", "2025-04-05"),
        ("en", "friday the 13th", "2025-06-13"), ("en", "april 5 nineteen eighty six", "1986-04-05"),
    ],
)  # fmt: skip
def test_dates_in_figures_and_words(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "levererades den 3/2"), ("en", "delivered on 2/3"), ("sv", "kom 3 februari")],
)
def test_a_date_without_a_year_is_the_nearest_one(only, language, text):
    assert short(only(language, text)).startswith("2025-02-03")


def test_prefer_past_takes_the_last_weekday():
    (found,) = find_times("Friday", NOW, "en", prefer_past=True)
    assert short(found).startswith("2025-03-07")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "första måndagen i april", "2025-04-07"), ("sv", "sista fredagen i månaden", "2025-03-28"),
        ("sv", "den 20 nästa månad", "2025-04-20"),
        ("sv", "tredje tisdagen nästa månad", "2025-04-15"), ("en", "the third Tuesday of next month", "2025-04-15"),
        ("en", "last friday of the month", "2025-03-28"), ("en", "first monday in april", "2025-04-07"),
        ("en", "the 20th of next month", "2025-04-20"),
        ("en", "last day of march", "2025-03-31"),
    ],
)  # fmt: skip
def test_the_nth_day_of_a_period(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("sv", "julafton", "2025-12-24"), ("sv", "midsommarafton", "2025-06-20"),
        ("sv", "midsommar", "2025-06-21"), ("sv", "påskafton", "2025-04-19"),
        ("sv", "långfredagen", "2025-04-18"), ("sv", "kristi himmelsfärdsdag", "2025-05-29"),
        ("sv", "valborg", "2025-04-30"), ("sv", "lucia", "2025-12-13"),
        ("sv", "andra advent", "2025-12-07"), ("sv", "alla helgons dag", "2025-11-01"),
        ("sv", "nyårsafton", "2025-12-31"), ("sv", "mors dag", "2025-05-25"),
        ("en", "christmas eve", "2025-12-24"), ("en", "easter sunday", "2025-04-20"),
        ("en", "good friday", "2025-04-18"), ("en", "thanksgiving", "2025-11-27"),
        ("en", "black friday", "2025-11-28"), ("en", "new year's day", "2026-01-01"),
        ("en", "father's day", "2025-06-15"), ("en", "diwali 2019", "2019-10-27"),
        ("en", "easter 2010", "2010-04-04"), ("sv", "i julas", "2024-12-25"),
    ],
)  # fmt: skip
def test_feasts(read: Read, language, text, day):
    assert read(language, text).startswith(f"date {day}")


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "30 februari"), ("sv", "31/4"), ("sv", "2025-13-01"), ("en", "feb 30"), ("en", "13/32/2020")],
)
def test_days_that_the_calendar_lacks_are_not_found_as_days(language, text):
    assert not [found for found in find_times(text, NOW, language) if found.kind == "date"]
