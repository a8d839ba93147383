"""Reaching a person: asked for, or because the assistant does not understand."""

from __future__ import annotations

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, Turn, TurnAction
from actions.cases import promise, raise_case, warn_of_danger
from actions.orders import order_in_question
from bot.cases import triage
from bot.nlu.feeling.urgency import names_of

MISSES_BEFORE_OFFER = 2
MISSES_BEFORE_CASE = 3
LAST_WORDS = 3
"""How many of the customer's latest messages go into a case that the assistant opens by itself."""
HANDED_OVER = {"dispute": "dispute", "request_refund": "other_problem"}
WISH = "asked_for_human"
STRONG_WORDS = "strong_words"
# Where no rule applies, Rasa would otherwise run this action again and again.
LISTEN = (FollowupAction("action_listen"),)


class ActionAskHuman(TurnAction):
    def act(self, turn: Turn) -> Events:
        offered = turn.slot("pending") == "human" and turn.intent == "affirm"
        words = _latest_words(turn) if offered else turn.text
        hand_over(turn, "bot_failed" if offered and turn.slot("misses") else WISH, words)
        return [SlotSet("pending", None), SlotSet("misses", 0)]


class ActionHandOver(TurnAction):
    """Refunds, disputes, agreements, meetings and offers are settled by people."""

    def act(self, turn: Turn) -> Events:
        hand_over(turn, HANDED_OVER.get(str(turn.intent), WISH), turn.text)
        return [SlotSet("pending", None)]


class ActionNotUnderstood(TurnAction):
    """Asks once to rephrase, then offers a person, then gets one: never a loop."""

    first_answer = "utter_rephrase"

    def act(self, turn: Turn) -> Events:
        misses = int(turn.slot("misses") or 0) + 1
        if misses >= MISSES_BEFORE_CASE:
            hand_over(turn, "bot_failed", _latest_words(turn))
            return [SlotSet("misses", 0), SlotSet("pending", None), *LISTEN]
        if misses >= MISSES_BEFORE_OFFER:
            turn.say("utter_offer_human")
            return [SlotSet("misses", misses), SlotSet("pending", "human"), *LISTEN]
        turn.say(self.first_answer)
        return [SlotSet("misses", misses), *LISTEN]


class ActionOutOfScope(ActionNotUnderstood):
    """The same for what is understood but is nothing of ours."""

    first_answer = "utter_out_of_scope"


def hand_over(turn: Turn, reason: str, words: str) -> None:
    """Open a case for a person, and promise who will be in touch.

    A fault told in the same breath is what the manager should see first, so it gives the case its reason.
    """
    order = order_in_question(turn)
    verdict = triage.decide(
        triage.Signals(
            asked_for_human=reason == WISH,
            dispute="dispute" in (reason, *turn.wishes),
            problem_kind=turn.entity("problem_kind") if "report_problem" in turn.wishes else None,
            urgency=names_of(words),
            sentiment=turn.sentiment,
        )
    )
    opened = raise_case(
        turn,
        triage.most_telling(reason, verdict.reason) if verdict else reason,
        words,
        priority=verdict.priority if verdict else "normal",
        order_id=order.id if order else None,
    )
    warn_of_danger(turn, words)
    promise(turn, opened)


def _latest_words(turn: Turn) -> str:
    said = [
        event.get("text") for event in turn.tracker.events if event["event"] == "user" and event.get("text")
    ]
    return "\n".join(said[-LAST_WORDS:])
