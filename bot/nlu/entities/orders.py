"""Rasa component: order numbers."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import add_entities
from bot.nlu.entities.order_numbers import find_order_numbers


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OrderNumberExtractor(Component, EntityExtractorMixin):
    """Finds order_number, as the shop writes it: upper case, without #. Stands before ContactExtractor."""

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            add_entities(message, text, find_order_numbers(text), self.name)
