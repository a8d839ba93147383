from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.order_numbers import find_order_numbers
from tests.unit.nlu.timing import takes_under


def numbers(text: str) -> list[str]:
    return [found.value for found in find_order_numbers(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1001", "1001"),
        ("var är order 1002?", "1002"),
        ("ordernummer 100234", "100234"),
        ("Ordernummer: 100234", "100234"),
        ("ordernr 1001", "1001"),
        ("ordernr. 1001", "1001"),
        ("ORDERNUMRET ÄR 1001", "1001"),
        ("mitt ordernummer är 1001", "1001"),
        ("1001 är mitt ordernummer", "1001"),
        ("beställning #1003", "1003"),
        ("beställningen EF-2024-0012", "EF-2024-0012"),
        ("beställningsnr: 1001", "1001"),
        ("best.nr 1001", "1001"),
        ("ordern med nummer 1001", "1001"),
        ("ordern jag la (1002)", "1002"),
        ("ordern från i går, nr 1001", "1001"),
        ("ordernummer 100 234", "100234"),
        ("köp 12345", "12345"),
        ("Order number: 100234", "100234"),
        ("my order number is SE100234", "SE100234"),
        ("order no. 77-1234", "77-1234"),
        ("order # 1001", "1001"),
        ("Order ID: 5512", "5512"),
        ("order ref 1001-2", "1001-2"),
        ("1001 is my order number", "1001"),
        ("my order is 1001", "1001"),
        ("status of purchase 370795561790", "370795561790"),
        ("order 123-4567890-1234567", "123-4567890-1234567"),
        ("PO 12345", "12345"),
        ("WC-10023", "WC-10023"),
        ("kan ni kolla SE100234?", "SE100234"),
        ("order number: se-100234", "SE-100234"),
        ("order SE 100234", "SE100234"),
        ("order 2031", "2031"),
    ],
)
def test_an_order_number_is_read_as_the_shop_writes_it(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ordrenummer 1001", "1001"),
        ("oder 1001", "1001"),
        ("odrer 1001", "1001"),
        ("ordr 1001", "1001"),
        ("order1001", "1001"),
        ("ordernummer1001", "1001"),
        ("order:1001", "1001"),
        ("order-1001", "1001"),
        ("bestallning 1003", "1003"),
        ("bestälning 1003", "1003"),
        ("ordernmr 1001", "1001"),
        ("my oder nubmer is 1001", "1001"),
        ("hej!! order 1001 😡😡", "1001"),
    ],
)
def test_a_sloppily_typed_one_too(text: str, number: str) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "9", "10/10", "0701740605", "klockan 1430", "24/7", "1080p", "iPhone 15", "postnr 41255", "412 55 Göteborg",
        "jag betalade 1299 kr", "ordern på 1299", "order för 1299 kr", "ordern 1299:-", "this order, 160 dollars",
        "purchase of $1499", "ett köp 1499 kr", "2024-05-01", "order 2024-05-01", "beställningen 12/5",
        "ordern 20240501", "beställningen 2024", "bästa köp 2024", "my purchase 2024", "order 2 koppar till",
        "i ordered 3 cups", "beställde 2 stycken", "vill beställa 250 gram", "order 250 g", "i want to order 100 cups",
        "ordern är 2 dagar sen", "order #1 priority", "#sommar2024", "#2", "COVID-19", "ISO-9001", "ordet 1001",
        "orderna 070-1740605", "ordern ring mitt nummer 0701740605", "order kl 1430", "my order arrived at 14:30",
        "100% order", "i'd order 10 of them", "betyg 8", "på 100 sätt",
    ],
)  # fmt: skip
def test_other_numbers_are_no_order_numbers(text: str) -> None:
    assert numbers(text) == []


def test_several_in_a_row_are_all_found() -> None:
    assert numbers("order 1001, 1002 och 1003, och så 2 koppar") == ["1001", "1002", "1003"]
    assert numbers("orders #1001 and #1002") == ["1001", "1002"]


def test_the_position_is_the_numbers_own() -> None:
    (found,) = find_order_numbers("var är order #1001?")
    assert (found.start, found.end) == (14, 18)


@given(st.text(alphabet="order nbstälig#0123456789-./AZ()å", max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_survived_and_positions_lie_in_it(text: str) -> None:
    found = find_order_numbers(text)
    assert takes_under(0.05, lambda: find_order_numbers(text))
    for one in found:
        assert text[one.start : one.end].replace(" ", "").upper() == one.value


@pytest.mark.parametrize(
    "text", ["order " * 20_000, "1" * 100_000, "a1-" * 30_000, "#" * 100_000,"order " + "x 1" * 30_000]
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert takes_under(0.05, lambda: find_order_numbers(text))
