"""The start of a session, and what is looked up at every message."""

from __future__ import annotations

from time import time

from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet

from actions.base import Events, Turn, TurnAction
from bot.texts import LANGUAGES

# How sure of a message's language to be: at first, to change it, and to change it on one word or on nonsense.
LIKELY, SURE, BEYOND_DOUBT = 0.6, 0.7, 0.9
MOSTLY = 0.5
KEPT_OVER_SESSIONS = (
    "language",
    "pending",
    "survey_open",
    "touchpoint",
    "problem_kind",
    "problem_details",
    "tutorial_helped",
    "contact_field",
    "contact_value",
)
STILL_TALKING_SECONDS = 3600
"""Whoever wrote so recently is in the same talk, whatever session it is."""


class ActionSessionStart(TurnAction):
    """Carries over what is unfinished: a form that was open goes on where it was, days later too."""

    def act(self, turn: Turn) -> Events:
        kept = (*KEPT_OVER_SESSIONS, "misses") if _is_still_talking(turn) else KEPT_OVER_SESSIONS
        slots = [SlotSet(name, turn.slot(name)) for name in kept if turn.slot(name) is not None]
        return [SessionStarted(), *slots, *_open_form(turn), ActionExecuted("action_listen")]


class ActionValidateSlotMappings(TurnAction):
    """Sets what every message brings: its language, who is writing, and whether it was understood."""

    def act(self, turn: Turn) -> Events:
        understood = turn.intent not in (None, "nlu_fallback", "out_of_scope")
        events: Events = [SlotSet("identified", turn.identified)]
        events.append(SlotSet("language", _language(turn, understood)))
        in_form = (turn.tracker.active_loop or {}).get("name") is not None
        if understood and turn.slot("misses") and not in_form and turn.slot("pending") != "human":
            events.append(SlotSet("misses", 0))
        return events


def _language(turn: Turn, understood: bool) -> str:
    """The language to go on in: the message's own, where it is sure enough to change what was spoken."""
    heard = turn.tracker.latest_message.get("language")
    sure = float(turn.tracker.latest_message.get("language_confidence") or 0)
    if heard not in LANGUAGES or heard == turn.language:
        return turn.language
    listed = float(turn.tracker.latest_message.get("language_listed") or 0)
    if not understood and listed < MOSTLY:
        return turn.language  # nonsense has no language, whatever its letters look like
    if turn.slot("language") is None:
        needed = LIKELY
    elif not understood:
        needed = BEYOND_DOUBT
    else:
        needed = SURE if len(turn.text.split()) > 1 else BEYOND_DOUBT
    return str(heard) if sure >= needed else turn.language


def _is_still_talking(turn: Turn) -> bool:
    said = next((event for event in reversed(turn.tracker.events) if event["event"] == "user"), None)
    return said is not None and time() - float(said["timestamp"]) < STILL_TALKING_SECONDS


def _open_form(turn: Turn) -> list[EventType]:
    loop = (turn.tracker.active_loop or {}).get("name")
    if not loop:
        return []
    return [
        {"event": "active_loop", "name": loop, "timestamp": None},
        SlotSet("requested_slot", turn.slot("requested_slot")),
    ]
