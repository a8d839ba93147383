"""How a survey question is put: its words, its buttons, and what a client needs to draw it."""

from __future__ import annotations

import json
from typing import Any

from actions.base import Turn, since_message
from bot.surveys.cards import Step


def ask(turn: Turn, step: Step) -> None:
    """Ask the step's question, after the survey's intro when it is the first one."""
    shop, language = turn.app.settings.shop_name, turn.language
    if step.begins and "active_loop" in since_message(turn.tracker):
        turn.say_words(step.survey.intro.say(language, shop=shop))
    buttons = [{"title": title, "payload": _payload(step, value)} for value, title in _choices(turn, step)]
    buttons.append({"title": turn.phrase("utter_survey_skip_button"), "payload": "/skip"})
    turn.say_words(step.question.text.say(language, shop=shop), buttons, question=_for_client(step, language))


def _choices(turn: Turn, step: Step) -> list[tuple[str, str]]:
    if step.question.kind == "yes_no":
        return [("yes", turn.phrase("utter_survey_yes")), ("no", turn.phrase("utter_survey_no"))]
    return step.question.choices(turn.language)


def _payload(step: Step, value: str) -> str:
    """The button's meaning; it names its question, because a button can be pressed long after."""
    question = f"{step.response_uid}:{step.question.key}"
    return "/give_rating" + json.dumps({"survey_value": value, "question": question})


def _for_client(step: Step, language: str) -> dict[str, Any]:
    question, scale = step.question, step.question.scale
    labels = (question.low, question.high)
    return {
        "key": question.key,
        "kind": question.kind,
        "scale": [min(scale.values), max(scale.values)] if scale else None,
        "choices": [title for _, title in question.choices(language)] if question.kind == "choices" else None,
        "labels": [label.say(language) if label else "" for label in labels] if any(labels) else None,
        "number": step.number,
        "total": step.total,
    }
