"""Whatever is written: nothing crashes, nothing takes long, and positions lie within the text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.times import find_times
from tests.unit.nlu.conftest import shared
from tests.unit.nlu.times.conftest import NOW
from tests.unit.nlu.timing import fastest

WORDS = """
måndag fredag på i om för till från mellan och eller den det nästa förra vecka veckan år dag timme
minut kl halv kvart över sedan efter innan varje monday friday on in at the next last week year
month day hour of and between to from half past quarter may march second every ago later tomorrow 1
2 3 12 15 24 30 31 2024 2025 3/4 14:30 15.30 2025-03-12 9999 0 . , - / : ' pm am 3:e 15th januari
december
""".split()  # noqa: SIM905 - easier to read and extend
LIMIT = 0.05


def seconds_for(text: str, language: str | None) -> float:
    found = find_times(text, NOW, language)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.begin is None or one.until is None or one.begin <= one.until
        json.dumps(one.as_value())
    assert [one.start for one in found] == sorted(one.start for one in found)
    return fastest(lambda: find_times(text, NOW, language))


for spoken in ("sv", "en"):
    find_times("på fredag", NOW, spoken)  # reads the vocabulary


@given(st.text(max_size=300), st.sampled_from(["sv", "en", None]))
def test_any_characters(text, language):
    assert seconds_for(text, language) < LIMIT


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["sv", "en"]))
def test_any_words_of_time(words, language):
    assert seconds_for(" ".join(words), language) < LIMIT


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1-",
        "1.",
        "1,",
        "0/",
        "12:30 ",
        "a",
        "måndag ",
        "1 dag ",
        "den 3 ",
        "(",
        "kl ",
        "http://",
        "a@",
        "5 5 ",
        "2025-",
        "i ",
        "tjugo",
        "hundratusen",
    ],
)
def test_hostile_lengths(piece):
    assert seconds_for(piece * (100_000 // len(piece)), None) < LIMIT


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))
def test_any_now(now):
    for text in (
        "förra året",
        "next decade",
        "om två veckor",
        "i måndags",
        "förra julen",
        "in 300 years",
        "i natt",
        "varje vecka",
        "Q1",
        "vecka 1",
    ):
        find_times(text, now)


@pytest.mark.parametrize("zone", [UTC, NOW.tzinfo])
def test_results_are_in_the_zone_of_now(zone):
    (found,) = find_times("imorgon kl 9", NOW.astimezone(zone), "sv")
    assert found.begin is not None
    assert found.begin.tzinfo == zone
    assert found.begin.hour == 9


def test_naughty_strings():
    for text in json.loads(shared("naughty_strings.json").read_text(encoding="utf-8")):
        assert seconds_for(text, None) < LIMIT
