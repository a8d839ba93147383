"""Stock Rasa gets the same domain and texts, in a form that it reads."""

from __future__ import annotations

import pytest
import yaml
from rasa.shared.core.domain import Domain

from bench import stock_project
from bot.texts import conversation_texts


@pytest.fixture(scope="module")
def domain():
    return stock_project.domain(conversation_texts())


def test_rasa_reads_it_with_every_text_and_action_of_ours(domain):
    read = Domain.from_yaml(domain)
    keys = conversation_texts().keys()
    said = {key for key in keys if key.startswith("utter_")}
    assert said == set(read.responses)
    assert "action_start_checkin" in read.user_actions


def test_each_language_has_its_own_variation(domain):
    welcome = yaml.safe_load(domain)["responses"]["utter_welcome"]
    spoken = {one["condition"][0]["value"]: one["text"] for one in welcome if "condition" in one}
    assert spoken == {"sv": "Ingen orsak!", "en": "You're welcome!"}


def test_places_have_the_names_that_actions_fill_in(domain):
    checkin = yaml.safe_load(domain)["responses"]["utter_checkin"][0]["text"]
    assert "{product}" in checkin
    assert "{Product}" not in checkin


def test_a_buttons_payload_survives_rasas_filling_in():
    from rasa.core.nlg.interpolator import interpolate_text

    variation = stock_project.variations(conversation_texts().text("utter_ask_problem_kind"))[0]
    payload = interpolate_text(variation["buttons"][0]["payload"], {"language": "sv"})
    assert payload == '/report_problem{"problem_kind": "damaged"}'
