"""Greetings, thanks, and what needs no more than a friendly sentence."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, Turn, TurnAction


class ActionGreet(TurnAction):
    """Greets, and reminds of a survey that was left half finished."""

    def act(self, turn: Turn) -> Events:
        if turn.customer is not None and turn.customer.first_name:
            turn.say("utter_greet_known", name=turn.customer.first_name)
        else:
            turn.say("utter_greet", shop=turn.app.settings.shop_name)
        if turn.tracker.active_loop.get("name") or turn.app.surveys.current(turn.conversation_id) is None:
            return []
        step = turn.app.surveys.current(turn.conversation_id)
        turn.say("utter_survey_resume_offer", left=step.left if step else 0)
        return [SlotSet("pending", "survey")]


class ActionGoodbye(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_goodbye")
        return []


class ActionWelcome(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_welcome")
        return []


class ActionBotChallenge(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_bot_challenge")
        return []


class ActionHelp(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_help")
        return []


class ActionAcknowledge(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_noted")
        return []


class ActionNoProblem(TurnAction):
    """A no closes whatever yes-or-no question was open."""

    def act(self, turn: Turn) -> Events:
        turn.say("utter_no_problem")
        return [SlotSet("pending", None), SlotSet("misses", 0)]


class ActionPraise(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_praise")
        return []


class ActionFeedback(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_feedback")
        return []


class ActionNothingToRate(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_nothing_to_rate")
        return []


class ActionNothingToStop(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_nothing_to_stop")
        return [SlotSet("pending", None)]
