"""A survey as a conversation: odd words, side questions, breaks, and going back."""

from __future__ import annotations

from datetime import timedelta

import pytest


def begun(person, language="sv"):
    """A customer who has been asked the survey's first question."""
    customer = person(language)
    customer.is_checked_in_on()
    customer.presses("Ja, allt är bra" if language == "sv" else "Yes, all is well")
    return customer


def answers(customer):
    response = customer.stage.app.surveys.responses_of(customer.id)[0]
    return {answer.question.key: answer.value for answer in response.answers}


def first_value(customer):
    return next(iter(answers(customer).values()))


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("sv", "nio", 9),
        ("sv", "en stark åtta", 8),
        ("sv", "9/10", 9),
        ("en", "nine", 9),
        ("en", "I'd give it a 7", 7),
        ("en", "10!!!", 10),
    ],
)
def test_a_score_is_understood_in_the_customers_words(person, language, words, value):
    customer = begun(person, language)
    customer.says(words)
    assert first_value(customer) == value


def test_a_button_answers(person):
    anna = begun(person)
    anna.presses("9")
    assert first_value(anna) == 9


def test_an_old_questions_button_changes_its_own_answer_only(person):
    anna = begun(person)
    anna.presses("9")
    anna.presses("10")
    assert first_value(anna) == 10


@pytest.mark.parametrize(
    ("language", "question"), [("sv", "var är min beställning?"), ("en", "where is my order?")]
)
def test_a_question_in_the_middle_is_answered_and_the_survey_goes_on(person, language, question):
    customer = begun(person, language)
    asked = customer.heard[-1].question["key"]
    answer = customer.says(question)
    assert ("levererades" if language == "sv" else "delivered") in answer
    assert customer.heard[-1].question["key"] == asked


@pytest.mark.parametrize(
    ("language", "wish"), [("sv", "jag vill prata med en människa"), ("en", "can I talk to a real person")]
)
def test_a_call_for_a_human_in_the_middle_is_heard_and_the_survey_goes_on(person, language, wish):
    customer = begun(person, language)
    asked = customer.heard[-1].question["key"]
    customer.says(wish)
    assert customer.stage.app.cases.open_case_of(customer.conversation_id).reason == "asked_for_human"
    assert customer.heard[-1].question["key"] == asked


def test_a_complaint_in_the_middle_is_handled_and_the_survey_goes_on(person):
    anna = begun(person)
    asked = anna.heard[-1].question["key"]
    anna.says("kannan var sprucken när den kom fram")
    case = anna.stage.app.cases.open_case_of(anna.conversation_id)
    assert case is not None
    assert "sprucken" in case.words
    assert anna.heard[-1].question["key"] == asked


def test_skip_goes_to_the_next_question(person):
    anna = begun(person)
    asked = anna.heard[-1].question["key"]
    anna.says("hoppa över")
    assert anna.heard[-1].question["key"] != asked


def test_back_returns_and_a_new_answer_replaces_the_old(person):
    emma = begun(person, "en")
    asked = emma.heard[-1].question["key"]
    emma.says("9")
    emma.says("go back please")
    assert emma.heard[-1].question["key"] == asked
    emma.says("4")
    assert first_value(emma) == 4


def test_stop_ends_the_survey_and_keeps_what_was_answered(person):
    anna = begun(person)
    anna.says("8")
    anna.says("sluta")
    response = anna.stage.app.surveys.responses_of(anna.id)[0]
    assert response.state == "stopped"
    assert first_value(anna) == 8


def test_a_half_finished_survey_is_resumed_days_later(person):
    anna = begun(person)
    anna.says("8")
    asked = anna.heard[-1].question["key"]
    anna.waits(timedelta(days=2))
    anna.says("hej")
    assert anna.heard[-1].question["key"] == asked


def test_what_is_no_answer_is_asked_again_but_never_in_a_loop(person):
    anna = begun(person)
    asked = anna.heard[-1].question["key"]
    anna.says("299 kr")
    assert anna.heard[-1].question["key"] == asked
    anna.says("blå")
    anna.says("kanske")
    assert anna.heard[-1].question["key"] != asked


def test_the_same_message_sent_again_is_answered_once(person):
    anna = begun(person)
    anna.says("9", message_id="once")
    before = anna.transcript()
    anna.says("9", message_id="once")
    assert anna.transcript() == before
