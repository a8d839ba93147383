"""What is no time in a customer's message: marks, orders, prices, numbers, greetings, idioms, look-alikes."""

from __future__ import annotations

import pytest

from bot.nlu.times import find_times
from tests.unit.nlu.times.conftest import NOW

NUMBERS = [
    "9", "10", "2024", "10/10", "9/10", "4/5", "8,5", "8.5", "7-8", "1-10", "24/7", "#1001", "1299 kr",
    "1 299 kr", "$12", "15 %", "070-174 06 05",
    "+46 70 174 06 05", "08-123 45 67", "650-650-6500", "100%", "12 st", "2 m", "1:1", "kund@example.com",
    "https://example.com/2025/03/12", "SE123456", "20 000",
]  # fmt: skip
SWEDISH = [
    "4 av 5", "fyra av fem", "en stark åtta", "sju eller åtta", "mellan 7 och 8", "från 3 till 5", "nio tio",
    "order 1001", "ordernummer 2024", "öppet 24/7",
    "en sekund", "vänta en sekund", "vänta en minut", "en mars till kaffet", "en fri dag", "jag är fri",
    "min son", "om kunden vill", "två i ett", "2 i 1", "god morgon",
    "god kväll", "ha en bra dag", "trevlig helg", "den andra var trasig", "den första var bättre", "till er",
    "en till", "efter mig", "innan dess", "vår produkt", "väldigt sen leverans",
    "sedan hände inget", "sent", "dagens lunch var god", "3 personer", "iphone 14", "version 2.0", "storlek 42",
    "ja", "nej", "det var bra", "paketet kom inte", "sex stycken", "tor med hammaren",
]  # fmt: skip
ENGLISH = [
    "4 out of 5", "seven or eight", "between 7 and 8", "from 3 to 5", "nine ten", "order 1001", "open 24/7",
    "just a second", "give me a sec", "wait a minute", "may I ask", "it may be",
    "they march on", "I second that", "the second one", "the first was broken", "my sun glasses", "I sat down",
    "wed my wife", "it did fall", "spring water", "a mars bar", "good morning", "have a nice day",
    "happy holidays",
    "have a great weekend", "two in one", "2 in 1", "5 stars", "half of it", "the last item", "past experience",
    "iphone 14", "size 42", "yes", "no", "too late", "secretary", "this one", "let me lunch", "sum",
]  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("language", ["sv", "en", None])
def test_bare_numbers_are_never_times(text, language):
    assert find_times(text, NOW, language) == []


@pytest.mark.parametrize("text", SWEDISH)
@pytest.mark.parametrize("language", ["sv", None])
def test_swedish_look_alikes(text, language):
    assert find_times(text, NOW, language) == []


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("language", ["en", None])
def test_english_look_alikes(text, language):
    assert find_times(text, NOW, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("mars", "sv"), ("i mars", "sv"), ("3 mars", "en"), ("3 may", "en"), ("in may", "en"), ("jul 18", "en")],
)
def test_but_the_months_themselves_are_found(text, language):
    assert len(find_times(text, NOW, language)) == 1


def test_the_language_decides_which_figure_is_the_month():
    assert find_times("den 4/3", NOW, "sv")[0].begin.month == 3
    assert find_times("on 4/3", NOW, "en")[0].begin.month == 4


def test_without_a_language_the_words_decide():
    assert find_times("det kom den 4/3", NOW)[0].begin.month == 3
    assert find_times("it came on 4/3", NOW)[0].begin.month == 4


def test_both_languages_in_one_message():
    found = find_times("Can you call på fredag, not next Monday?", NOW)
    assert [one.begin.day for one in found] == [14, 17]
