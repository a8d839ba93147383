"""Changing the language on request, and remembering it on the record."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.base import Events, Turn, TurnAction

OTHER = {"sv": "en", "en": "sv"}


class ActionChangeLanguage(TurnAction):
    def act(self, turn: Turn) -> Events:
        wanted = turn.entity("language_name")
        if wanted is None:
            wanted = OTHER[turn.language]
        if wanted not in OTHER:
            turn.say("utter_language_unknown")
            return []
        turn.say("utter_language_changed", language=wanted)
        if turn.customer is not None:
            turn.app.records.set_language(turn.customer.id, wanted)
        return [SlotSet("language", wanted)]
