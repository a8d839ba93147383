"""Rasa component: postal addresses."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.addresses import find_addresses
from bot.nlu.component import Component
from bot.nlu.entities.found import Found, add_entities

YIELDS_TO = ("order_number", "phone_number", "email")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AddressExtractor(Component, EntityExtractorMixin):
    """Finds postal_address: in one line, with its parts in `details`. Stands behind orders and contacts."""

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            found = [
                Found("postal_address", one.value, one.start, one.end, one.parts)
                for one in find_addresses(text)
            ]
            add_entities(message, text, found, self.name, YIELDS_TO)
