"""Rasa component: entity `yes_no` (yes, no or maybe) where a message answers so, with its strength in the details.

Each answer of the message stands in its order; `bot.nlu.numbers.yes_no.verdict` tells which counts.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import Found, add_entities
from bot.nlu.numbers.yes_no import find_yes_no


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class YesNoExtractor(Component, EntityExtractorMixin):
    """Finds yes_no: "jo", "absolut inte", "nja", "not really", thumbs up and down."""

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            found = [
                Found("yes_no", one.value, one.start, one.end, {"strength": one.strength})
                for one in find_yes_no(text)
            ]
            add_entities(message, text, found, self.name)
