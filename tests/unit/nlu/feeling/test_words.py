"""Texts come apart in words, marks, emoji and ratings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.feeling.words import HEAD_CHARACTERS, TAIL_CHARACTERS, shortened, tokens_of


def words(text: str) -> list[str]:
    return [token.text for token in tokens_of(text)]


def test_accents_capitals_and_drawn_out_letters_make_no_difference() -> None:
    assert words("SÅÅÅÅ BRA") == words("saaa bra") == ["saa", "bra"]


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("5/5", "§high"),
        ("10 av 10", "§high"),
        ("4,5/5", "§high"),
        ("8 out of 10", "§high"),
        ("five stars", "§high"),
        ("fem stjärnor", "§high"),
        ("★★★★☆", "§high"),
        ("3/5", "§middling"),
        ("1/5", "§low"),
        ("2 av 10", "§low"),
        ("en stjärna", "§low"),
        ("one star", "§low"),
        ("0 stars", "§low"),
        ("★☆☆☆☆", "§low"),
    ],
)
def test_ratings_are_read_in_every_form(text: str, rating: str) -> None:
    assert rating in words(text)


@pytest.mark.parametrize("text", ["order 12/5612", "1/2 liter", "den 5/6 kl 10", "1500 kr"])
def test_dates_and_amounts_are_no_ratings_of_five(text: str) -> None:
    assert "§high" not in words(text)


def test_words_in_capitals_are_loud_only_where_others_are_not() -> None:
    loud = {token.text for token in tokens_of("Det är INTE okej") if token.loud}
    assert loud == {"inte"}
    assert not any(token.loud for token in tokens_of("DET ÄR INTE OKEJ"))


def test_faces_drawn_with_marks_are_told_apart() -> None:
    assert words("bra :)") == ["bra", "§smile"]
    assert words("jaha :(") == ["jaha", "§frown"]


def test_addresses_are_left_out() -> None:
    assert words("se https://example.com/dåligt @butiken nu") == ["se", "nu"]


def test_a_long_text_is_read_at_both_ends() -> None:
    text = "början " + "x" * 100_000 + " slutet"
    assert len(shortened(text)) == HEAD_CHARACTERS + TAIL_CHARACTERS + 1
    assert shortened(text).startswith("början")
    assert shortened(text).endswith("slutet")


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(token.text for token in tokens_of(text) if token.kind != "word")
