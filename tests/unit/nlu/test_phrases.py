from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.phrases import find_order_numbers, find_phrases, read_phrases


def values(text: str, entity: str) -> list[str]:
    return [found.value for found in find_phrases(text, read_phrases()) if found.entity == entity]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Den var trasig när den kom", "damaged"),
        ("kannan är sprucken", "damaged"),
        ("den har gått sönder", "damaged"),
        ("the cup is broken", "damaged"),
        ("there's a crack in the lid", "damaged"),
        ("it leaks from underneath", "damaged"),
        ("det saknas en sladd", "missing"),
        ("en påse fattas i lådan", "missing"),
        ("fick bara tre av fem påsar", "missing"),
        ("jag har inte fått nåt", "missing"),
        ("ingenting har kommit", "missing"),
        ("paketet kom aldrig", "missing"),
        ("nothing has arrived", "missing"),
        ("I never got it", "missing"),
        ("a part is missing", "missing"),
        ("the box was empty", "missing"),
        ("jag fick fel färg", "wrong_item"),
        ("ni har skickat fel vara", "wrong_item"),
        ("i got the wrong size", "wrong_item"),
        ("this is not what I ordered", "wrong_item"),
        ("den funkar inte", "does_not_work"),
        ("maskinen startar inte", "does_not_work"),
        ("den slutade fungera igår", "does_not_work"),
        ("it doesn't work", "does_not_work"),
        ("it won't turn on", "does_not_work"),
        ("it stopped working", "does_not_work"),
        ("fakturan stämmer inte", "invoice"),
        ("I was charged twice", "invoice"),
        ("något annat", "other"),
        ("something else", "other"),
        ("ar den trasig gar den att byta", "damaged"),
    ],
)
def test_the_kind_of_problem_is_seen(text: str, kind: str) -> None:
    assert values(text, "problem_kind")[:1] == [kind]


@pytest.mark.parametrize(
    "text",
    ["den är inte trasig", "inte alls trasig", "it isn't broken", "it's not damaged", "nothing is missing"],
)
def test_a_problem_that_is_denied_is_none(text: str) -> None:
    assert values(text, "problem_kind") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kan vi ta det på engelska", "en"),
        ("Swedish please", "sv"),
        ("på svenska tack", "sv"),
        ("in English", "en"),
    ],
)
def test_the_language_asked_for_is_seen(text: str, language: str) -> None:
    assert values(text, "language_name") == [language]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("jag har flyttat", "address"),
        ("byta adress", "address"),
        ("change my shipping address", "address"),
        ("ny mejl", "email"),
        ("min e-post är fel", "email"),
        ("change my e-mail", "email"),
        ("jag har bytt nummer", "phone"),
        ("new phone number", "phone"),
    ],
)
def test_the_contact_detail_to_change_is_seen(text: str, field: str) -> None:
    assert values(text, "contact_field")[:1] == [field]


def test_an_email_address_is_email_not_address() -> None:
    assert values("jag vill byta mejladress", "contact_field") == ["email"]
    assert values("change my email address", "contact_field")[:1] == ["email"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1001", "1001"),
        ("var är order 1002?", "1002"),
        ("ordernummer 100234", "100234"),
        ("Order number: 100234", "100234"),
        ("beställning #1003", "1003"),
        ("status of purchase 370795561790", "370795561790"),
    ],
)
def test_an_order_number_is_seen(text: str, number: str) -> None:
    assert [found.value for found in find_order_numbers(text)] == [number]


@pytest.mark.parametrize(
    "text", ["9", "10/10", "0701740605", "jag betalade 1299 kr", "2024-05-01", "klockan 1430"]
)
def test_other_numbers_are_no_order_numbers(text: str) -> None:
    assert find_order_numbers(text) == []


@given(text=st.text(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_searched_and_positions_are_its_own(text: str) -> None:
    for found in [*find_phrases(text, read_phrases()), *find_order_numbers(text)]:
        assert 0 <= found.start < found.end <= len(text)
