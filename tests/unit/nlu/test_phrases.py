from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.phrase_book import find_phrases, read_phrases
from tests.unit.nlu.timing import takes_under


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
        ("muggen kom i tusen bitar", "damaged"),
        ("locket är knäckt", "damaged"),
        ("kvarnen kom fram trassig", "damaged"),
        ("DET ÄR ETT HÅL I PÅSEN", "damaged"),
        ("paketet var helt demolerat", "damaged"),
        ("the mug arrived chipped", "damaged"),
        ("it's all ruined 😭", "damaged"),
        ("there's a hole in the bag", "damaged"),
        ("filtret var inte med", "missing"),
        ("den kom utan sladd", "missing"),
        ("halva ordern är borta", "missing"),
        ("det ligger inga filter i lådan", "missing"),
        ("beställde 5 men fick 3", "missing"),
        ("har ej fått leveransen", "missing"),
        ("came without the lid", "missing"),
        ("my package got lost", "missing"),
        ("i ordered 4 cups but only 2 came", "missing"),
        ("still havent received anything", "missing"),
        ("fick en svart istället för en vit", "wrong_item"),
        ("ni har blandat ihop min order", "wrong_item"),
        ("det är inte den jag beställde", "wrong_item"),
        ("got a black one instead of white", "wrong_item"),
        ("this isn’t the one i ordered", "wrong_item"),
        ("beställde bönor men fick filter", "wrong_item"),
        ("den vill inte starta", "does_not_work"),
        ("far inte igang den", "does_not_work"),
        ("maskinen har lagt av", "does_not_work"),
        ("den e paj", "does_not_work"),
        ("den stänger av sig hela tiden", "does_not_work"),
        ("den funkar typ inte", "does_not_work"),
        ("it just died", "does_not_work"),
        ("it keeps shutting off", "does_not_work"),
        ("no longer works", "does_not_work"),
        ("can't get it to start", "does_not_work"),
        ("dammsugaren suger inte", "does_not_work"),
        ("inget funkar", "does_not_work"),
        ("den luktar bränt", "does_not_work"),
        ("it won't pair", "does_not_work"),
        ("nothing works", "does_not_work"),
        ("the button is stuck", "does_not_work"),
        ("fick nån annans grejer", "wrong_item"),
        ("den fick hål på en vecka", "damaged"),
        ("räkningen stämmer inte", "invoice"),
        ("ni har dragit pengarna två gånger", "invoice"),
        ("rabattkoden drogs inte av", "invoice"),
        ("something completely different", "other"),
    ],
)
def test_the_kind_of_problem_is_seen(text: str, kind: str) -> None:
    assert values(text, "problem_kind")[:1] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "den är inte trasig", "inte alls trasig", "inte ett dugg trasig", "den är varken trasig eller repig",
        "inga repor eller bucklor", "inget är trasigt", "det saknas inget", "ingenting saknas", "jag saknar ingenting",
        "har inte sett några skador", "den kom utan skador", "inte en enda repa", "den fungerar utan problem",
        "it isn't broken", "it's not damaged", "nothing is missing", "nothing's broken", "it isn't broken or damaged",
        "no scratches or dents", "not a single scratch", "no damage at all", "it arrived undamaged", "it works fine",
    ],
)  # fmt: skip
def test_a_problem_that_is_denied_is_none(text: str) -> None:
    assert values(text, "problem_kind") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("muggen är trasig och det saknas ett lock", ["damaged", "missing"]),
        ("den startar inte och sladden saknas", ["does_not_work", "missing"]),
        ("fel färg och dessutom repig", ["wrong_item", "damaged"]),
        ("the invoice is wrong and the machine won't start", ["invoice", "does_not_work"]),
        ("den är hel men det saknas en påse", ["missing"]),
        ("it isn't broken but a part is missing", ["missing"]),
        ("inget saknas men kannan är sprucken", ["damaged"]),
        ("den är inte trasig men den startar inte", ["does_not_work"]),
    ],
)
def test_of_several_problems_all_are_seen_that_are_not_denied(text: str, kinds: list[str]) -> None:
    assert list(dict.fromkeys(values(text, "problem_kind"))) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "när dog hon",
        "my dog loves it",
        "chocolate chips",
        "trettio är av hundra",
        "jag bor i Skara",
        "what jack said",
    ],
)
def test_a_word_that_only_looks_like_trouble_is_none(text: str) -> None:
    assert values(text, "problem_kind") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kan vi ta det på engelska", "en"),
        ("Swedish please", "sv"),
        ("på svenska tack", "sv"),
        ("in English", "en"),
        ("svenka tack", "sv"),
        ("englsh please", "en"),
        ("pratar ni arabiska?", "ar"),
        ("do you speak german", "de"),
        ("po polsku", "pl"),
    ],
)
def test_the_language_asked_for_is_seen(text: str, language: str) -> None:
    assert values(text, "language_name") == [language]


@pytest.mark.parametrize(
    "text", ["200 svenska kronor", "my Swedish number", "en engelsk faktura", "French press"]
)
def test_where_something_comes_from_is_no_language_asked_for(text: str) -> None:
    assert values(text, "language_name") == []


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
        ("ny tlf", "phone"),
        ("byta mobilnr", "phone"),
        ("new cellphone", "phone"),
        ("ny leveransadres", "address"),
        ("my zipcode changed", "address"),
        ("vi har fått ny gatuadress", "address"),
        ("stavat mitt namn fel", "name"),
    ],
)
def test_the_contact_detail_to_change_is_seen(text: str, field: str) -> None:
    assert values(text, "contact_field")[:1] == [field]


def test_an_email_address_is_email_not_address() -> None:
    assert values("jag vill byta mejladress", "contact_field") == ["email"]
    assert values("change my email address", "contact_field")[:1] == ["email"]


@pytest.mark.parametrize(
    "text",
    [
        "order nummer 1001",
        "what's the order number",
        "kan vi flytta mötet till torsdag",
        "mejla mig",
        "nummer 3",
    ],
)
def test_what_changes_no_contact_detail_names_none(text: str) -> None:
    assert values(text, "contact_field") == []


@given(text=st.text(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_searched_and_positions_are_its_own(text: str) -> None:
    found = find_phrases(text, read_phrases())
    assert takes_under(0.05, lambda: find_phrases(text, read_phrases()))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    "text", ["trasig " * 20_000, "inte en " * 20_000, "no a or " * 20_000, "fick aaa " * 20_000]
)
def test_no_text_takes_long(text: str) -> None:
    phrases = read_phrases()
    assert takes_under(0.05, lambda: find_phrases(text, phrases))


def test_a_line_that_is_no_expression_is_named(tmp_path: Path) -> None:
    file = tmp_path / "phrases.yml"
    file.write_text(
        "not: [inte]\nbetween: [alls]\nentities: {problem_kind: {damaged: ['(trasig']}}", encoding="utf-8"
    )
    with pytest.raises(regex.error, match=r"phrases\.yml: problem_kind\.damaged"):
        read_phrases(file)
