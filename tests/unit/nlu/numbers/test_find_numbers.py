"""Numbers are found in words and digits, in both languages, where they stand and worth what they say."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.nlu.numbers.find import find_numbers
from tests.unit.nlu.timing import fastest


def values(text, language=None):
    return [number.value for number in find_numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("noll", 0),
        ("sju", 7),
        ("SJU", 7),
        ("atta", 8),
        ("a\u030atta", 8),
        ("nie", 9),
        ("tioo", 10),
        ("niooo", 9),
        ("tjugoett", 21),
        ("tjugo ett", 21),
        ("tjugo-ett", 21),
        ("tjuguen", 21),
        ("tjufem", 25),
        ("trettifem", 35),
        ("aderton", 18),
        ("hundra", 100),
        ("ett hundra", 100),
        ("etthundrafem", 105),
        ("hundra och fem", 105),
        ("två tusen fem hundra", 2500),
        ("tvåtusenfemhundraelva", 2511),
        ("3 tusen", 3000),
        ("en miljon", 1_000_000),
        ("två och en halv", 2.5),
        ("två och ett halvt", 2.5),
        ("en och en halv", 1.5),
        ("halvannan", 1.5),
        ("en halv", 0.5),
        ("tre fjärdedelar", 0.75),
        ("hälften", 0.5),
        ("fyra tjugofemtedelar", 0.16),
        ("åtta komma fem", 8.5),
        ("noll komma noll fem", 0.05),
        ("8,5", 8.5),
        ("1,250", 1.25),
        ("1.250", 1250),
        ("1 250", 1250),
        ("minus fem", -5),
        ("ett dussin", 12),
        ("ett halvt dussin", 6),
        ("två tjog", 40),
        ("ett par", 2),
        ("en sjua", 7),
        ("8:an", 8),
        ("en 2:a", 2),
        ("delat: 1 delat med 4", 0.25),
        ("3k", 3000),
    ],
)
def test_a_swedish_number_is_read(text, value):
    assert values(text, "sv") == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0),
        ("nought", 0),
        ("Eight", 8),
        ("fourty", 40),
        ("twenty-one", 21),
        ("twenty one", 21),
        ("twentyone", 21),
        ("twenty - one", 21),
        ("a hundred and five", 105),
        ("one hundred five", 105),
        ("two hundred and two thousand", 202_000),
        ("nineteen hundred", 1900),
        ("a thousand", 1000),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("three dozen", 36),
        ("a couple of", 2),
        ("a few", 3),
        ("one and a half", 1.5),
        ("three and two fifths", 3.4),
        ("two thirds", 2 / 3),
        ("a quarter", 0.25),
        ("three-quarters", 0.75),
        ("seven twelfths", 7 / 12),
        ("one hundred and two thirds", 100 + 2 / 3),
        ("one hundred and twenty thirds", 40),
        ("eight point five", 8.5),
        ("six point nought two", 6.02),
        ("8.5", 8.5),
        ("1.250", 1.25),
        ("1,250", 1250),
        ("negative four", -4),
        ("2 1/4", 2.25),
        ("1.2M", 1_200_000),
        ("2^3", 8),
        ("6 over 3", 2),
    ],
)
def test_an_english_number_is_read(text, value):
    assert values(text, "en") == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.000", 1000),
        ("1,000", 1000),
        ("2½", 2.5),
        ("¾", 0.75),
        ("9️⃣", 9),
        ("９", 9),
        ("−3", -3),
        ("1 (one)", 1),
    ],
)
def test_signs_are_read_with_no_language_known(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    "ordinal", ["första 1", "andra plats 2", "tredje 3", "elfte 11", "tjugoförsta 21", "hundrade 100"]
)
def test_a_swedish_place_in_a_row_is_read(ordinal):
    words, place = ordinal.rsplit(" ", 1)
    (number,) = find_numbers(words, "sv")
    assert (number.kind, number.value) == ("ordinal", int(place))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("first", 1),
        ("the third", 3),
        ("twenty-first", 21),
        ("twenty second", 22),
        ("fortieth", 40),
        ("101st", 101),
        ("12th", 12),
    ],
)
def test_an_english_place_in_a_row_is_read(text, place):
    (number,) = find_numbers(text, "en")
    assert (number.kind, number.value, number.rates) == ("ordinal", place, False)


@pytest.mark.parametrize(
    ("text", "place"), [("3:e", 3), ("1:a", 1), ("22a", 22), ("11:e", 11), ("den 4:e", 4)]
)
def test_a_swedish_place_in_digits_is_read(text, place):
    (number,) = find_numbers(text, "sv")
    assert (number.kind, number.value) == ("ordinal", place)


@pytest.mark.parametrize(
    ("text", "value"), [("30 %", 30), ("trettio procent", 30), ("12.5 percent", 12.5), ("five per cent", 5)]
)
def test_a_percentage_is_read(text, value):
    (number,) = find_numbers(text)
    assert (number.kind, number.value, number.rates) == ("percent", value, False)


@pytest.mark.parametrize(
    ("text", "count", "of"),
    [
        ("9/10", 9, 10),
        ("4 av 5", 4, 5),
        ("nio av tio", 9, 10),
        ("åtta utav tio", 8, 10),
        ("seven out of ten", 7, 10),
        ("8,5 av 10", 8.5, 10),
        ("fyra stjärnor", 4, 5),
        ("five-star", 5, 5),
        ("3 stars out of 6", 3, 6),
    ],
)
def test_a_mark_says_of_how_many(text, count, of):
    assert [(number.count, number.of, number.mark) for number in find_numbers(text, "sv")][:1] == [
        (count, of, True)
    ]


def test_more_than_there_can_be_are_two_numbers():
    first, second = find_numbers("there are 12 out of 10", "en")
    assert ((first.value, first.of), (second.value, second.rates)) == ((12, 10), (10, False))


@pytest.mark.parametrize(
    "text",
    [
        "en kopp kaffe",
        "ett paket",
        "a cup",
        "which one do you mean",
        "that one is nicer",
        "no one called",
        "first class service",
        "wait a second",
        "alla andra var hela",
        "V60",
        "180ml",
        "1m",
        "skriv till a9@exempel.se",
        "https://exempel.se/7",
        "entré",
        "tretre",
    ],
)
def test_what_only_looks_like_a_number_is_none(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "en stark åtta",
        "9/10",
        "typ 7",
        "a solid 8",
        "I'd give it a seven because the lid leaks",
        "fyra stjärnor",
        "5+",
        "bra, 9 av 10",
    ],
)
def test_what_may_be_a_rating_is_said_to_rate(text):
    assert [number.rates for number in find_numbers(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "299 kr",
        "24/7",
        "$5",
        "kl 9",
        "at 9 am",
        "9 maj",
        "May 9",
        "order 9",
        "#8",
        "kom 9 dagar sent",
        "3 weeks",
        "2 paket saknades",
        "9 av 10 gånger läcker den",
        "tredje gången",
        "ett par koppar",
        "100 %",
        "070-174 06 05",
        "2026-03-04",
        "5-åring",
    ],
)
def test_what_counts_prices_or_dates_does_not_rate(text):
    assert not any(number.rates for number in find_numbers(text, "sv"))


def test_places_are_those_of_the_message():
    text = "Åååh! En stark ÅTTA 👍🏽 (½ poäng av 10)"
    assert [text[number.start : number.end] for number in find_numbers(text, "sv")] == ["ÅTTA", "½", "10"]


PIECES = [
    "9",
    "1/2",
    "av",
    "en",
    "tio",
    "%",
    "-",
    "och",
    "a",
    "half",
    "fifths",
    "tjugo",
    "hundra",
    ",",
    ".",
    "(",
    "1.2.3",
    "½",
    "kl",
    "07",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
@example("½A")
@example("¼⁄")
@example("9e310")
@settings(deadline=None)
def test_no_text_breaks_it_and_numbers_stand_within_it_in_order(text):
    place = 0
    for number in find_numbers(text):
        assert place <= number.start < number.end <= len(text)
        place = number.end


@pytest.mark.parametrize(
    "text",
    [
        "9 " * 50_000,
        "1/" * 50_000,
        "one hundred and " * 10_000,
        "1." * 50_000,
        "å" * 100_000,
        "entre" * 20_000,
        "a@" * 50_000,
        "0(" * 50_000,
    ],
)
def test_no_message_takes_long(text):
    assert fastest(lambda: find_numbers(text)) < 0.05
