"""Rasa component: e-mail addresses and telephone numbers, found with libraries made for them."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.emails import find_emails
from bot.nlu.entities.found import add_entities
from bot.nlu.entities.phones import find_phones


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContactExtractor(Component, EntityExtractorMixin):
    """Finds email and phone_number. `region` (ISO 3166) is where numbers without country code belong."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"region": "SE"}

    def read(self, message: Message, text: str | None) -> None:
        if text is None:
            return
        emails = find_emails(text)
        phones = [
            phone
            for phone in find_phones(text, self._config["region"])
            if not any(mail.overlaps(phone.start, phone.end) for mail in emails)
        ]
        add_entities(message, text, [*emails, *phones], self.name, yields_to=("order_number",))
