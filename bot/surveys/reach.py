"""Whether any answers lead to a question: solved over the values that each condition leaves."""

from __future__ import annotations

from itertools import product

from bot.surveys.definition import Condition, Question, Survey, Value
from bot.surveys.engine import possible_answers

# What a way to a question needs: for each question (for several choices: each of its conditions) the values left.
Way = dict[tuple[str, object], frozenset[Value]]

_MOST_WAYS = 500


def reachable(survey: Survey, index: int) -> bool:
    """Say whether some answers lead to the question. Its references must exist and point backwards."""
    return bool(_ways(survey, survey.questions[index]))


def _ways(survey: Survey, question: Question) -> list[Way]:
    if question.ask_if is None:
        return [{}]
    needed = [_met(survey, condition) for condition in question.ask_if.all]
    either = [way for condition in question.ask_if.any for way in _met(survey, condition)]
    groups = [*needed, either] if question.ask_if.any else needed
    found: list[Way] = []
    for ways in product(*groups):
        joined = _joined(ways)
        if joined is not None:
            found.append(joined)
        if len(found) >= _MOST_WAYS:  # plenty: this only has to tell some from none
            break
    return found


def _met(survey: Survey, condition: Condition) -> list[Way]:
    """Return the ways to the condition's question, narrowed to the answers that meet it."""
    asked = survey[condition.question]
    left = frozenset(value for value in possible_answers(asked) if condition.holds(value))
    # Several choices can meet several conditions at once, so they don't narrow each other.
    narrowed = (asked.key, condition if asked.kind == "choices" else None)
    here: Way = {narrowed: left}
    return [way for other in _ways(survey, asked) if (way := _joined((here, other))) is not None]


def _joined(ways: tuple[Way, ...]) -> Way | None:
    """Return what all the ways need together; None when they exclude each other."""
    joined: Way = {}
    for way in ways:
        for name, values in way.items():
            joined[name] = joined[name] & values if name in joined else values
            if not joined[name]:
                return None
    return joined
