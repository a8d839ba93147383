"""Each customer is asked what their earlier answers call for, and is told how far they have come."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.surveys import engine
from bot.surveys.engine import Place

BRANCHING = """
- {key: recommend, kind: nps, text: TEXT}
- {key: wrong, kind: text, text: TEXT, ask_if: {question: recommend, at_most: 6}}
- {key: best, kind: text, text: TEXT, ask_if: {question: recommend, at_least: 9}}
- {key: delivery, kind: csat, text: TEXT}
- key: more
  kind: text
  text: TEXT
  ask_if:
    any:
      - {question: delivery, at_most: 2}
      - {question: wrong}
"""


@pytest.fixture
def survey(make_survey):
    return make_survey(BRANCHING)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "recommend"),
        ({"recommend": 3}, "wrong"),
        ({"recommend": 8}, "delivery"),
        ({"recommend": 9}, "best"),
        ({"recommend": None}, "delivery"),
        ({"recommend": 8, "delivery": 3}, None),
        ({"recommend": 8, "delivery": 2}, "more"),
        ({"recommend": 3, "wrong": "läcker", "delivery": 5}, "more"),
        ({"recommend": 3, "wrong": None, "delivery": 5}, None),
    ],
)
def test_the_next_question_follows_from_the_answers(survey, answers, expected):
    question = engine.next_question(survey, answers)
    assert (question.key if question else None) == expected


def test_an_answer_off_the_path_opens_no_branch(survey):
    answers = {"recommend": 9, "wrong": "läcker", "best": "allt", "delivery": 5}
    assert engine.next_question(survey, answers) is None
    assert engine.off_path(survey, answers) == {"wrong"}


def test_the_question_before_is_the_one_before_on_the_path(survey):
    answers = {"recommend": 9, "best": "allt"}
    assert engine.previous_question(survey, answers, "delivery").key == "best"
    assert engine.previous_question(survey, {"recommend": 8}, "delivery").key == "recommend"
    assert engine.previous_question(survey, {}, "recommend") is None


def test_the_number_of_questions_is_the_most_that_can_still_come(survey):
    assert engine.place(survey, {}, "recommend") == Place(1, 4)
    assert engine.place(survey, {"recommend": 8}, "delivery") == Place(2, 3)
    assert engine.place(survey, {"recommend": 3}, "wrong") == Place(2, 4)
    assert engine.place(survey, {"recommend": 3, "wrong": "x", "delivery": 1}, "more") == Place(4, 4)


def test_going_back_keeps_the_count(survey):
    assert engine.place(survey, {"recommend": 3, "wrong": "x"}, "wrong") == Place(2, 4)


def test_many_branches_are_counted_quickly(make_survey):
    questions = "".join(f"- {{key: q{n}, kind: nps, text: TEXT}}\n" for n in range(12))
    questions += "".join(
        f"- {{key: w{n}, kind: text, text: TEXT, ask_if: {{question: q{n}, at_most: 6}}}}\n"
        for n in range(12)
    )
    assert engine.place(make_survey(questions), {}, "q0") == Place(1, 24)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_survey_ends_and_never_asks_more_than_it_said(survey, data):
    answers: dict[str, object] = {}
    total = engine.most_left(survey, {})
    for asked in range(len(survey.questions) + 1):
        question = engine.next_question(survey, answers)
        if question is None:
            break
        place = engine.place(survey, answers, question.key)
        assert place.number == asked + 1
        assert place.number <= place.total <= total
        total = place.total
        answers[question.key] = data.draw(st.sampled_from([None, *engine.possible_answers(question)]))
    assert engine.next_question(survey, answers) is None
