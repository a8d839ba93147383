"""Rasa component: sets "urgency" on a message: what presses in it, each with the words that told it.

A list of {"name": safety | legal | leaving | anger, "words": …}, the most pressing first; empty where nothing does.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.feeling.urgency import alarms_in


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class UrgencyReader(Component):
    """Finds danger to people, law and authorities, leaving, and anger, by the expressions of feeling/urgency.yml."""

    def read(self, message: Message, text: str | None) -> None:
        message.set(
            "urgency", [dict(vars(alarm)) for alarm in alarms_in(text)] if text else [], add_to_output=True
        )
