"""From a customer's message to a value, or to what has to be asked."""

from __future__ import annotations

from collections.abc import Callable

from bot.surveys.answers.choices import read_choices
from bot.surveys.answers.outcome import Reading, kept, unclear
from bot.surveys.answers.ratings import read_rating
from bot.surveys.answers.texts import cleaned
from bot.surveys.answers.yes_no import read_yes_no
from bot.surveys.definition import Question

__all__ = ["Reading", "read_answer"]

LONGEST_TEXT = 4000

_HINTS = {
    "choice": "utter_survey_hint_choice",
    "choices": "utter_survey_hint_choices",
    "yes_no": "utter_survey_hint_yes_no",
    "text": "utter_survey_hint_text",
}


def read_answer(question: Question, text: str, language: str, payload: str | None = None) -> Reading:
    """Read an answer to a question; a button's ``payload`` is taken as it is, words are understood.

    ``language`` (sv or en) is tried first where a word means different things.
    """
    words = cleaned(text)[:LONGEST_TEXT].strip()
    if payload is not None:
        return _pressed(question, payload, words)
    readers: dict[str, Callable[[], Reading]] = {
        "text": lambda: Reading(value=words) if words else unclear("utter_survey_hint_text"),
        "yes_no": lambda: read_yes_no(words, language),
        "choice": lambda: read_choices(question, words, language),
        "choices": lambda: read_choices(question, words, language),
    }
    read = readers.get(question.kind, lambda: read_rating(question, words, language))
    return read()


def _pressed(question: Question, payload: str, title: str) -> Reading:
    """Read a button's value: a number, an option's key (or several, with commas), yes or no."""
    chosen = tuple(key for key in payload.split(",") if key)
    if question.scale and payload in map(str, question.scale.values):
        return Reading(value=int(payload))
    if question.kind == "yes_no" and payload in ("yes", "no"):
        return Reading(value=payload == "yes", said=kept(title))
    if question.kind == "choice" and question.option(payload):
        return Reading(value=payload, said=kept(title))
    if question.kind == "choices" and all(question.option(key) for key in chosen):
        return Reading(value=tuple(dict.fromkeys(chosen)), said=kept(title))
    if question.kind == "text" and payload.strip():
        return Reading(value=cleaned(payload)[:LONGEST_TEXT].strip())
    scale = question.scale
    limits: dict[str, object] = {"low": scale.lowest, "high": scale.highest} if scale else {}
    return unclear(_HINTS.get(question.kind, "utter_survey_hint_rating"), **limits)
