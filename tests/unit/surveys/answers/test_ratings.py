"""A score is understood however a customer says it, and never invented from another number."""

from __future__ import annotations

import time

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
        ("six then", 6),
        ("I'd go for 6 then", 6),
        ("seven I reckon", 7),
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
    [
        ("fett bra, 9 av 10", 9),
        ("sex antar jag", 6),
        ("sex då", 6),
        ("en fyra skulle jag säga", 4),
        ("sjua kanske", 7),
        ("tioo", 10),
        ("nia", 9),
        ("fem plus", 5),
        ("5+", 5),
        ("4-", 4),
        ("en sjua minus", 7),
        ("bra,9", 9),
        ("toppen!9", 9),
        ("nån sjua", 7),
        ("nånstans runt sju", 7),
        ("lutar åt en åtta", 8),
        ("det blir en nia från mig", 9),
        ("Betyg: 8", 8),
        ("en atta av tio mojliga", 8),
        ("9 utav 10", 9),
        ("9❤️", 9),
        ("tiopoängare", 10),
        ("MVG", 10),
        ("full pålle", 10),
        ("noll komma noll", 0),
        ("var en nia men nu en femma", 5),
        ("högst fyra", 4),
        ("10p", 10),
        ("2:a", 2),
        ("har handlat 4 gånger, alltid 10", 10),
        ("9 minus för att det tog 3 dagar", 9),
        ("inte riktigt en 10 men en 9", 9),
        ("10 utan tvekan", 10),
    ],
)
def test_a_sloppy_swedish_score_is_read(words, value):
    assert read_answer(NPS, words, "sv").value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7ish", 7),
        ("eight-ish", 8),
        ("somewhere around 6", 6),
        ("1 (one)", 1),
        ("id say 9", 9),
        ("prob a 7", 7),
        ("a big fat zero", 0),
        ("9 mate", 9),
        ("make it an 8", 8),
        ("I'd give it a 7 out of 10 if it came on time", 7),
        ("10/10 would recommend", 10),
        ("would be a 9 but delivery was slow so 7", 7),
        ("started at 9, now 5", 5),
        ("no higher than a five", 5),
        ("Seven - the lid is loose", 7),
    ],
)
def test_a_sloppy_english_score_is_read(words, value):
    assert read_answer(NPS, words, "en").value == value


@pytest.mark.parametrize(
    "words",
    [
        "bättre än en sexa",
        "better than a 6",
        "worse than a 3",
        "ingen trea direkt",
        "8 or more",
        "åtta eller mer",
        "över 8",
        "leverans 9, produkt 5",
        "jag beställde 3 koppar men fick 2",
        "nine of the 10 cups were broken",
        "2 av mina 3 paket kom",
        "kom 9 dagar sent",
        "vid 9-tiden",
        "5-åring",
        "halv nio",
        "hälften",
        "ett par",
        "none of it",
        "tredje gången gillt",
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_no_sure_score_is_asked_about(words, language):
    reading = read_answer(NPS, words, language)
    assert (reading.value, reading.hint is not None) == (None, True)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3 stjärnor av 5", 3),
        ("femstjärnigt", 5),
        ("5-stjärnigt", 5),
        ("five-star service", 5),
        ("4 out of 5 stars", 4),
        ("4/5 ⭐", 4),
        ("tre av fem", 3),
        ("en svag trea", 3),
    ],
)
def test_words_for_stars_are_read_where_there_are_five(words, value):
    assert read_answer(CSAT, words, "sv").value == value


@pytest.mark.parametrize("words", ["5 stars", "femstjärnigt", "five-star service", "4 av 5"])
def test_stars_are_not_taken_where_there_are_ten(words):
    assert read_answer(NPS, words, "sv").hint == "utter_survey_hint_scale"


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
        ("nio komma fem", 9, 10),
        ("sju till åtta", 7, 8),
        ("7,5 av 10", 7, 8),
        ("drygt sju", 7, 8),
        ("eight point five", 8, 9),
        ("between seven and eight", 7, 8),
        ("tvekar mellan 7 och 8", 7, 8),
        ("7/8", 7, 8),
        ("Kaffet var en nia, leveransen en fyra", 4, 9),
        ("9 för produkten men 2 för leveransen", 2, 9),
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


@pytest.mark.parametrize(
    "words", ["9 " * 2000, "mer än 9 " * 400, "1/" * 2000, "9 av " * 800, "(0" * 2000, "a" * 4000]
)
def test_no_answer_takes_long_to_read(words):
    taken = []
    for _ in range(3):
        start = time.process_time()
        read_answer(NPS, words, "sv")
        taken.append(time.process_time() - start)
    assert min(taken) < 0.1
