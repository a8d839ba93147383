"""What must hold between the parts of a survey: references, branches, keys, options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.surveys.definition import Condition, Question, Survey
from bot.surveys.errors import did_you_mean
from bot.surveys.lined_yaml import Path
from bot.surveys.reach import reachable

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Problem:
    """Something wrong at a path of the file, with what to do about it."""

    path: Path
    message: str


def problems(survey: Survey) -> list[Problem]:
    """Return all that is wrong with a survey."""
    found = [*_placeholders(survey), *_repeated_keys(survey)]
    if not survey.questions:
        found.append(Problem(("questions",), "there are no questions; write one or more."))
    for index, question in enumerate(survey.questions):
        at: Path = ("questions", index)
        found += [*_labels(question, at), *_options(question, at)]
        branch = list(_conditions(survey, index, at))
        found += branch
        if question.ask_if and not branch and not reachable(survey, index):
            found.append(
                Problem(
                    (*at, "ask_if"),
                    f"question {question.key!r} is never asked: no answers meet its conditions "
                    "(and those of the questions that they need); change or remove 'ask_if'.",
                )
            )
    return found


def _placeholders(survey: Survey) -> Iterator[Problem]:
    for path, wording in survey.wordings():
        for language in ("sv", "en"):
            for name in _PLACEHOLDER.findall(wording.say(language, shop="")):
                yield Problem(
                    (*path, language),
                    f"{{{name}}} cannot be filled in; only {{shop}} can, so remove the braces.",
                )


def _repeated_keys(survey: Survey) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, question in enumerate(survey.questions):
        if question.key in seen:
            yield Problem(
                ("questions", index, "key"),
                f"two questions have the key {question.key!r}; rename one of them.",
            )
        seen.add(question.key)


def _labels(question: Question, at: Path) -> Iterator[Problem]:
    for name in ("low", "high"):
        if getattr(question, name) and not question.scale:
            yield Problem(
                (*at, name),
                f"{name!r} labels the end of a scale, and a {question.kind} question has none; remove it.",
            )


def _options(question: Question, at: Path) -> Iterator[Problem]:
    chosen = question.kind in ("choice", "choices")
    if not chosen and question.options:
        yield Problem((*at, "options"), f"a {question.kind} question has no options; remove them.")
    if chosen and len(question.options) < 2:
        yield Problem(at, f"question {question.key!r} needs two or more 'options' to choose from.")
    if not chosen:
        return
    numbered = list(enumerate(question.options))
    for (_, first), (number, second) in combinations(numbered, 2):
        here: Path = (*at, "options", number)
        if first.key == second.key:
            yield Problem((*here, "key"), f"two options have the key {first.key!r}; rename one of them.")
        for language in ("sv", "en"):
            title = second.title.say(language)
            if first.title.say(language).casefold() == title.casefold():
                yield Problem(
                    (*here, "title", language),
                    f"two options of {question.key!r} have the title {title!r}; customers could not tell them apart.",
                )


def _conditions(survey: Survey, index: int, at: Path) -> Iterator[Problem]:
    question = survey.questions[index]
    if question.ask_if is None:
        return
    if not question.ask_if.conditions:
        yield Problem((*at, "ask_if"), "'ask_if' has no condition; write 'question:' and what it must be.")
    for name in ("all", "any"):
        for number, condition in enumerate(getattr(question.ask_if, name)):
            path: Path = (*at, "ask_if", name, number)
            problem = _reference(survey, index, condition) or _comparison(survey, condition)
            if problem:
                yield Problem((*path, problem[0]), problem[1])


def _reference(survey: Survey, index: int, condition: Condition) -> tuple[str, str] | None:
    question, wanted = survey.questions[index].key, condition.question
    earlier = [other.key for other in survey.questions[:index]]
    if wanted in earlier:
        return None
    told = f"question {question!r} is asked if {wanted!r} was answered in some way; "
    if wanted == question:
        return "question", told + "it cannot wait for itself."
    if survey.question(wanted):
        return "question", told + "that comes later; move it before this one."
    return "question", told + "there is no such question" + did_you_mean(wanted, earlier)


def _comparison(survey: Survey, condition: Condition) -> tuple[str, str] | None:
    asked = survey[condition.question]
    if asked.scale is None:
        for name in ("at_least", "at_most"):
            if getattr(condition, name) is not None:
                return name, f"{asked.key!r} is a {asked.kind} question, not a scale; use 'is' or 'any_of'."
    for name in ("at_least", "at_most"):
        limit = getattr(condition, name)
        if limit is not None and (problem := _values(asked, name, (limit,))):
            return problem
    if condition.equals is not None and condition.any_of is not None:
        return "any_of", "write 'is' or 'any_of', not both."
    if condition.any_of is not None:
        return _values(asked, "any_of", condition.any_of)
    return _values(asked, "is", () if condition.equals is None else (condition.equals,))


def _values(asked: Question, name: str, values: Iterable[bool | int | str]) -> tuple[str, str] | None:
    for value in values:
        if asked.scale and (isinstance(value, bool) or value not in asked.scale):
            return (
                name,
                f"{value!r} is not on the scale of {asked.key!r}, {asked.scale.lowest} to {asked.scale.highest}.",
            )
        if asked.kind == "yes_no" and not isinstance(value, bool):
            return name, f"{asked.key!r} is answered yes or no, not {value!r}."
        if asked.kind == "text":
            return name, f"{asked.key!r} is free text; only 'question' (it was answered) can be a condition."
        if asked.options and not asked.option(str(value)):
            return name, f"{asked.key!r} has no option {value!r}" + did_you_mean(
                str(value), [option.key for option in asked.options]
            )
    return None
