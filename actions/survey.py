"""Asking a survey's questions in the conversation; the surveys room knows which and what they mean."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, Turn, TurnAction, done
from actions.checkin import touchpoint_at_hand
from actions.escalation import WISH, hand_over
from actions.orders import order_in_question
from actions.survey_cases import keep_words, raise_low_score, tell_of_case
from actions.survey_questions import ask
from bot.surveys.answers import read_answer
from bot.surveys.cards import Outcome, Step

# What a customer may want in the middle of a survey; the topic's own rule sees to it.
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
# These can be no aside: what is unclear in them is the answer itself.
ANSWER_LIKE = {
    None,
    "affirm",
    "deny",
    "give_feedback",
    "give_rating",
    "nlu_fallback",
    "out_of_scope",
    "praise",
}
SURE = 0.7
# Heard in a free text too; the other wishes there only as a question.
WISH_FOR_HUMAN = "ask_human"
PLAIN_WISHES = {WISH_FOR_HUMAN, "delete_my_data", "unsubscribe"}
POLITE = {"greet", "goodbye"}
POLITE_WORDS = 3
"""A greeting this short is no comment."""
MISSES_BEFORE_SKIPPING = 3


class ValidateSurveyForm(FormAction):
    """Reads the reply to the open question."""

    def begin(self, turn: Turn) -> Events:
        if turn.app.surveys.current(turn.conversation_id) is None:
            return done()
        return [SlotSet("survey_answer", None), SlotSet("misses", 0)]

    def read(self, turn: Turn) -> Events:
        step = turn.app.surveys.current(turn.conversation_id)
        if step is None:
            return done()
        if turn.slot("pending") and turn.intent in ("affirm", "deny"):
            return []
        if turn.intent == "help" and not turn.pressed:
            _explain(turn, step)
            return [SlotSet("survey_answer", None)]
        steered = _steered(turn)
        if steered is not None:
            return steered
        if _answers_and_calls(turn, step):
            events = _answered(turn, step)
            hand_over(turn, WISH, turn.text)
            return events
        if _is_aside(turn, step):
            return []
        return _answered(turn, step)


class ActionAskSurveyFormSurveyAnswer(TurnAction):
    def act(self, turn: Turn) -> Events:
        step = turn.app.surveys.current(turn.conversation_id)
        if step is not None:
            ask(turn, step)
        return []


class ActionResumeSurvey(TurnAction):
    def act(self, turn: Turn) -> Events:
        return [SlotSet("pending", None), SlotSet("survey_open", True)]


class ActionDropSurvey(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.app.surveys.stop(turn.conversation_id)
        turn.say("utter_survey_stopped")
        return [SlotSet("pending", None), SlotSet("survey_open", False)]


class ActionSurveyDone(TurnAction):
    """Thanks, tells of a case that a low score led to, or gives a tip for what was bought."""

    def act(self, turn: Turn) -> Events:
        response = turn.app.surveys.response(str(turn.slot("survey_answer")))
        touchpoint = touchpoint_at_hand(turn)
        if touchpoint is not None:
            turn.app.outreach.mark_completed(touchpoint.id)
        if response is not None:
            if response.state == "completed":
                turn.say_words(response.survey.thanks.say(turn.language, shop=turn.app.settings.shop_name))
            else:
                turn.say("utter_survey_stopped")
            if not tell_of_case(turn, response):
                _tip(turn)
        return [SlotSet("survey_answer", None), SlotSet("survey_open", False), SlotSet("misses", 0)]


def _steered(turn: Turn) -> Events | None:
    """Skip, stop and back; None when the reply is none of them."""
    surveys, conversation = turn.app.surveys, turn.conversation_id
    if turn.intent == "skip":
        return _went_on(turn, surveys.skip(conversation))
    if turn.intent == "stop":
        outcome = surveys.stop(conversation)
        return [SlotSet("survey_answer", outcome.response_uid), *done()]
    if turn.intent == "go_back":
        if surveys.back(conversation).kind == "first":
            turn.say("utter_survey_first_question")
        return [SlotSet("survey_answer", None)]
    return None


def _explain(turn: Turn, step: Step) -> None:
    """Say how the open question can be answered: what a question mark in its place would lead to."""
    reading = read_answer(step.question, "?", turn.language)
    turn.say(reading.hint or "utter_survey_hint_text", **reading.hint_values)


def _is_aside(turn: Turn, step: Step) -> bool:
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


def _answers_and_calls(turn: Turn, step: Step) -> bool:
    """Whether a grade and a call for a human came in one message: neither may be lost."""
    if turn.intent != WISH_FOR_HUMAN or step.question.scale is None:
        return False
    return read_answer(step.question, turn.text, turn.language).value is not None


def _answered(turn: Turn, step: Step) -> Events:
    uid, _, question = str(turn.entity("question") or "").partition(":")
    button = turn.entity("survey_value")
    if button is not None and uid != step.response_uid:
        turn.say("utter_survey_hint_old_button")
        return [SlotSet("survey_answer", None)]
    outcome = turn.app.surveys.answer(
        turn.conversation_id,
        turn.text,
        language=turn.language,
        payload_value=None if button is None else str(button),
        question=question or None,
    )
    if outcome.kind == "unclear":
        return _unclear(turn, outcome)
    if outcome.score is not None and outcome.answered is not None:
        raise_low_score(turn, step, outcome)
    keep_words(turn, step, outcome)
    return _went_on(turn, outcome)


def _went_on(turn: Turn, outcome: Outcome) -> Events:
    if outcome.kind == "finished":
        return [SlotSet("survey_answer", outcome.response_uid), *done()]
    return [SlotSet("survey_answer", None), SlotSet("misses", 0)]


def _unclear(turn: Turn, outcome: Outcome) -> Events:
    if turn.intent not in ANSWER_LIKE:
        return []
    misses = int(turn.slot("misses") or 0) + 1
    if misses >= MISSES_BEFORE_SKIPPING:
        turn.say("utter_survey_skipped_unclear")
        return _went_on(turn, turn.app.surveys.skip(turn.conversation_id))
    turn.say(outcome.hint or "utter_rephrase", **outcome.hint_values)
    return [SlotSet("survey_answer", None), SlotSet("misses", misses)]


def _tip(turn: Turn) -> None:
    order = order_in_question(turn)
    for line in order.lines if order else ():
        tip = turn.app.records.tip_for(line.product_id, turn.language) if line.product_id else None
        if tip:
            turn.say("utter_tip", product=line.name(turn.language), tip=tip)
            return
