"""What we keep about a customer: shown to the customer alone, and removed on request."""

from __future__ import annotations

from actions.base import Events, Turn, TurnAction
from actions.cases import promise, raise_case


class ActionShowMyData(TurnAction):
    def act(self, turn: Turn) -> Events:
        if turn.customer is None:
            turn.say("utter_sign_in")
            return []
        held = turn.app.records.data_held(turn.customer.id)
        nothing = turn.phrase("none")
        turn.say(
            "utter_data_held",
            name=held.name or nothing,
            email=held.email or nothing,
            phone=held.phone or nothing,
            address=", ".join((held.address or nothing).splitlines()),
            orders=held.orders,
            answers=held.answers,
            cases=held.cases,
        )
        return []


class ActionDeleteMyData(TurnAction):
    """A person checks who asks and what the law has us keep, and confirms it."""

    def act(self, turn: Turn) -> Events:
        if turn.customer is None:
            turn.say("utter_sign_in")
            return []
        opened = raise_case(turn, "asked_for_human", turn.text)
        promise(turn, opened, text="utter_delete_requested", added="utter_delete_requested")
        return []
