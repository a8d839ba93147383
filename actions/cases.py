"""Handing a customer's trouble to a person, and telling who will be in touch and by when."""

from __future__ import annotations

from actions.base import Turn
from bot.cases.cards import Opened
from bot.nlu.feeling.urgency import names_of
from bot.wording import coming_moment

DANGER = "safety"


def raise_case(
    turn: Turn,
    reason: str,
    words: str,
    *,
    priority: str = "normal",
    order_id: int | None = None,
    touchpoint_id: int | None = None,
    response_id: int | None = None,
    score: str | None = None,
    origin: str | None = None,
) -> Opened:
    """Open a case in the customer's own words, or add them to the one that is open here."""
    return turn.app.cases.raise_or_add(
        origin=origin or f"message:{turn.conversation_id}:{turn.message_id}",
        reason=reason,
        priority=priority,
        language=turn.language,
        words=words,
        customer_id=turn.customer.id if turn.customer else None,
        conversation_id=turn.conversation_id,
        order_id=order_id,
        touchpoint_id=touchpoint_id,
        response_id=response_id,
        score=score,
    )


def promise(
    turn: Turn, opened: Opened, text: str = "utter_case_opened", added: str = "utter_case_added"
) -> None:
    """Say who will be in touch, and by when."""
    case = opened.case
    if case.manager_name is None:
        turn.say("utter_nobody_there")
    elif turn.customer is None and opened.created:
        turn.say("utter_case_opened_visitor", manager=case.manager_name, due=due_in_words(turn, opened))
    else:
        turn.say(text if opened.created else added, manager=case.manager_name, due=due_in_words(turn, opened))


def tells_of_danger(words: str) -> bool:
    """Whether somebody may get hurt: fire, smoke, shocks (bot/nlu/feeling/urgency.yml)."""
    return DANGER in names_of(words)


def warn_of_danger(turn: Turn, words: str) -> None:
    """Say what to do until a person is in touch, where the words tell of danger."""
    if tells_of_danger(words):
        turn.say("utter_danger")


def due_in_words(turn: Turn, opened: Opened) -> str:
    zone = turn.customer.time_zone if turn.customer else turn.app.settings.default_time_zone
    return coming_moment(turn.app.texts, opened.case.due_at, turn.app.now(), zone, turn.language)
