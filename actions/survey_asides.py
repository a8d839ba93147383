"""What a customer may want in the middle of a survey, told from an answer to its question."""

from __future__ import annotations

from actions.base import Turn
from bot.surveys.cards import Step

# The topic's own rule sees to these.
ASIDES = {
    "ask_human",
    "ask_order_status",
    "bot_challenge",
    "change_language",
    "delete_my_data",
    "dispute",
    "show_my_data",
    "unsubscribe",
    "update_contact_details",
}
SURE = 0.7
# Heard in a free text too; the other wishes there only as a question.
WISH_FOR_HUMAN = "ask_human"
PLAIN_WISHES = {WISH_FOR_HUMAN, "delete_my_data", "unsubscribe"}
POLITE = {"greet", "goodbye"}
POLITE_WORDS = 3
"""A greeting this short is no comment."""


def is_aside(turn: Turn, step: Step) -> bool:
    """Whether the customer wants something else. A free text may well hold a complaint: that is its answer."""
    if step.question.kind != "text":
        return turn.intent in ASIDES
    if turn.confidence < SURE:
        return False
    if turn.intent in POLITE:
        return len(turn.text.split()) <= POLITE_WORDS
    if turn.intent == "change_language":
        return turn.entity("language_name") is not None
    return turn.intent in PLAIN_WISHES or (turn.intent in ASIDES and "?" in turn.text)
