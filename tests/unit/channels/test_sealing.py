"""Only what was sealed here, for this conversation, is obeyed."""

from __future__ import annotations

import pytest

from bot.channels.sealing import Seal

seal = Seal("a secret")


def test_a_sealed_button_means_what_it_stood_for():
    sealed = seal.button("mine", "Nio", '/give_rating{"survey_value": "9"}')
    press = seal.press("mine", sealed)
    assert (press.title, press.intent, press.entities) == ("Nio", "give_rating", {"survey_value": "9"})


def test_a_button_without_entities_is_its_intent():
    assert seal.press("mine", seal.button("mine", "Ja", "/affirm")).intent == "affirm"


def test_a_press_is_understood_without_parsing_and_carries_no_language():
    parsed = seal.press("mine", seal.button("mine", "Yes", "/affirm")).parse_data()
    assert parsed["intent"] == {"name": "affirm", "confidence": 1.0}
    assert "language" not in parsed


def test_another_conversations_button_is_nothing():
    assert seal.press("theirs", seal.button("mine", "Ja", "/affirm")) is None


@pytest.mark.parametrize("typed", ["/affirm", "button.", "button.WyJhIl0.x", "hej", ""])
def test_what_is_typed_is_no_button(typed):
    assert seal.press("mine", typed) is None


def test_another_secrets_button_is_nothing():
    assert seal.press("mine", Seal("another").button("mine", "Ja", "/affirm")) is None


def test_a_session_id_names_its_conversation_and_cannot_be_made_up():
    assert seal.conversation_id(seal.session_id("visitor-1")) == "visitor-1"
    assert seal.conversation_id("visitor-1") is None
    assert Seal("another").conversation_id(seal.session_id("visitor-1")) is None
