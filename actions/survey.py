"""Asking a survey's questions in the conversation; the surveys room knows which and what they mean."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, Turn, TurnAction, done
from actions.cases import tells_of_danger
from actions.checkin import touchpoint_at_hand
from actions.escalation import STRONG_WORDS, WISH, hand_over
from actions.orders import order_in_question
from actions.survey_asides import WISH_FOR_HUMAN, is_aside
from actions.survey_cases import keep_words, raise_low_score, tell_of_case
from actions.survey_questions import ask
from bot.surveys.answers import read_answer
from bot.surveys.cards import Outcome, Step

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
        if tells_of_danger(turn.text):
            return _broken_off(turn, step)
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
        if is_aside(turn, step):
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
    """Thanks, tells of a case that a low score led to, or gives a tip for what was bought; nothing in danger."""

    def act(self, turn: Turn) -> Events:
        response = turn.app.surveys.response(str(turn.slot("survey_answer")))
        touchpoint = touchpoint_at_hand(turn)
        if touchpoint is not None:
            turn.app.outreach.mark_completed(touchpoint.id)
        if response is not None and not tells_of_danger(turn.text):
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


def _answers_and_calls(turn: Turn, step: Step) -> bool:
    """Whether a grade and a call for a human came in one message: neither may be lost."""
    return turn.intent == WISH_FOR_HUMAN and step.question.scale is not None and _answers(turn, step)


def _answers(turn: Turn, step: Step) -> bool:
    return read_answer(step.question, turn.text, turn.language).value is not None


def _broken_off(turn: Turn, step: Step) -> Events:
    """Danger ends the survey: a person is told at once, and nothing more is asked. What was answered is kept."""
    if _answers(turn, step):
        _answered(turn, step)
    hand_over(turn, WISH if turn.intent == WISH_FOR_HUMAN else STRONG_WORDS, turn.text)
    if turn.app.surveys.current(turn.conversation_id) is not None:
        turn.app.surveys.stop(turn.conversation_id)
    return [SlotSet("survey_answer", step.response_uid), *done()]


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
