from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.contacts import find_emails, find_phones


def test_an_email_address_is_found_within_a_sentence() -> None:
    (found,) = find_emails("Min nya mejl är Anna.Berg@EXEMPEL.se, tack!")
    assert found.value == "Anna.Berg@exempel.se"
    assert (found.start, found.end) == (16, 36)


@pytest.mark.parametrize("text", ["anna@", "@anna", "anna@exempel", "a@b..se", "hej"])
def test_what_is_no_email_address_is_left(text: str) -> None:
    assert find_emails(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ring 070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("my number is +44 20 7946 0958", "+442079460958"),
    ],
)
def test_a_phone_number_is_found_in_international_form(text: str, number: str) -> None:
    assert [found.value for found in find_phones(text)] == [number]


@pytest.mark.parametrize("text", ["9", "order 1001", "10/10", "2024-05-01", "#1234567", "1 299 kr"])
def test_other_numbers_are_no_phone_numbers(text: str) -> None:
    assert find_phones(text) == []


@given(text=st.text(alphabet="0123456789+-() @.abå/#", max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_mix_of_digits_and_signs_can_be_searched(text: str) -> None:
    for found in [*find_emails(text), *find_phones(text)]:
        assert 0 <= found.start < found.end <= len(text)
