from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entities.addresses import AddressExtractor
from bot.nlu.entities.contacts import ContactExtractor
from bot.nlu.entities.numbers import NumberExtractor
from bot.nlu.entities.orders import OrderNumberExtractor
from bot.nlu.entities.phrases import PhraseExtractor
from bot.nlu.entities.products import ProductExtractor
from bot.nlu.entities.times import TimeExtractor
from bot.nlu.entities.yes_no import YesNoExtractor
from bot.nlu.intents import LinearIntentClassifier
from bot.nlu.language import LanguageDetector
from bot.nlu.language_model import LanguageModel
from bot.nlu.linear import LinearModel
from bot.nlu.urgency import UrgencyReader
from tests.unit.nlu.conftest import shared
from tests.unit.nlu.timing import takes_under


@pytest.fixture(scope="module")
def pipeline(intents: LinearModel, languages: LanguageModel) -> list[Any]:
    return [
        LanguageDetector({}, model=languages),
        LinearIntentClassifier(LinearIntentClassifier.get_default_config(), model=intents),
        PhraseExtractor({}),
        OrderNumberExtractor({}),
        ContactExtractor(ContactExtractor.get_default_config()),
        AddressExtractor({}),
        ProductExtractor({}),
        TimeExtractor(TimeExtractor.get_default_config()),
        NumberExtractor({}),
        YesNoExtractor({}),
        UrgencyReader({}),
    ]


def understand(pipeline: list[Any], text: str, **data: Any) -> dict[str, Any]:
    message = Message(data={"text": text, **data})
    for component in pipeline:
        component.process([message])
    return message.as_dict(only_output_properties=True)


def test_a_message_gets_language_wish_ranking_and_entities(pipeline: list[Any]) -> None:
    result = understand(pipeline, "Hej, kaffebryggaren från order 1001 är trasig!")
    assert result["language"] == "sv"
    assert result["language_confidence"] > 0.8
    assert result["intent"]["name"] == "report_problem"
    assert result["intent_ranking"][0] == result["intent"]
    assert {(e["entity"], e["value"]) for e in result["entities"]} == {
        ("problem_kind", "damaged"),
        ("order_number", "1001"),
    }


@pytest.mark.parametrize("text", ["/affirm", '/give_rating{"survey_value": "9"}', "  /restart", "", "   "])
def test_a_click_passes_untouched(pipeline: list[Any], text: str) -> None:
    result = understand(pipeline, text)
    assert result.get("intent", {}).get("name") is None
    assert result.get("language") is None
    assert not result.get("entities")


def test_an_external_trigger_is_not_read_as_the_customers_words(pipeline: list[Any]) -> None:
    result = understand(pipeline, "EXTERNAL: EXTERNAL_checkin", metadata={"is_external": True})
    assert result.get("intent", {}).get("name") is None
    assert result.get("language") is None


def test_hostile_messages_are_survived(pipeline: list[Any]) -> None:
    for text in json.loads(shared("naughty_strings.json").read_text(encoding="utf-8")):
        understand(pipeline, text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "1" * 100_000,
        "trasig " * 20_000,
        "@" * 50_000,
        "1 2 3 4 " * 10_000,
        "a@" * 30_000,
        "å" * 9_999,
    ],
)
def test_a_huge_message_takes_no_longer_than_a_tenth_of_a_second(pipeline: list[Any], text: str) -> None:
    assert takes_under(0.1, lambda: understand(pipeline, text))
