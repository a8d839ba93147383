"""What lies between two numbers, above one or below one is found, with whether the ends belong to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.numbers.ranges import find_ranges
from tests.unit.nlu.timing import fastest


def found(text, language=None):
    return [(one.low, one.high, one.low_included, one.high_included) for one in find_ranges(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "between seven and eight",
        "mellan sju och åtta",
        "from 7 to 8",
        "från 7 till 8",
        "7-8",
        "7–8",
        "7 - 8",
        "7~8",
        "between the seventh and the eighth",
    ],
)
def test_two_ends_make_a_range(text):
    assert [(one.low, one.high) for one in find_ranges(text)] == [(7, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "at least 8",
        "minst en åtta",
        "no less than eight",
        "inte mindre än 8",
        "8 or more",
        "åtta eller mer",
        "8 och uppåt",
        "greater than or equal to 8",
        ">= 8",
        "equal to or more than 8",
        "inte under 8",
    ],
)
def test_at_least_holds_its_end(text):
    assert found(text) == [(8, None, True, False)]


@pytest.mark.parametrize(
    "text",
    [
        "more than 8",
        "mer än åtta",
        "över 8",
        "above eight",
        "better than an 8",
        "bättre än en åtta",
        ">8",
        "exceeds 8",
    ],
)
def test_more_than_leaves_its_end_out(text):
    assert found(text) == [(8, None, False, False)]


@pytest.mark.parametrize(
    "text",
    [
        "at most 4",
        "högst fyra",
        "max 4",
        "inte mer än en fyra",
        "no more than a four",
        "up to 4",
        "upp till 4",
        "4 or less",
        "4 eller mindre",
        "<=4",
    ],
)
def test_at_most_holds_its_end(text):
    assert found(text) == [(None, 4, False, True)]


@pytest.mark.parametrize(
    "text", ["less than 4", "mindre än fyra", "under 4", "below four", "worse than a 4", "<4"]
)
def test_less_than_leaves_its_end_out(text):
    assert found(text) == [(None, 4, False, False)]


@pytest.mark.parametrize(
    "text",
    [
        "more than 3 and less than 9",
        "mer än tre och mindre än nio",
        "above 3, below 9",
        "less than 9 but more than 3",
    ],
)
def test_a_lower_and_an_upper_end_make_one_range(text):
    assert found(text) == [(3, 9, False, False)]


def test_ends_that_hold_nothing_between_them_stay_two():
    assert found("more than 9 and less than 3") == [(9, None, False, False), (None, 3, False, False)]


@pytest.mark.parametrize(
    "text", ["9", "070-174 06 05", "2026-03", "8-7", "<>3", "en sjua", "mer kaffe än te"]
)
def test_other_numbers_make_no_range(text):
    assert found(text, "sv") == []


PIECES = [
    "between",
    "and",
    "7",
    "more",
    "than",
    "-",
    "or",
    "less",
    "9",
    "mellan",
    "och",
    "över",
    "<",
    ">=",
    "1/2",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
@settings(deadline=None)
def test_no_text_breaks_it_and_ranges_stand_within_it(text):
    for one in find_ranges(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low is None or one.high is None or one.low <= one.high


@pytest.mark.parametrize("text", ["more than 9 " * 10_000, "1-" * 50_000, "between 1 and " * 9000])
def test_no_message_takes_long(text):
    assert fastest(lambda: find_ranges(text)) < 0.05
