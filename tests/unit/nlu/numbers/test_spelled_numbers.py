"""Every number up to 9,999 is read back from its words, in each of the ways it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.numbers.find import find_numbers


def listed(words):
    return tuple(words.split())


SV = listed(
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
)
SV_TENS = listed("tjugo trettio fyrtio femtio sextio sjuttio åttio nittio")
EN = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
EN_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
SV_PLACES = listed(
    "- första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde "
    "femtonde sextonde sjuttonde artonde nittonde"
)
EN_PLACES = listed(
    "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)


def swedish(number, join=""):
    if number < 20:
        return SV[number]
    if number < 100:
        return SV_TENS[number // 10 - 2] + (join + SV[number % 10] if number % 10 else "")
    size, word = (1000, "tusen") if number >= 1000 else (100, "hundra")
    rest = number % size
    return swedish(number // size, join) + join + word + (join + swedish(rest, join) if rest else "")


def english(number, join="-", link=" and "):
    if number < 20:
        return EN[number]
    if number < 100:
        return EN_TENS[number // 10 - 2] + (join + EN[number % 10] if number % 10 else "")
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    between = link if size == 100 or rest < 100 else " "
    return f"{english(number // size, join, link)} {word}" + (
        between + english(rest, join, link) if rest else ""
    )


NUMBERS = st.integers(min_value=0, max_value=9999)


@given(NUMBERS, st.sampled_from(["", " "]), st.booleans(), st.sampled_from(["sv", None]))
@settings(deadline=None)
def test_a_number_in_swedish_words_is_read_back(number, join, plain, language):
    words = swedish(number, join)
    if plain:
        words = words.translate(str.maketrans("åäö", "aao"))
    (found,) = find_numbers(words, language)
    assert (found.value, found.start, found.end) == (number, 0, len(words))


@given(
    NUMBERS,
    st.sampled_from(["-", " ", " - ", ""]),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["en", None]),
)
@settings(deadline=None)
def test_a_number_in_english_words_is_read_back(number, join, link, language):
    words = english(number, join, link)
    (found,) = find_numbers(words.capitalize(), language)
    assert (found.value, found.start, found.end) == (number, 0, len(words))


@given(NUMBERS, NUMBERS)
@settings(deadline=None)
def test_numbers_in_a_list_are_read_one_by_one(first, second):
    assert [one.value for one in find_numbers(f"{swedish(first)}, {swedish(second)}", "sv")] == [
        first,
        second,
    ]
    assert [one.value for one in find_numbers(f"{english(first)}, {english(second)}", "en")] == [
        first,
        second,
    ]


@given(st.integers(min_value=0, max_value=9999), st.integers(min_value=1, max_value=99))
@settings(deadline=None)
def test_decimals_in_words_are_read_back(whole, decimals):
    shown = float(f"{whole}.{decimals}")
    assert find_numbers(f"{swedish(whole)} komma {swedish(decimals)}", "sv")[0].value == pytest.approx(shown)
    assert find_numbers(f"{english(whole)} point {english(decimals)}", "en")[0].value == pytest.approx(shown)


@given(st.floats(min_value=-9999, max_value=9999).map(lambda number: round(number, 2)))
@settings(deadline=None)
def test_a_number_in_digits_is_read_back(number):
    shown = f"{number:.2f}"
    assert [one.value for one in find_numbers(shown, "en")] == [number]
    assert [one.value for one in find_numbers(shown.replace(".", ","), "sv")] == [number]


@pytest.mark.parametrize("place", range(1, 100))
def test_every_place_in_a_row_up_to_a_hundred_is_read(place):
    tens, unit = divmod(place, 10)
    if place < 20:
        sv, en = SV_PLACES[place], EN_PLACES[place]
    elif unit:
        sv, en = SV_TENS[tens - 2] + SV_PLACES[unit], f"{EN_TENS[tens - 2]}-{EN_PLACES[unit]}"
    else:
        sv, en = SV_TENS[tens - 2] + "nde", EN_TENS[tens - 2].removesuffix("y") + "ieth"
    for words, language in ((sv, "sv"), (en, "en")):
        (found,) = find_numbers(words, language)
        assert (found.kind, found.value) == ("ordinal", place)


@pytest.mark.parametrize("below", range(3, 21))
def test_parts_are_read_in_both_languages(below):
    sv = SV_PLACES[below] if below < 20 else "tjugonde"
    part = sv.removesuffix("de") + "del" if sv.endswith("nde") else sv + "del"
    en = EN_PLACES[below] if below < 20 else "twentieth"
    assert find_numbers(f"två {part}ar", "sv")[0].value == pytest.approx(2 / below)
    assert find_numbers(f"en {part}", "sv")[0].value == pytest.approx(1 / below)
    assert find_numbers(f"två {sv}delar", "sv")[0].value == pytest.approx(2 / below)
    assert find_numbers(f"two {en}s", "en")[0].value == pytest.approx(2 / below)
    assert find_numbers(f"one {en}", "en")[0].value == pytest.approx(1 / below)
