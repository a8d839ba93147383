"""Newsletters on and off: a consent with when and how it was given."""

from __future__ import annotations

from actions.base import Events, Turn, TurnAction


class ActionSubscribe(TurnAction):
    def act(self, turn: Turn) -> Events:
        return _record(turn, granted=True, text="utter_subscribed")


class ActionUnsubscribe(TurnAction):
    def act(self, turn: Turn) -> Events:
        return _record(turn, granted=False, text="utter_unsubscribed")


def _record(turn: Turn, *, granted: bool, text: str) -> Events:
    if turn.customer is None:
        turn.say("utter_sign_in")
        return []
    turn.app.records.record_consent(
        turn.customer.id, purpose="marketing", channel="mail", granted=granted, source="chat"
    )
    turn.say(text)
    return []
