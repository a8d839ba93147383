"""The check-in after a delivery, and the check-back after a case."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Events, Turn, TurnAction
from actions.cases import due_in_words
from actions.orders import day_in_words, products_in_words
from bot.cases.cards import Opened
from bot.outreach.cards import TouchpointCard


def touchpoint_at_hand(turn: Turn) -> TouchpointCard | None:
    uid = turn.slot("touchpoint")
    return turn.app.outreach.touchpoint_by_uid(uid) if uid else None


class ActionStartCheckin(TurnAction):
    """Asks whether all is well with what was delivered."""

    def act(self, turn: Turn) -> Events:
        uid = str(turn.entity("touchpoint"))
        touchpoint = turn.app.outreach.touchpoint_by_uid(uid)
        order = turn.app.records.order(touchpoint.order_id) if touchpoint and touchpoint.order_id else None
        if turn.customer is None or order is None:
            raise LookupError(f"touchpoint {uid} has no customer or order here")
        turn.say(
            "utter_checkin",
            name=turn.customer.first_name or "",
            product=products_in_words(turn, order),
            day=day_in_words(turn, order.delivered_at or order.ordered_at),
        )
        return _begin(uid, "checkin")


class ActionCheckinFine(TurnAction):
    """All is well: begins the survey that the touchpoint names, if any."""

    def act(self, turn: Turn) -> Events:
        turn.say("utter_checkin_fine")
        return _begin_survey(turn, touchpoint_at_hand(turn))


class ActionStartCheckback(TurnAction):
    """Asks whether a solved case is solved for the customer too."""

    def act(self, turn: Turn) -> Events:
        uid = str(turn.entity("touchpoint"))
        touchpoint = turn.app.outreach.touchpoint_by_uid(uid)
        case = turn.app.cases.case(touchpoint.case_id) if touchpoint and touchpoint.case_id else None
        if case is None:
            raise LookupError(f"touchpoint {uid} has no case")
        name = turn.customer.first_name if turn.customer else ""
        turn.say("utter_checkback", name=name, subject=turn.app.cases.subject(case, turn.language))
        return _begin(uid, "checkback")


class ActionCheckbackFine(TurnAction):
    """The case is solved for the customer: confirms it and begins its survey."""

    def act(self, turn: Turn) -> Events:
        turn.say("utter_checkback_fine")
        touchpoint = touchpoint_at_hand(turn)
        case = turn.app.cases.case(touchpoint.case_id) if touchpoint and touchpoint.case_id else None
        # A case that a manager has opened again in the meantime is theirs to close.
        if case is not None and case.state == "resolved":
            turn.app.cases.confirm(case.id, actor="customer")
        return _begin_survey(turn, touchpoint)


class ActionCheckbackNotFine(TurnAction):
    """The case is not solved: opens it again with what the customer said."""

    def act(self, turn: Turn) -> Events:
        touchpoint = touchpoint_at_hand(turn)
        if touchpoint is None or touchpoint.case_id is None:
            return [SlotSet("pending", None)]
        case = turn.app.cases.reopen(touchpoint.case_id, actor="customer", words=turn.text)
        turn.app.outreach.mark_completed(touchpoint.id)
        due = due_in_words(turn, Opened(case=case, created=False))
        if case.manager_name is None:
            turn.say("utter_nobody_there")
        else:
            turn.say("utter_checkback_reopened", manager=case.manager_name, due=due)
        return [SlotSet("pending", None)]


def _begin(touchpoint_uid: str, pending: str) -> Events:
    """A new occasion: whatever form was open is left, its answers kept."""
    return [
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        SlotSet("touchpoint", touchpoint_uid),
        SlotSet("pending", pending),
        SlotSet("misses", 0),
    ]


def _begin_survey(turn: Turn, touchpoint: TouchpointCard | None) -> Events:
    survey = touchpoint.survey if touchpoint else None
    step = None
    if touchpoint is not None and survey:
        turn.app.outreach.mark_answered(touchpoint.id)
        step = turn.app.surveys.start(
            survey,
            conversation_id=turn.conversation_id,
            language=turn.language,
            channel=str(turn.tracker.get_latest_input_channel() or "website"),
            customer_id=turn.customer.id if turn.customer else None,
            touchpoint_id=touchpoint.id,
            order_id=touchpoint.order_id,
        )
    elif touchpoint is not None:
        turn.app.outreach.mark_completed(touchpoint.id)
    return [SlotSet("pending", None), SlotSet("survey_open", step is not None)]
