from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.bootstrap import App, build
from bot.dialogue.launcher import know_products
from bot.nlu.entities.products import ProductExtractor
from bot.nlu.products import CatalogueProduct, FoundProduct, ProductIndex, catalogue, find_products
from bot.nlu.products.catalogue import Catalogue
from bot.nlu.products.words import english_forms, swedish_forms
from bot.records.models import Product
from bot.settings import Settings
from bot.storage.tables import metadata
from tests.unit.nlu.timing import takes_under

SHOP = [
    CatalogueProduct("BREW-1", "Kaffebryggare Gryning KB740", "Gryning coffee maker KB740"),
    CatalogueProduct("MOKA-3", "Bialina Moka Pro, 3 koppar", "Bialina Moka Pro, 3 cups"),
    CatalogueProduct("GRIND-1", "kaffekvarnen Malla", "Malla coffee grinder"),
    CatalogueProduct("KETTLE-1", "vattenkokaren Svan", "Svan kettle"),
    CatalogueProduct("SCALE-1", "Köksvåg Linné", "Linné kitchen scale"),
    CatalogueProduct("FILTER-4", "Filter till kaffebryggare", "Filters for coffee makers"),
    CatalogueProduct("MUG-R", "Temugg röd", "Tea mug, red"),
    CatalogueProduct("MUG-B", "Temugg blå", "Tea mug, blue"),
    CatalogueProduct("CASE-1", "Mobilskal Klar", "Klar phone case"),
    CatalogueProduct("MORGON-1", "espressomaskinen Morgon", "Morgon espresso machine"),
]
INDEX = ProductIndex(SHOP)


def products(text: str, index: ProductIndex = INDEX) -> list[FoundProduct]:
    return find_products(text, index)


