"""Options are understood by title, by other words, by number, one or several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.answers import read_answer
from bot.surveys.catalogue import load_catalogue

SEVERAL = load_catalogue()["relationship"]["matters"]
ONE = SEVERAL.model_copy(update={"kind": "choice"})
KEYS = tuple(option.key for option in SEVERAL.options)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("priset", ["price"]),
        ("pris", ["price"]),
        ("PRISET!", ["price"]),
        ("kvalité", ["quality"]),
        ("kvaliten", ["quality"]),
        ("både pris och kvalitet", ["price", "quality"]),
        ("1 och 3", ["price", "range"]),
        ("ettan och trean", ["price", "range"]),
        ("1,2", ["price", "quality"]),
        ("det andra alternativet", ["quality"]),
        ("sista", ["sustainability"]),
        ("alla", list(KEYS)),
        ("alla tack", list(KEYS)),
        ("allt utom priset", list(KEYS[1:])),
        ("inget av dem", []),
        ("none of them", []),
        ("price & quality", ["price", "quality"]),
        ("the first and the last", ["price", "sustainability"]),
        ("bra kundtjänst och billigt", ["price", "service"]),
        ("leverans", ["delivery"]),
        ("hållbarhet", ["sustainability"]),
    ],
)
def test_several_options_are_read(words, keys):
    assert read_answer(SEVERAL, words, "sv").value == tuple(keys)


@pytest.mark.parametrize(("words", "key"), [("priset", "price"), ("2", "quality"), ("den tredje", "range")])
def test_one_option_is_read(words, key):
    assert read_answer(ONE, words, "sv").value == key


@pytest.mark.parametrize("words", ["pris och kvalitet", "alla", "inget av dem", "1 och 2"])
def test_where_one_is_asked_for_several_or_none_are_asked_about(words):
    assert read_answer(ONE, words, "sv").hint == "utter_survey_hint_choice"


@pytest.mark.parametrize(
    "words", ["banan", "7", "0", "inte priset", "", "alla mina vänner gillar er", "kl 3", "3 veckor"]
)
def test_what_is_no_option_is_asked_about_with_the_options(words):
    reading = read_answer(SEVERAL, words, "sv")
    assert (reading.value, reading.hint) == (None, "utter_survey_hint_choices")
    assert reading.hint_values["options"].startswith("Priset, Kvaliteten")


def test_what_is_said_beside_the_option_is_kept():
    words = "priset, ni är billigast i hela stan"
    assert read_answer(SEVERAL, words, "sv").said == words
    assert read_answer(SEVERAL, "både pris och kvalitet", "sv").said is None


@pytest.mark.parametrize(
    ("payload", "value"),
    [("price", ("price",)), ("price,quality", ("price", "quality")), ("price,x", None), ("X", None)],
)
def test_a_button_answers(payload, value):
    assert read_answer(SEVERAL, "Priset", "sv", payload).value == value


@given(st.sampled_from([ONE, SEVERAL]), st.text(), st.sampled_from(["sv", "en"]))
def test_no_message_breaks_it_and_only_options_come_out(question, words, language):
    value = read_answer(question, words, language).value
    assert value is None or set([value] if isinstance(value, str) else value) <= set(KEYS)
