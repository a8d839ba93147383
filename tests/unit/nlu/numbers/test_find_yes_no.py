"""Yes, no and maybe are found where a message answers so, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.numbers.yes_no import find_yes_no, verdict
from tests.unit.nlu.timing import fastest


def answer(text):
    best = verdict(find_yes_no(text))
    return best and best.value


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "JA!!",
        "jaaaa",
        "jo",
        "jodå",
        "jorå",
        "japp",
        "jajamän",
        "ja tack",
        "absolut",
        "självklart får ni det",
        "visst",
        "okej då",
        "kör på",
        "det tror jag",
        "jag tror det",
        "gärna det",
        "inga problem",
        "det stämmer bra",
        "stammer",
        "mm",
        "jag tackar ja",
        "det gick bra",
        "👍",
        "👍🏾",
        "👌 ok",
        "✅",
        "yes",
        "yesss",
        "yeah sure",
        "yup",
        "sure, why not",
        "of course",
        "I think so",
        "I guess",
        "absolutely",
        "by all means",
        "it did",
        "you may",
        "sounds good",
        "I don't mind",
        "k",
        "y",
        "💯",
    ],
)
def test_a_yes_is_found(text):
    assert answer(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "nej",
        "NEJ!",
        "nää",
        "neeej",
        "nej tack",
        "nix",
        "absolut inte",
        "inte direkt",
        "inte alls",
        "helst inte",
        "visst inte",
        "jag tror inte det",
        "aldrig i livet",
        "knappast",
        "inte än",
        "inte annu",
        "tyvärr inte",
        "det stämmer inte",
        "det gjorde det inte",
        "fan heller",
        "jag tackar nej",
        "👎",
        "👎🏿",
        "🙅🏽\u200d♀️",
        "no",
        "nooo way",
        "nope",
        "nah",
        "not really",
        "not rly",
        "no thanks",
        "I don't think so",
        "definitely not",
        "not at all",
        "never again",
        "please don't",
        "I'd rather not",
        "it didn't",
        "not yet",
        "n",
    ],
)
def test_a_no_is_found(text):
    assert answer(text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "nja",
        "tja",
        "kanske",
        "kanske det",
        "det beror på",
        "sådär",
        "både och",
        "ja och nej",
        "delvis",
        "jag vet inte",
        "osäker",
        "maybe",
        "possibly",
        "it depends",
        "kind of",
        "yes and no",
        "not sure",
        "so so",
        "👍👎",
        "🤷",
    ],
)
def test_a_maybe_is_found(text):
    assert answer(text) == "maybe"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hej",
        "9",
        "paketet saknade etikett",
        "the box had no label",
        "no children",
        "New York, n. y.",
        "I would like a cup",
        "jag har inte fått något svar",
        "everything is right where it should be",
        "is it fine to wash it",
        "???",
    ],
)
def test_a_message_that_answers_nothing_has_none(text):
    assert answer(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ja, ring mig imorgon", "yes"),
        ("nej, ni har ringt nog", "no"),
        ("yes you may call me tomorrow", "yes"),
        ("no because it is broken", "no"),
        ("nja, locket läcker", "maybe"),
    ],
)
def test_a_plain_answer_leads_a_longer_message(text, value):
    assert answer(text) == value


def test_what_is_surer_is_stronger():
    strengths = [verdict(find_yes_no(text)).strength for text in ("absolut", "ja", "jag tror det", "kanske")]
    assert strengths == sorted(set(strengths), reverse=True)


def test_places_are_those_of_the_message():
    text = "Åh, tusen tack. Nää, Absolut inte 👎🏽"
    assert [text[one.start : one.end] for one in find_yes_no(text)] == ["Nää", "Absolut inte 👎🏽"]


PIECES = ["ja", "nej", "inte", ",", ".", "men", "kanske", "👍", "no", "yes", "don't", "absolut"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
@settings(deadline=None)
def test_no_text_breaks_it_and_answers_stand_within_it_in_order(text):
    place = 0
    for one in find_yes_no(text):
        assert place <= one.start < one.end <= len(text)
        assert 0 < one.strength <= 1
        place = one.end


@pytest.mark.parametrize(
    "text", ["ja nej " * 20_000, "inte " * 30_000, "a" * 100_000, "👍" * 50_000, "no way, " * 10_000]
)
def test_no_message_takes_long(text):
    assert fastest(lambda: find_yes_no(text)) < 0.05
