from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.segments import MAX_SEGMENTS, segments
from tests.unit.nlu.timing import takes_under


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("den är trasig och jag vill prata med någon", ["den är trasig", "och jag vill prata med någon"]),
        ("it's broken, can someone call me", ["it's broken", "can someone call me"]),
        ("Tack! Var är paketet?", ["Tack", "Var är paketet"]),
        ("hej\nfakturan stämmer inte", ["hej", "fakturan stämmer inte"]),
        ("yes but the lid is cracked", ["yes", "but the lid is cracked"]),
    ],
)
def test_a_message_is_cut_where_a_new_wish_may_begin(text: str, parts: list[str]) -> None:
    assert [part.text for part in segments(text)] == parts


@pytest.mark.parametrize("text", ["var är mitt paket", "9", "", "   ", "play music from the u. s. a."])
def test_what_says_one_thing_is_not_cut(text: str) -> None:
    assert segments(text) == []


def test_a_sentence_and_its_clauses_are_both_looked_at() -> None:
    parts = segments("Tack för hjälpen. Koppen är sprucken och jag vill byta den.")
    assert [(part.text, part.is_sentence) for part in parts] == [
        ("Tack för hjälpen", True),
        ("Koppen är sprucken och jag vill byta den", True),
        ("Koppen är sprucken", False),
        ("och jag vill byta den", False),
    ]
    assert [part.is_first for part in parts] == [True, False, False, False]


@given(text=st.text(max_size=3000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_cut_into_a_bounded_number_of_its_own_parts(text: str) -> None:
    parts = segments(text)
    assert len(parts) <= MAX_SEGMENTS
    for part in parts:
        assert text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    "text", [", " * 30_000, "och " * 20_000, ". " * 40_000, "(" * 50_000, " - " * 20_000]
)
def test_a_message_of_nothing_but_borders_takes_no_time(text: str) -> None:
    assert takes_under(0.05, lambda: segments(text[:1000]))
