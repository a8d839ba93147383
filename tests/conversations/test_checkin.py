"""The main job: a customer is followed up after a sale."""

from __future__ import annotations

import pytest

ALL_WELL = {"sv": "Ja, allt är jättebra", "en": "Yes, everything is great"}


def test_a_customer_is_greeted_with_their_own_order_in_swedish(person):
    """The greeting names the customer, the product and the day it came."""
    anna = person("sv")
    greeting = anna.is_checked_in_on()
    assert "Anna" in greeting
    assert "Kaffemaskin Aurora" in greeting
    assert "i söndags" in greeting


def test_a_customer_is_greeted_with_their_own_order_in_english(person):
    emma = person("en")
    greeting = emma.is_checked_in_on()
    assert "Emma" in greeting
    assert "Aurora coffee machine" in greeting
    assert "on Sunday" in greeting


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_well_leads_to_the_survey_thanks_and_a_tip(person, language):
    customer = person(language)
    customer.is_checked_in_on()
    assert "0" in customer.says(ALL_WELL[language]) or customer.heard[-1].question["kind"] == "nps"
    customer.says("9")
    customer.says("Snabb leverans" if language == "sv" else "Fast delivery")
    last = customer.says("5")
    assert ("Kalka" if language == "sv" else "Descale") in last
    response = customer.stage.app.surveys.responses_of(customer.id)[0]
    assert response.state == "completed"
    assert [answer.value for answer in response.answers] == [
        9,
        "Snabb leverans" if language == "sv" else "Fast delivery",
        5,
    ]


LOW = {
    "sv": ("Ja, allt väl", "en trea tyvärr", "Den läcker vatten överallt och ingen svarar i telefon"),
    "en": ("yes it's fine", "I'd say a three", "It leaks water everywhere and nobody answers the phone"),
}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_low_score_becomes_a_case_with_the_comment_under_a_named_manager(person, language):
    customer = person(language)
    customer.is_checked_in_on()
    fine, score, comment = LOW[language]
    customer.says(fine)
    customer.says(score)
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case is not None, "the case is there before the comment comes"
    customer.says(comment)
    last = customer.says("2")
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case.reason == "low_score"
    assert comment in case.words
    assert case.manager_name in last


@pytest.mark.parametrize(
    ("language", "no", "told"),
    [
        ("sv", "Nej", "Kannan var sprucken när jag öppnade paketet"),
        ("en", "no", "The jug was cracked when I opened the box"),
    ],
)
def test_trouble_becomes_a_case_and_the_customer_hears_who_and_when(person, language, no, told):
    customer = person(language)
    customer.is_checked_in_on()
    customer.says(no)
    customer.presses("Något är skadat" if language == "sv" else "Something is damaged")
    answer = customer.says(told)
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case.reason == "damaged"
    assert told in case.words
    assert case.manager_name in answer
    assert case.order_id is not None


def test_a_tutorial_that_helps_spares_the_case(person):
    anna = person("sv")
    anna.is_checked_in_on()
    anna.says("nej, den startar inte")
    assert "När maskinen inte startar" in anna.heard[-1].text
    anna.says("ja nu fungerar den, tack!")
    assert anna.stage.app.cases.open_case_of(anna.conversation_id) is None


def test_a_tutorial_that_does_not_help_leads_to_a_case(person):
    emma = person("en")
    emma.is_checked_in_on()
    emma.says("no, it does not work at all, it won't start")
    assert "When the machine won't start" in emma.heard[-1].text
    emma.says("no that didn't help")
    case = emma.stage.app.cases.open_case_of(emma.conversation_id)
    assert case.reason == "does_not_work"


def test_a_checkin_is_sent_once(person):
    anna = person("sv")
    anna.is_checked_in_on()
    with pytest.raises(AssertionError, match="no touchpoint was due"):
        anna.is_checked_in_on()
