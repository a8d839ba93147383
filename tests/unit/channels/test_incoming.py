"""What a browser sends is taken apart without trusting any of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.incoming import read_asked, read_uttered

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
FIELDS = st.dictionaries(
    st.sampled_from(["session_id", "after", "language", "message", "message_id", "customData"]), ANYTHING
)


@given(ANYTHING | FIELDS)
def test_nothing_a_browser_sends_breaks_the_reading(data):
    asked, uttered = read_asked(data), read_uttered(data)
    assert asked.after >= 0
    assert isinstance(uttered.text, str)
    assert uttered.message_id is None or 0 < len(uttered.message_id) <= 64


@pytest.mark.parametrize("language", ["de", "", 1, None, "SV"])
def test_a_language_that_is_not_ours_counts_as_none(language):
    assert read_asked({"language": language}).language is None


@pytest.mark.parametrize("message_id", ["\ud800bad", "nul\x00id", "", "a" * 65, 7, ["id"]])
def test_an_id_that_cannot_be_kept_is_none_rather_than_another(message_id):
    """With an id of ours in its place, the message sent again would be answered twice."""
    assert read_uttered({"message": "hej", "message_id": message_id}).message_id is None


def test_a_message_without_an_id_gets_one_of_its_own():
    assert read_uttered({"message": "hej"}).message_id != read_uttered({"message": "hej"}).message_id
