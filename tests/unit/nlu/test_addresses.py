from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.addresses import find_addresses
from bot.nlu.entities.addresses import AddressExtractor
from bot.nlu.entities.orders import OrderNumberExtractor
from tests.unit.nlu.timing import takes_under


def values(text: str) -> list[str]:
    return [found.value for found in find_addresses(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Storgatan 12 B, 1 tr, 123 45 Göteborg",
            {
                "street": "Storgatan",
                "house_number": "12 B",
                "unit": "1 tr",
                "postcode": "123 45",
                "city": "Göteborg",
            },
        ),
        ("Box 123, 111 22 Stockholm", {"box": "Box 123", "postcode": "111 22", "city": "Stockholm"}),
        (
            "c/o Berg, Lillvägen 3 lgh 1102",
            {"care_of": "Berg", "street": "Lillvägen", "house_number": "3", "unit": "lgh 1102"},
        ),
        ("postnr 41255", {"postcode": "412 55"}),
        (
            "Storgatan 12 lgh 1102\n123 45 Västra Frölunda\nSverige",
            {
                "street": "Storgatan",
                "house_number": "12",
                "unit": "lgh 1102",
                "postcode": "123 45",
                "city": "Västra Frölunda",
                "country": "Sverige",
            },
        ),
        (
            "123 Main St Apt 4, Springfield, IL 62704",
            {
                "street": "Main St",
                "house_number": "123",
                "unit": "Apt 4",
                "postcode": "62704",
                "city": "Springfield",
                "state": "IL",
            },
        ),
        (
            "flat 3, 12 high street, manchester m1 4bt",
            {
                "street": "High Street",
                "house_number": "12",
                "unit": "Flat 3",
                "postcode": "M1 4BT",
                "city": "Manchester",
            },
        ),
    ],
)
def test_an_address_is_told_with_its_parts(text: str, parts: dict[str, str]) -> None:
    (found,) = find_addresses(text)
    assert found.parts == parts
    assert (found.start, found.end) == (text.index(text.split()[-1]) if "postnr" in text else 0, len(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("min nya adress är storgatan 12 903 26 umeå", "Storgatan 12, 903 26 Umeå"),
        ("Min nya adress: Stora Nygatan 5, 41108 Göteborg, tack!", "Stora Nygatan 5, 411 08 Göteborg"),
        ("jag bor på kungsgatan 4 i malmö numera", "Kungsgatan 4, Malmö"),
        ("Kungsgatan 4 i Malmö", "Kungsgatan 4, Malmö"),
        ("STORGATAN 12\n903 26 UMEÅ", "Storgatan 12, 903 26 Umeå"),
        ("lillvagen 3, 123 45 lund", "Lillvagen 3, 123 45 Lund"),
        ("flyttat till Norra Storgatan 3", "Norra Storgatan 3"),
        ("skicka till Hötorget 8 istället", "Hötorget 8"),
        ("storgatan 12b, malmö", "Storgatan 12B, Malmö"),
        ("storgatan 12, tack", "Storgatan 12"),
        ("Fridhemsplan 3, 112 40 Stockholm", "Fridhemsplan 3, 112 40 Stockholm"),
        ("Olof Palmes gata 29", "Olof Palmes gata 29"),
        ("Drottning Kristinas väg 5", "Drottning Kristinas väg 5"),
        ("S:t Eriksgatan 4 A, 112 39 Stockholm", "S:t Eriksgatan 4 A, 112 39 Stockholm"),
        ("Ågatan 12, 3tr, 582 22 linköping", "Ågatan 12, 3tr, 582 22 Linköping"),
        ("Byn 214, 823 91 Kilafors", "Byn 214, 823 91 Kilafors"),
        ("Storgatan 12/1102, 12345 Lund", "Storgatan 12, 1102, 123 45 Lund"),
        ("412 55 Göteborg", "412 55 Göteborg"),
        ("SE-411 24 Göteborg", "411 24 Göteborg"),
        ("mitt postnummer är 412 55", "412 55"),
        ("Karl Johans gata 3, 0154 Oslo", "Karl Johans gata 3, 0154 Oslo"),
        ("Nygade 5, 8000 Aarhus C", "Nygade 5, 8000 Aarhus C"),
        ("Mannerheimintie 5, 00100 Helsinki", "Mannerheimintie 5, 00100 Helsinki"),
        ("12 High Street, London SW1A 1AA", "12 High Street, London SW1A 1AA"),
        ("221B Baker Street", "221B Baker Street"),
        ("I live at 10 Downing Street in London", "10 Downing Street, London"),
        ("14 Mill Lane, Leeds LS1 4DL", "14 Mill Lane, Leeds LS1 4DL"),
        ("3 Quay Street, Galway", "3 Quay Street, Galway"),
        ("350 5th Ave, New York, NY 10118", "350 5th Ave, New York NY 10118"),
        ("PO Box 45, Springfield, IL 62704", "PO Box 45, Springfield IL 62704"),
        ("5 Abbey Walk", "5 Abbey Walk"),
        ("42 elm road", "42 Elm Road"),
        ("my zip is 62704", "62704"),
        ("postcode is sw1a 1aa", "SW1A 1AA"),
    ],
)
def test_an_address_is_written_out_as_on_a_letter(text: str, address: str) -> None:
    assert values(text) == [address]


