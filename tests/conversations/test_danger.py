"""Danger comes before everything else: what to do is said, a person is told, and nothing more is asked."""

from __future__ import annotations

import pytest

from tests.conversations.test_survey import answers, begun

WARNING = {"sv": "Sluta använda den", "en": "stop using it"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "den har börjat ryka, jag vill prata med en människa"),
        ("sv", "det luktar bränt och slår gnistor ur maskinen"),
        ("en", "it's started smoking, get me a real person"),
        ("en", "hang on, my son got an electric shock from it"),
    ],
)
def test_danger_ends_the_survey(person, language, words):
    customer = begun(person, language)
    said = customer.says(words)
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case is not None
    assert case.priority == "urgent"
    assert WARNING[language] in said
    assert customer.heard[-1].question is None
    assert customer.stage.app.surveys.current(customer.conversation_id) is None


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "en tvåa, den började brinna"), ("en", "2, it caught fire")]
)
def test_a_score_that_came_with_danger_is_kept(person, language, words):
    customer = begun(person, language)
    said = customer.says(words)
    assert answers(customer) == {"recommend": 2}
    assert WARNING[language] in said
    customers = [case.customer_id for case in customer.stage.app.cases.desk_list()]
    assert customers.count(customer.id) == 1


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "sladden blev glödhet och slog gnistor"), ("en", "the cord was sparking")]
)
def test_danger_in_a_comment_ends_the_survey_and_the_comment_is_kept(person, language, words):
    customer = begun(person, language)
    customer.presses("7")
    said = customer.says(words)
    assert WARNING[language] in said
    assert words in answers(customer).values()
    assert customer.heard[-1].question is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "kaffemaskinen läcker och det slår gnistor om den"),
        ("en", "the machine leaks and it is sparking"),
    ],
)
def test_nobody_in_danger_is_sent_a_guide(person, language, words):
    customer = person(language)
    customer.is_checked_in_on()
    said = customer.says(words)
    assert WARNING[language] in said
    case = customer.stage.app.cases.open_case_of(customer.conversation_id)
    assert case is not None
    assert case.priority == "urgent"


def test_the_talk_goes_on_as_usual_afterwards(person):
    customer = begun(person, "en")
    customer.says("it's started smoking")
    assert "delivered" in customer.says("where is my order?")
