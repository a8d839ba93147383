"""The components put numbers and answers on a message, and leave alone what others took."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entities.numbers import NumberExtractor
from bot.nlu.entities.yes_no import YesNoExtractor


def entities(component, text, **data):
    message = Message(data={"text": text, **data})
    component({}).process([message])
    return message.get("entities", [])


def test_a_mark_is_a_number_that_rates():
    (number,) = entities(NumberExtractor, "Fett bra, 9 av 10!", language="sv")
    assert (number["entity"], number["value"], number["text"]) == ("number", 0.9, "9 av 10")
    assert number["details"] == {"kind": "fraction", "count": 9.0, "of": 10.0, "mark": True, "rates": True}


@pytest.mark.parametrize(("language", "value"), [("sv", 1.25), ("en", 1250), (None, 1250), ("other", 1250)])
def test_the_language_of_the_message_decides_between_readings(language, value):
    assert [one["value"] for one in entities(NumberExtractor, "1,250", language=language)] == [value]


def test_a_number_within_an_order_number_is_left_to_it():
    earlier = {"entity": "order_number", "value": "1001", "start": 0, "end": 10}
    found = entities(NumberExtractor, "order 1001 får en sjua", language="sv", entities=[earlier])
    assert [(one["entity"], one["value"]) for one in found] == [("order_number", "1001"), ("number", 7)]


def test_an_answer_is_found_with_its_strength():
    (answer,) = entities(YesNoExtractor, "Absolut inte")
    assert (answer["entity"], answer["value"], answer["details"]) == ("yes_no", "no", {"strength": 1.0})


@pytest.mark.parametrize("text", ["/give_rating", "/affirm", "", "   "])
@pytest.mark.parametrize("component", [NumberExtractor, YesNoExtractor])
def test_a_click_passes_untouched(component, text):
    assert entities(component, text) == []
