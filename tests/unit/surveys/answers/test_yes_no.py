"""A yes and a no are understood in all their colours; a perhaps is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.answers import read_answer
from bot.surveys.catalogue import load_catalogue

QUESTION = load_catalogue()["relationship"]["may_contact"]


def read(words, language="sv"):
    return read_answer(QUESTION, words, language)


@pytest.mark.parametrize(
    "words",
    [
        "ja",
        "Ja!",
        "jaaa",
        "jo",
        "japp",
        "ja tack",
        "självklart",
        "absolut",
        "gärna",
        "jag tror det",
        "det går bra",
        "inga problem",
        "visst",
        "okej",
        "varför inte",
        "j",
        "👍",
        "👍🏽👍",
        "yes",
        "yes please",
        "yep",
        "sure",
        "of course",
        "I think so",
        "no problem",
        "why not",
        "it's okay",
        "go ahead",
        "y",
    ],
)
def test_a_yes_is_read(words):
    assert read(words).value is True


@pytest.mark.parametrize(
    "words",
    [
        "nej",
        "nä",
        "nej tack",
        "absolut inte",
        "helst inte",
        "gärna inte",
        "visst inte",
        "jag tror inte det",
        "inte nu",
        "knappast",
        "aldrig",
        "n",
        "👎",
        "jag vill inte",
        "jag vill inte bli kontaktad",
        "no",
        "nope",
        "not really",
        "no thanks",
        "I don't think so",
        "absolutely not",
        "please don't",
        "no way",
    ],
)
def test_a_no_is_read(words):
    assert read(words).value is False


@pytest.mark.parametrize(
    "words",
    [
        "nja",
        "kanske",
        "maybe",
        "it depends",
        "ja och nej",
        "ja, nej",
        "yes. I said no",
        "not sure",
        "8",
        "hej",
        "the box had no label",
        "what happened in n. y. c.",
        "I would like to order a meal",
        "paketet var trasigt",
        "",
        "???",
    ],
)
def test_anything_between_is_asked_about(words):
    reading = read(words)
    assert (reading.value, reading.hint) == (None, "utter_survey_hint_yes_no")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("jodå", True),
        ("jao", True),
        ("självklart får ni det", True),
        ("det klart ni får", True),
        ("jag har inget emot det", True),
        ("det gjorde den", True),
        ("k", True),
        ("I don't mind", True),
        ("you may", True),
        ("nää", False),
        ("neeej", False),
        ("inte så värst", False),
        ("fan heller", False),
        ("det gjorde det inte", False),
        ("not rly", False),
        ("nooo way", False),
        ("not right now", False),
        ("never again", False),
        ("🙅🏽\u200d♀️", False),
    ],
)
def test_everyday_answers_are_read(words, value):
    assert read(words).value is value


@pytest.mark.parametrize("words", ["👍👎", "delvis", "sådär", "no children", "don't know", "ja nej kanske"])
def test_what_is_neither_is_asked_about(words):
    assert read(words).value is None


def test_who_does_not_know_is_told_of_skipping():
    assert read("vet inte").hint == "utter_survey_hint_dont_know"


@pytest.mark.parametrize(
    ("words", "value"),
    [("ja, ring mig imorgon", True), ("ja men inte på telefon", True), ("nej, ni har ringt nog", False)],
)
def test_what_is_added_to_a_yes_or_no_is_kept(words, value):
    assert (read(words).value, read(words).said) == (value, words)


def test_a_button_answers():
    assert read_answer(QUESTION, "Ja", "sv", "yes").value is True
    assert read_answer(QUESTION, "Nej", "sv", "no").value is False
    assert read_answer(QUESTION, "Ja", "sv", "true").value is None


@given(st.text(), st.sampled_from(["sv", "en"]))
def test_no_message_breaks_it(words, language):
    reading = read(words, language)
    assert reading.value in (True, False, None)
    assert (reading.value is None) == (reading.hint is not None)
