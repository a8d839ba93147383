"""The start of a session, and what is looked up at every message."""

from __future__ import annotations

from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet

from actions.base import Events, Turn, TurnAction

LANGUAGES = ("sv", "en")
BEYOND_DOUBT = 0.9
KEPT_OVER_SESSIONS = (
    "language",
    "pending",
    "survey_open",
    "touchpoint",
    "problem_kind",
    "problem_details",
    "contact_field",
    "contact_value",
)


class ActionSessionStart(TurnAction):
    """Carries over what is unfinished: a form that was open goes on where it was, days later too."""

    def act(self, turn: Turn) -> Events:
        slots = [SlotSet(name, turn.slot(name)) for name in KEPT_OVER_SESSIONS if turn.slot(name) is not None]
        return [SessionStarted(), *slots, *_open_form(turn), ActionExecuted("action_listen")]


class ActionValidateSlotMappings(TurnAction):
    """Sets what every message brings: its language, who is writing, and whether it was understood."""

    def act(self, turn: Turn) -> Events:
        understood = turn.intent not in (None, "nlu_fallback", "out_of_scope")
        events: Events = [SlotSet("identified", turn.customer is not None)]
        spoken = turn.tracker.latest_message.get("language")
        if spoken in LANGUAGES and (understood or _surely(turn)):
            events.append(SlotSet("language", spoken))
        elif turn.slot("language") is None:
            events.append(SlotSet("language", turn.language))
        in_form = (turn.tracker.active_loop or {}).get("name") is not None
        if understood and turn.slot("misses") and not in_form and turn.slot("pending") != "human":
            events.append(SlotSet("misses", 0))
        return events


def _surely(turn: Turn) -> bool:
    """Words that were not understood change the language only when it is beyond doubt."""
    return float(turn.tracker.latest_message.get("language_confidence") or 0) >= BEYOND_DOUBT


def _open_form(turn: Turn) -> list[EventType]:
    loop = (turn.tracker.active_loop or {}).get("name")
    if not loop:
        return []
    return [
        {"event": "active_loop", "name": loop, "timestamp": None},
        SlotSet("requested_slot", turn.slot("requested_slot")),
    ]
