"""Free text is kept as the customer wrote it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.answers import read_answer
from bot.surveys.answers.reading import LONGEST_TEXT
from bot.surveys.catalogue import load_catalogue

CATALOGUE = load_catalogue()
QUESTION = CATALOGUE["after_delivery"]["went_wrong"]
NAUGHTY = Path(__file__).parents[5] / "shared" / "eval" / "naughty_strings.json"


@pytest.mark.parametrize("words", ["Kannan läckte", "9", "nej", "rad ett\nrad två", "<b>hej</b>", "👍🏽"])
def test_a_text_is_taken_whole(words):
    assert read_answer(QUESTION, f"  {words}\n", "sv").value == words


@pytest.mark.parametrize("words", ["", "  \n", "\x00", "\ud800"])
def test_nothing_is_no_text(words):
    assert read_answer(QUESTION, words, "sv").hint == "utter_survey_hint_text"


def test_an_endless_text_is_cut():
    assert len(read_answer(QUESTION, "å" * 100_000, "sv").value) == LONGEST_TEXT


@given(st.text())
def test_every_text_can_be_stored(words):
    value = read_answer(QUESTION, words, "sv").value
    assert value is None or ("\x00" not in value and value.encode("utf-8"))


def test_hostile_strings_are_read_by_every_question_without_harm():
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not here")
    for words in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        for survey in CATALOGUE:
            for question in survey.questions:
                reading = read_answer(question, words, "sv")
                assert (reading.value is None) == (reading.hint is not None)
