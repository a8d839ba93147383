"""Which question comes next: decided from the survey and the answers so far, and nothing else.

A question is on the path when its ``ask_if`` holds for the answers on the path before it. Answers to
questions that are no longer on the path (the customer went back and answered otherwise) do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.surveys.definition import AskIf, Question, Survey, Value

Answers = Mapping[str, Value | None]
"""Question key to what was answered; None where the question was skipped."""


@dataclass(frozen=True)
class Place:
    """Where in a survey a question stands: ``number`` of at most ``total`` questions, counted from 1."""

    number: int
    total: int


def path(survey: Survey, answers: Answers) -> list[Question]:
    """Return the questions that these answers lead to, in order."""
    on_path: list[Question] = []
    counted: dict[str, Value | None] = {}
    for question in survey.questions:
        if _asked(question.ask_if, counted):
            on_path.append(question)
            if question.key in answers:
                counted[question.key] = answers[question.key]
    return on_path


def next_question(survey: Survey, answers: Answers) -> Question | None:
    """Return the first question on the path without an answer; None when the survey is done."""
    return next((question for question in path(survey, answers) if question.key not in answers), None)


def previous_question(survey: Survey, answers: Answers, current: str) -> Question | None:
    """Return the question that was asked before ``current``; None at the first."""
    previous = None
    for question in path(survey, answers):
        if question.key == current:
            break
        previous = question
    return previous


def off_path(survey: Survey, answers: Answers) -> set[str]:
    """Return the answered questions that the path no longer passes."""
    return set(answers) - {question.key for question in path(survey, answers)}


def place(survey: Survey, answers: Answers, current: str) -> Place:
    """Say how far the customer has come; ``total`` is the longest way that is still open."""
    on_path = [question.key for question in path(survey, answers)]
    answered = sum(key in answers for key in on_path)
    return Place(number=on_path.index(current) + 1, total=answered + most_left(survey, answers))


def most_left(survey: Survey, answers: Answers) -> int:
    """Return how many questions may still be asked, at most."""
    return _most_left(survey, dict(answers), {})


def _most_left(survey: Survey, answers: dict[str, Value | None], known: dict[tuple[object, ...], int]) -> int:
    question = next_question(survey, answers)
    if question is None:
        return 0
    state = (question.key, *(_truth(survey, key, value) for key, value in answers.items()))
    if state not in known:
        known[state] = 1 + max(
            _most_left(survey, {**answers, question.key: value}, known)
            for value in _telling(survey, question)
        )
    return known[state]


def _telling(survey: Survey, question: Question) -> list[Value | None]:
    """Return one value for each way in which the answer can steer the rest of the survey."""
    ways: dict[tuple[bool, ...], Value | None] = {}
    for value in (None, *possible_answers(question)):
        ways.setdefault(_truth(survey, question.key, value), value)
    return list(ways.values())


def possible_answers(question: Question) -> list[Value]:
    if question.scale:
        return list(question.scale.values)
    if question.kind == "yes_no":
        return [True, False]
    if question.kind == "choice":
        return [option.key for option in question.options]
    if question.kind == "choices":
        keys = tuple(option.key for option in question.options)
        return [keys, (), *((key,) for key in keys)]
    return ["text"]


def _truth(survey: Survey, key: str, value: Value | None) -> tuple[bool, ...]:
    return tuple(
        condition.holds(value)
        for question in survey.questions
        if question.ask_if
        for condition in question.ask_if.conditions
        if condition.question == key
    )


def _asked(ask_if: AskIf | None, answers: Answers) -> bool:
    if ask_if is None:
        return True
    met = [condition.holds(answers.get(condition.question)) for condition in ask_if.conditions]
    needed, either = met[: len(ask_if.all)], met[len(ask_if.all) :]
    return all(needed) and (not either or any(either))