@pytest.mark.parametrize(
    "ending", ["gatan", "vägen", "gränd", "torget", "allén", "stigen", "backen", "kajen", "esplanaden", "gränden"]
)  # fmt: skip
def test_every_kind_of_street_is_known_without_a_capital(ending: str) -> None:
    assert values(f"jag bor på björk{ending} 7 nu") == [f"Björk{ending} 7"]


@pytest.mark.parametrize(
    "ending", ["plan", "ringen", "leden", "slingan", "brinken", "parken", "stranden", "höjden", "gården", "bron"]
)  # fmt: skip
def test_a_street_named_like_other_things_needs_its_capital(ending: str) -> None:
    assert values(f"jag bor på Björk{ending} 7 nu") == [f"Björk{ending} 7"]
    assert values(f"jag såg björk{ending} 7 gånger") == []


@pytest.mark.parametrize(
    "kind", ["Street", "Road", "Avenue", "Lane", "Drive", "Court", "Square", "Close", "Way", "Place"]
)
def test_every_kind_of_english_street_is_known(kind: str) -> None:
    assert values(f"please send it to 7 Elm {kind}, Leeds LS1 4DL") == [f"7 Elm {kind}, Leeds LS1 4DL"]


def test_the_old_and_the_new_address_are_two() -> None:
    text = "gamla adressen storgatan 1 a, nya lillgatan 2 c, 123 45 Lund"
    assert values(text) == ["Storgatan 1 A", "Nya Lillgatan 2 C, 123 45 Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "Drottninggatan är fin", "jag bor på Storgatan", "9", "order 1001", "omgången 2", "på väg 3 dagar",
        "den här gången 2 gånger", "motorvägen 4", "iväg 3 paket", "den är konstig 2 gånger", "kalle 3",
        "plan 2", "24 timmar", "betyg 5 på vägen", "köpte 2 kvarnar 2024 i Malmö", "det kom 12345 paket",
        "jag har väntat 3 veckor på paketet", "kl 14 i morgon", "betalade 1 299 kr", "levererad 12345 Hej",
        "5 minutes walk", "3 st", "2 on the way", "2 stora st", "i ordered 3 things, 2 coming my way",
        "12 cups in a row", "I paid 12345 Dollars", "10 out of 10", "3 great products, one bad place",
        "the 3 machines are on the road", "i have 2 machines, one on main street", "Lund 2024",
    ],
)  # fmt: skip
def test_what_is_no_whole_address_is_left(text: str) -> None:
    assert values(text) == []


def test_an_order_number_before_a_town_is_no_postcode() -> None:
    message = Message(data={"text": "order 41255 Göteborg, till Storgatan 3"})
    for component in (OrderNumberExtractor({}), AddressExtractor({})):
        component.process([message])
    entities = [(entity["entity"], entity["value"]) for entity in message.get("entities")]
    assert entities == [("order_number", "41255"), ("postal_address", "Storgatan 3")]
    assert message.get("entities")[1]["details"] == {"street": "Storgatan", "house_number": "3"}


@given(st.text(alphabet="storgatn vägeLB123 ,/\nxSWÅi", max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_survived_and_positions_lie_in_it(text: str) -> None:
    found = find_addresses(text)
    assert takes_under(0.05, lambda: find_addresses(text))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.parts


@pytest.mark.parametrize(
    "text", ["storgatan 1 " * 9000, "1 " * 50_000, "Aa " * 30_000 + "1", "box 1 " * 9000, "1 a a a street " * 9000]
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert takes_under(0.05, lambda: find_addresses(text))
