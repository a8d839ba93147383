"""Trouble with what was bought: which kind, a tutorial where one fits, otherwise a case."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, FormAction, Turn, TurnAction, done, since_message
from actions.cases import promise, raise_case, tells_of_danger, warn_of_danger
from actions.checkin import touchpoint_at_hand
from actions.orders import order_in_question
from bot.cases import triage
from bot.nlu.feeling.urgency import names_of
from bot.records.cards import TutorialCard

NOT_NEEDED = "not_needed"
TROUBLE = {"report_problem", "complain", "deny"}
WORDS_THAT_TELL = 3
"""A message of at least so many words tells what happened; nobody is asked to repeat it."""
SLOTS = ("problem_kind", "problem_details", "tutorial_helped")
# What may be wanted in the middle; everything else is taken as the customer telling about the problem.
ASIDES = {"ask_human", "ask_order_status", "bot_challenge", "change_language", "help", "show_my_data"}


class ValidateProblemForm(FormAction):
    """Reads what is wrong, how it came about, and whether the tutorial helped."""

    def begin(self, turn: Turn) -> Events:
        kind = turn.entity("problem_kind")
        if kind is None and turn.intent == "ask_order_status":
            # "Where is it?", to a check-in that says it came.
            kind = "missing"
        if kind is None:
            return [SlotSet(slot, None) for slot in SLOTS]
        return _with_kind(turn, str(kind))

    def read(self, turn: Turn) -> Events:
        if turn.intent == "stop":
            return [SlotSet("problem_kind", None), *done()]
        if turn.intent in ASIDES:
            return []
        asked = turn.slot("requested_slot")
        if asked == "problem_kind":
            return _read_kind(turn)
        if asked == "problem_details":
            return [SlotSet("problem_details", NOT_NEEDED if turn.intent == "skip" else turn.text)]
        return _read_verdict(turn)


class ActionAskProblemFormProblemKind(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_ask_problem_kind")
        return []


class ActionAskProblemFormProblemDetails(TurnAction):
    def act(self, turn: Turn) -> Events:
        turn.say("utter_ask_problem_details")
        return []


class ActionAskProblemFormTutorialHelped(TurnAction):
    def act(self, turn: Turn) -> Events:
        tutorial = _tutorial(turn, turn.slot("problem_kind"))
        if tutorial is not None:
            turn.say("utter_ask_tutorial_helped", title=tutorial.title, url=_absolute(turn, tutorial.url))
        return []


class ActionFinishProblem(TurnAction):
    """Closes what the tutorial solved, and opens a case for the rest."""

    def act(self, turn: Turn) -> Events:
        kind = turn.slot("problem_kind")
        if kind is None:
            turn.say("utter_problem_dropped")
        elif turn.slot("tutorial_helped") is True:
            turn.say("utter_tutorial_helped")
        else:
            self._open_case(turn, str(kind))
        touchpoint = touchpoint_at_hand(turn)
        if touchpoint is not None and kind is not None:
            turn.app.outreach.mark_answered(touchpoint.id)
        survey_open = turn.app.surveys.current(turn.conversation_id) is not None
        return [
            *(SlotSet(slot, None) for slot in SLOTS),
            SlotSet("pending", None),
            SlotSet("survey_open", survey_open),
        ]

    def _open_case(self, turn: Turn, kind: str) -> None:
        details = turn.slot("problem_details")
        words = "" if details == NOT_NEEDED else str(details or "")
        order, touchpoint = order_in_question(turn), touchpoint_at_hand(turn)
        verdict = triage.decide(triage.Signals(problem_kind=kind, urgency=names_of(words)))
        opened = raise_case(
            turn,
            verdict.reason if verdict else "other_problem",
            words,
            priority=verdict.priority if verdict else "normal",
            order_id=order.id if order else None,
            touchpoint_id=touchpoint.id if touchpoint else None,
        )
        warn_of_danger(turn, words)
        if not tells_of_danger(words) and since_message(turn.tracker).count("active_loop") > 1:
            # Told and handed on in one go: no question has shown any feeling yet.
            turn.say("utter_problem_seen")
        promise(turn, opened)


class ActionHowTo(TurnAction):
    """Shows the guide for what was bought, or offers a person."""

    def act(self, turn: Turn) -> Events:
        tutorial = _tutorial(turn, "how_to") or _tutorial(turn, "does_not_work")
        if tutorial is not None:
            turn.say("utter_how_to", title=tutorial.title, url=_absolute(turn, tutorial.url))
            return []
        turn.say("utter_how_to_none")
        return [SlotSet("pending", "human")]


def _read_kind(turn: Turn) -> Events:
    kind = turn.entity("problem_kind")
    if kind is not None:
        return _with_kind(turn, str(kind))
    if len(turn.text.split()) >= WORDS_THAT_TELL:
        return _with_kind(turn, "other")
    misses = int(turn.slot("misses") or 0) + 1
    if misses > 1:
        return _with_kind(turn, "other")
    turn.say("utter_problem_kind_unclear")
    return [SlotSet("problem_kind", None), SlotSet("misses", misses)]


def _with_kind(turn: Turn, kind: str) -> Events:
    """The kind, with whatever the message that named it already tells."""
    told = len(turn.text.split()) >= WORDS_THAT_TELL and not turn.pressed
    fits = _tutorial(turn, kind) is not None and not tells_of_danger(turn.text)
    return [
        SlotSet("problem_kind", kind),
        SlotSet("problem_details", turn.text if told else None),
        SlotSet("tutorial_helped", None if fits else NOT_NEEDED),
        SlotSet("misses", 0),
    ]


def _read_verdict(turn: Turn) -> Events:
    if turn.intent in ("affirm", "thank", "praise"):
        return [SlotSet("tutorial_helped", True)]
    if turn.intent in TROUBLE | {"skip"}:
        return [SlotSet("tutorial_helped", False)]
    misses = int(turn.slot("misses") or 0) + 1
    if misses > 1:
        return [SlotSet("tutorial_helped", False)]
    turn.say("utter_yes_or_no")
    return [SlotSet("tutorial_helped", None), SlotSet("misses", misses)]


def _tutorial(turn: Turn, kind: str) -> TutorialCard | None:
    order = order_in_question(turn)
    for line in order.lines if order else ():
        found = (
            turn.app.records.tutorial_for(line.product_id, kind, turn.language) if line.product_id else None
        )
        if found is not None:
            return found
    return None


def _absolute(turn: Turn, url: str) -> str:
    return f"{turn.app.settings.public_web_url}{url}" if url.startswith("/") else url
