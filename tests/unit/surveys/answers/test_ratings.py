"""A score is understood however a customer says it, and never invented from another number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.answers import read_answer, vocabulary
from bot.surveys.catalogue import load_catalogue

CATALOGUE = load_catalogue()
NPS = CATALOGUE["relationship"]["recommend"]
CSAT = CATALOGUE["after_delivery"]["delivery"]
CES = CATALOGUE["after_case"]["ease"]
RATINGS = [NPS, CSAT, CES]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("9", 9),
        ("nio", 9),
        ("9/10", 9),
        ("9 av 10", 9),
        ("åtta av tio", 8),
        ("en stark åtta", 8),
        ("en svag sjua", 7),
        ("jag ger er en 8:a", 8),
        ("solklar 10:a", 10),
        ("10!!!", 10),
        ("tiooo", 10),
        ("typ 7", 7),
        ("8+", 8),
        ("8,0", 8),
        ("9️⃣", 9),
        ("９", 9),
        ("noll", 0),
        ("en nolla", 0),
        ("ett", 1),
        ("inte mer än en tvåa", 2),
        ("högst en fyra", 4),
        ("inte en tia men en åtta", 8),
        ("sju, nej förresten åtta", 8),
        ("full pott", 10),
        ("högsta betyg till er!", 10),
        ("lägsta", 0),
        ("Mycket troligt", 10),
        ("på en skala från 0 till 10: 9", 9),
        ("9 poäng", 9),
        ("8 😀", 8),
    ],
)
def test_a_swedish_score_is_read(words, value):
    assert read_answer(NPS, words, "sv").value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nine", 9),
        ("a solid 8", 8),
        ("I'd give it a seven", 7),
        ("ten out of ten", 10),
        ("10/10", 10),
        ("top marks", 10),
        ("lowest possible", 0),
        ("zero", 0),
        ("one", 1),
        ("no more than a two", 2),
        ("about a 6 I guess", 6),
        ("not a 10 but a 9", 9),
    ],
)
def test_an_english_score_is_read(words, value):
    assert read_answer(NPS, words, "en").value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("4 av 5", 4), ("fyra stjärnor", 4), ("⭐⭐⭐⭐", 4), ("★★★★☆", 4), ("4/5", 4), ("full pott", 5)],
)
def test_stars_are_read_where_there_are_five(words, value):
    assert read_answer(CSAT, words, "sv").value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3, den läcker", 3),
        ("3 den läcker", 3),
        ("det tog 3 veckor att få den, så en tvåa", 2),
        ("Jag fick vänta i två timmar. 3", 3),
        ("9 because it's great", 9),
        ("0 it broke after two days", 0),
    ],
)
def test_a_score_among_words_is_read_and_the_words_are_kept(words, value):
    reading = read_answer(NPS, words, "sv")
    assert (reading.value, reading.said) == (value, words)


@pytest.mark.parametrize("words", ["9", "en stark åtta", "9 av 10", "full pott", "typ 7"])
def test_words_that_say_no_more_than_the_score_are_not_kept(words):
    assert read_answer(NPS, words, "sv").said is None


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("8,5", 8, 9),
        ("8½", 8, 9),
        ("åtta och en halv", 8, 9),
        ("7-8", 7, 8),
        ("sju eller åtta", 7, 8),
        ("mellan sju och åtta", 7, 8),
        ("nästan en tia", 9, 10),
        ("en åtta, kanske nia", 8, 9),
        ("almost a ten", 9, 10),
    ],
)
def test_between_two_scores_the_customer_is_asked_which(words, first, second):
    reading = read_answer(NPS, words, "sv")
    assert (reading.value, reading.hint) == (None, "utter_survey_hint_between")
    assert (reading.hint_values["first"], reading.hint_values["second"]) == (first, second)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (CSAT, "8"),
        (CSAT, "0"),
        (CSAT, "8/10"),
        (NPS, "11"),
        (NPS, "-1"),
        (NPS, "4/5"),
        (NPS, "fyra stjärnor"),
        (NPS, "⭐⭐⭐⭐"),
        (NPS, "100%"),
        (CES, "åtta"),
        (CES, "9 av 10"),
    ],
)
def test_a_score_on_another_scale_is_never_converted_and_the_scale_is_named(question, words):
    reading = read_answer(question, words, "sv")
    assert (reading.value, reading.hint) == (None, "utter_survey_hint_scale")
    assert (reading.hint_values["low"], reading.hint_values["high"]) == (
        question.scale.lowest,
        question.scale.highest,
    )


@pytest.mark.parametrize(
    "words",
    [
        "299 kr",
        "$5",
        "5 €",
        "24/7",
        "kl 9",
        "klockan nio",
        "at 9 am",
        "two p. m.",
        "070-123 45 67",
        "+46 8 123 45",
        "order 1042",
        "#8",
        "väntade 3 veckor",
        "3 weeks",
        "levererades 9/10",
        "den 9 maj",
        "2026-03-04",
        "4/5 2026",
        "the 3rd",
        "2 paket saknades",
        "två av tre paket saknades",
        "9 av 10 gånger läcker den",
        "V60",
        "1.2.3",
        "no one called",
        "en bra upplevelse",
        "inte en tia",
        "minst en åtta",
        "ja",
        "nej",
        "",
        "   ",
        "https://example.com/9",
        "a@9.se",
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_number_that_rates_nothing_is_no_score(words, language):
    assert read_answer(NPS, words, language).value is None


@pytest.mark.parametrize("words", ["vet inte", "Jag har ingen aning", "I don't know", "no idea"])
def test_who_does_not_know_is_told_of_skipping(words):
    assert read_answer(NPS, words, "sv").hint == "utter_survey_hint_dont_know"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("question", RATINGS, ids=lambda question: question.kind)
def test_every_number_word_on_the_scale_is_read(question, language):
    for word, number in vocabulary.NUMBERS[language].items():
        if number in question.scale:
            assert read_answer(question, word, language).value == number
            assert read_answer(question, f"{word.upper()}!", language).value == number


def test_swedish_letters_are_read_with_and_without_dots():
    for word, value in (("två", 2), ("tva", 2), ("åtta", 8), ("ÅTTA", 8), ("atta", 8), ("a\u030atta", 8)):
        assert read_answer(NPS, word, "sv").value == value


@given(st.sampled_from(RATINGS), st.text(), st.sampled_from(["sv", "en"]))
def test_no_message_breaks_it_and_every_score_is_on_the_scale(question, words, language):
    reading = read_answer(question, words, language)
    assert reading.value is None or reading.value in question.scale
    assert (reading.value is None) == (reading.hint is not None)


PIECES = [
    *vocabulary.NUMBERS["sv"],
    *vocabulary.NUMBERS["en"],
    "/",
    "av",
    "of",
    "-",
    "mellan",
    "och",
    "halv",
    ",",
    ".",
]
PIECES += ["inte", "nästan", "kr", "10", "8:a", "½", "⭐", "kl", "den"]
PIECES += ["99999999999999999999", "-1", "0,5", "%", "#", "+46"]


@given(st.sampled_from(RATINGS), st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["sv", "en"]))
def test_no_heap_of_numbers_breaks_it(question, pieces, language):
    value = read_answer(question, " ".join(pieces), language).value
    assert value is None or value in question.scale


@given(st.sampled_from(RATINGS), st.text())
def test_no_button_value_off_the_scale_is_taken(question, payload):
    value = read_answer(question, "", "sv", payload).value
    assert value is None or str(value) == payload