def keys(text: str) -> list[str]:
    found = products(text)
    assert not any(one.ambiguous for one in found), found
    return [one.key for one in found]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kaffebryggaren läcker", "BREW-1"),
        ("min kaffebryggare är trasig", "BREW-1"),
        ("kaffebryggarens lock", "BREW-1"),
        ("kaffebryggarn funkar inte", "BREW-1"),
        ("kaffebryggarna var fina", "BREW-1"),
        ("bryggaren startar inte", "BREW-1"),
        ("kvarnen låter", "GRIND-1"),
        ("kvarnarna låter", "GRIND-1"),
        ("kaffekvarnens knapp", "GRIND-1"),
        ("en kaffekvarn till", "GRIND-1"),
        ("kokaren är bra", "KETTLE-1"),
        ("vattenkokarna", "KETTLE-1"),
        ("espressomaskinen", "MORGON-1"),
        ("maskinen droppar", "MORGON-1"),
        ("köksvågen visar fel", "SCALE-1"),
        ("koksvagen visar fel", "SCALE-1"),
        ("filtren passar inte", "FILTER-4"),
        ("filtret passar inte", "FILTER-4"),
        ("mobilskalet sprack", "CASE-1"),
        ("the coffee grinder is loud", "GRIND-1"),
        ("the grinder's handle came off", "GRIND-1"),
        ("both grinders are loud", "GRIND-1"),
        ("my kettle leaks", "KETTLE-1"),
        ("the kettles leak", "KETTLE-1"),
        ("the phone case", "CASE-1"),
        ("the red tea mug", "MUG-R"),
    ],
)
def test_a_product_is_known_in_any_form_of_its_name(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("the Moka Pro", "MOKA-3"),
        ("mokan läcker", "MOKA-3"),
        ("Bialinan", "MOKA-3"),
        ("malla", "GRIND-1"),
        ("kvarnen malla", "GRIND-1"),
        ("malla-kvarnen", "GRIND-1"),
        ("KB740 is broken", "BREW-1"),
        ("kb 740 funkar inte", "BREW-1"),
        ("kb-740", "BREW-1"),
        ("BREW-1", "BREW-1"),
        ("scale-1", "SCALE-1"),
        ("hur rengör jag Morgon?", "MORGON-1"),
        ("gryning coffee maker", "BREW-1"),
        ("the coffee maker Gryning", "BREW-1"),
    ],
)
def test_a_part_of_the_name_a_brand_or_a_number_is_enough(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kafebryggaren", "BREW-1"),
        ("kaffebrygaren", "BREW-1"),
        ("kaffe bryggaren", "BREW-1"),
        ("kaffe kvarnen maler inte", "GRIND-1"),
        ("kaffekvaren", "GRIND-1"),
        ("vatenkokaren", "KETTLE-1"),
        ("vattenkokkaren", "KETTLE-1"),
        ("espresomaskinen", "MORGON-1"),
        ("masinen droppar", "MORGON-1"),
        ("KVARNEN!!!", "GRIND-1"),
        ("kvarnen😡", "GRIND-1"),
        ("the cofee grinder", "GRIND-1"),
        ("the coffe gridner", "GRIND-1"),
        ("coffeegrinder", "GRIND-1"),
        ("the kettel", "KETTLE-1"),
        ("kitchn scale", "SCALE-1"),
    ],
)
def test_a_slip_of_the_fingers_does_no_harm(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "hej", "9", "god morgon", "jag kommer i morgon", "paketet är på vägen", "tack för kaffet", "cold coffee",
        "vattnet kokar", "kan du varna mig", "kopplar inte upp sig", "filtrera bort mejlen", "en röd bil",
        "vilken film är bäst", "ask at the mall", "jag vill prata med en människa", "skålen är hel", "I don't know",
        "order 740", "betyg 3", "red and blue", "bra service", "the morning was fine",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_products(text: str) -> None:
    assert products(text) == []


def test_what_fits_several_products_equally_well_is_marked_as_such() -> None:
    (found,) = products("temuggen är sprucken")
    assert found.ambiguous
    assert found.candidates == ("MUG-R", "MUG-B")
    assert found.key == "MUG-R"
    assert found.confidence < products("temuggen röd")[0].confidence


def test_a_whole_name_goes_before_a_name_that_only_contains_it() -> None:
    index = ProductIndex(
        [
            CatalogueProduct("A", "Kvarn Malla Pro", "Malla Pro mill"),
            CatalogueProduct("B", "Kvarn Malla", "Malla mill"),
        ]
    )
    assert [one.candidates for one in products("kvarnen malla", index)] == [("B",)]
    assert [one.candidates for one in products("malla pro", index)] == [("A",)]


def test_the_thing_itself_goes_before_what_is_made_for_it() -> None:
    assert keys("kaffebryggaren") == ["BREW-1"]
    only_filters = ProductIndex([SHOP[5]])
    assert products("kaffebryggaren är trasig", only_filters) == []


def test_several_products_in_one_message_are_all_found() -> None:
    text = "kaffekvarnen malla är bra men kokaren läcker och the moka pro too"
    assert [(one.key, text[one.start : one.end]) for one in products(text)] == [
        ("GRIND-1", "kaffekvarnen malla"),
        ("KETTLE-1", "kokaren"),
        ("MOKA-3", "moka pro"),
    ]


def test_marks_that_are_typed_count() -> None:
    index = ProductIndex([CatalogueProduct("V", "Våg Linné", "Linné scale")])
    assert [one.key for one in products("vågen är fel", index)] == ["V"]
    assert products("den är på vägen", index) == []


def test_a_number_of_digits_alone_must_be_called_an_article_number() -> None:
    index = ProductIndex([CatalogueProduct("100234", "Sil", "Sieve")])
    assert [one.key for one in products("art.nr 100234", index)] == ["100234"]
    assert products("order 100234", index) == []


@pytest.mark.parametrize(
    ("base", "inflected"),
    [
        ("kvarn", "kvarnen kvarnar kvarnarna kvarns kvarnens kvarnars kvarnarnas"),
        ("kanna", "kannan kannor kannorna kannas kannans kannors kannornas"),
        ("maskin", "maskinen maskiner maskinerna maskins maskinens maskinernas"),
        ("batteri", "batteriet batterier batterierna batteriets"),
        ("bryggare", "bryggaren bryggarna bryggares bryggarens bryggarnas bryggarn"),
        ("glas", "glaset glasen glasets"),
        ("filter", "filtret filtren filters"),
        ("cykel", "cykeln cyklar cyklarna cykelns"),
        ("sko", "skon skor skorna skornas"),
    ],
)
def test_every_swedish_declension_leads_back_to_the_word(base: str, inflected: str) -> None:
    for form in inflected.split():
        assert set(swedish_forms(form)) & set(swedish_forms(base)), form


@pytest.mark.parametrize(("base", "plural"), [("cup", "cups"), ("box", "boxes"), ("battery", "batteries")])
def test_an_english_plural_leads_back_to_the_word(base: str, plural: str) -> None:
    assert base in english_forms(plural)


def test_a_swedish_verb_is_no_form_of_what_does_it() -> None:
    assert not set(swedish_forms("kokar")) & set(swedish_forms("kokaren"))
    assert not set(english_forms("grind")) & set(english_forms("grinder"))


@given(st.text(alphabet="kafebryg vtnmolåäö-1'ASK.", max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_survived_and_positions_lie_in_it(text: str) -> None:
    found = products(text)
    assert takes_under(0.05, lambda: products(text))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 < one.confidence <= 1
        assert one.key in one.candidates


def test_a_catalogue_of_any_names_can_be_indexed() -> None:
    odd = ["", " ", "1", "--", "till", "x" * 300, "Å", "a, b, c", "☕️", "3 - 4", "för", "(röd)"]
    index = ProductIndex([CatalogueProduct(name or "-", name, name) for name in odd])
    assert products("hej röd kaffe 3 - 4 för x", index) is not None


@pytest.fixture(scope="module")
def large() -> ProductIndex:
    chance = random.Random(1)
    syllables = ["bak", "vor", "tel", "nix", "dro", "pam", "sul", "fek", "gri", "wan", "lod", "mur"]
    things = [
        "Kaffebryggare",
        "Vattenkokare",
        "Skrivbordsstol",
        "Golvlampa",
        "Stekpanna",
        "Ryggsäck",
        "Brödrost",
    ]
    made = [
        f"{chance.choice(things)} {''.join(chance.choices(syllables, k=3)).title()} {chance.randrange(10, 99)}"
        for _ in range(20_000)
    ]
    return ProductIndex([CatalogueProduct(f"S{at}", name, name) for at, name in enumerate(made)])


def test_a_message_is_searched_quickly_in_a_catalogue_of_twenty_thousand(large: ProductIndex) -> None:
    name = large.products[77].name_sv.lower()
    messages = [
        f"hej {name} är trasig",
        "jag fick fel paket och vill ha pengarna tillbaka nu tack",
        "bra, tack!",
    ]
    times = []
    for _ in range(30):
        for message in messages:
            started = time.process_time()
            find_products(message, large)
            times.append(time.process_time() - started)
    assert sorted(times)[len(times) // 2] < 0.002
    assert "S77" in find_products(messages[0], large)[0].candidates


def test_what_fits_half_the_catalogue_is_no_mention(large: ProductIndex) -> None:
    assert find_products("kaffebryggaren är trasig", large) == []


@pytest.mark.parametrize(
    "text", ["kaffebryggare " * 9000, "a" * 100_000, "kafebrygare vatenkokare " * 4000, "1-" * 50_000]
)
def test_no_text_takes_long(text: str, large: ProductIndex) -> None:
    find_products(text, large)
    assert takes_under(0.05, lambda: find_products(text, large))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = build(Settings(var_dir=tmp_path, demo=False), now=lambda: datetime(2026, 3, 11, tzinfo=UTC))
    metadata.create_all(app.database.engine)
    yield app
    catalogue.use(None)
    app.database.close()


def understand(text: str) -> list[dict[str, Any]]:
    message = Message(data={"text": text})
    ProductExtractor({}).process([message])
    found: list[dict[str, Any]] = message.get("entities")
    return found


def test_without_a_database_no_product_is_known() -> None:
    assert understand("kvarnen är trasig") == []


def test_the_products_of_the_database_are_known_in_the_dialogue(app: App) -> None:
    with app.database.transaction() as session:
        session.add(Product(sku="GRIND-1", name_sv="kaffekvarnen Malla", name_en="Malla coffee grinder"))
    know_products(app)
    (entity,) = understand("Kvarnen är trasig")
    assert (entity["entity"], entity["value"], entity["start"], entity["end"]) == ("product", "GRIND-1", 0, 7)
    assert entity["details"]["name_en"] == "Malla coffee grinder"
    assert entity["details"]["ambiguous"] is False
    assert entity["details"]["candidates"] == ["GRIND-1"]


def test_a_new_product_is_known_within_a_minute_and_nobody_waits_for_it() -> None:
    shop = [SHOP[2]]
    now = 0.0
    reading = threading.Event()

    def read() -> list[CatalogueProduct]:
        if now:
            assert reading.wait(10)
        return list(shop)

    known = Catalogue(read, clock=lambda: now)
    known.load()
    shop.append(SHOP[3])
    assert products("kokaren", known.index()) == []
    now = 61.0
    assert products("kokaren", known.index()) == []  # read in the background, which waits here
    reading.set()
    deadline = time.monotonic() + 10
    while len(known.index().products) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [one.key for one in products("kokaren", known.index())] == ["KETTLE-1"]


def test_a_database_that_is_away_leaves_the_products_known_so_far(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0

    def read() -> list[CatalogueProduct]:
        if now:
            raise OSError("away")
        return [SHOP[2]]

    known = Catalogue(read, clock=lambda: now)
    known.load()
    now = 61.0
    known.index()
    deadline = time.monotonic() + 10
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [one.key for one in products("kvarnen", known.index())] == ["GRIND-1"]
    assert "could not be read" in caplog.text
