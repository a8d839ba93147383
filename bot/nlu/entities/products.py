"""Rasa component: products of the shop's catalogue."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import Found, add_entities
from bot.nlu.products import FoundProduct, find_products
from bot.nlu.products.catalogue import current_index

YIELDS_TO = ("order_number", "phone_number", "email", "postal_address")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProductExtractor(Component, EntityExtractorMixin):
    """Finds product, by its key (SKU); nothing in a process without a catalogue. Stands last.

    `details` has the names in both languages, the confidence, and, where several products fit equally well,
    `ambiguous` and all their keys as `candidates`: the value is then only the first of them.
    """

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            found = [_entity(product) for product in find_products(text, current_index())]
            add_entities(message, text, found, self.name, YIELDS_TO)


def _entity(product: FoundProduct) -> Found:
    name_sv, name_en = product.names
    details = {
        "name_sv": name_sv,
        "name_en": name_en,
        "confidence": product.confidence,
        "ambiguous": product.ambiguous,
        "candidates": list(product.candidates),
    }
    return Found("product", product.key, product.start, product.end, details)
