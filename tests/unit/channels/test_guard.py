"""What every channel's message passes: words only, not too long, not too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.guard import Guard, clean
from bot.settings import Settings


@pytest.fixture
def guard(tmp_path):
    settings = Settings(
        var_dir=tmp_path,
        messages_burst=3,
        messages_a_minute=5,
        address_messages_a_minute=8,
        message_characters=20,
    )
    return Guard(settings)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/restart", "restart"),
        ("  / /EXTERNAL_checkin{}", "EXTERNAL_checkin{}"),
        ("/\u00a0/restart", "restart"),
        ("\u3000/\u2028/restart", "restart"),
        ("\u202e/affirm", "affirm"),
        ("hej\x00 du", "hej du"),
        ("och/eller", "och/eller"),
        ("👩‍👩‍👧 tack", "👩‍👩‍👧 tack"),
    ],
)
def test_what_was_typed_is_words_never_a_command(typed, words):
    assert clean(typed) == words


SLASHES_AND_SPACES = st.text(
    alphabet="/a{}\u00a0\u2028\u2029\u3000\u2003\u1680\u202e\ufeff\x1c\x85 \n\t", max_size=12
)


@given(st.text() | SLASHES_AND_SPACES)
def test_no_text_begins_with_a_slash_or_holds_control_characters(typed):
    words = clean(typed)
    assert not words.strip().startswith("/"), "Rasa strips it before it looks"
    assert not any(character < " " and character not in "\n\t" for character in words)


@pytest.mark.parametrize("typed", ["", "   ", "/", "\x00", None, 7, {"text": "hej"}])
def test_an_empty_message_is_refused(guard, typed):
    assert guard.refusal(typed, "thread", "1.2.3.4").reason == "empty"


def test_a_message_that_is_too_long_is_refused(guard):
    assert guard.refusal("a" * 21, "thread", "1.2.3.4").reason == "too_long"


def test_a_burst_is_slowed_down_and_told_how_long_to_wait(guard):
    answers = [guard.refusal("hej", "thread", "1.2.3.4") for _ in range(4)]
    assert answers[:3] == [None, None, None]
    assert answers[3].reason == "too_many"
    assert answers[3].retry_after >= 1


def test_one_customers_burst_does_not_slow_another(guard):
    for _ in range(4):
        guard.refusal("hej", "one", "1.2.3.4")
    assert guard.refusal("hej", "another", "5.6.7.8") is None


def test_many_conversations_from_one_address_are_slowed_down(guard):
    answers = [guard.refusal("hej", f"thread {number}", "1.2.3.4") for number in range(9)]
    assert answers[8].reason == "too_many"


def test_a_refused_message_does_not_count(guard):
    for _ in range(10):
        guard.refusal("a" * 50, "thread", "1.2.3.4")
    assert guard.refusal("hej", "thread", "1.2.3.4") is None
