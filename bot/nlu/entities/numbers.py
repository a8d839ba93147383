"""Rasa component: the numbers of a message, with whether each could be a rating.

Entity `number`: its value is the number as a float (0.9 for "9/10"); its details are `kind` (cardinal, ordinal,
fraction, percent), `count` (the number that was said: 9 of "9/10"), `of` (10 of "9/10", 5 of "fyra stjärnor", else
None), `mark` (its form says that it is a mark) and `rates` (it could rate something: no date, price, time, order,
telephone, or count of things). What an earlier component took for an order number or the like is left alone.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.numbers.find import find_numbers
from bot.nlu.numbers.found import FoundNumber

_YIELDS_TO = frozenset(("order_number", "phone_number", "email", "postal_address"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NumberExtractor(Component, EntityExtractorMixin):
    """Finds numbers in Swedish and English words and digits; the message's language decides between two readings."""

    def read(self, message: Message, text: str | None) -> None:
        if text is None:
            return
        language = message.get("language")
        earlier = message.get(ENTITIES, [])
        taken = [(one["start"], one["end"]) for one in earlier if one["entity"] in _YIELDS_TO]
        found = [
            self._entity(text, one)
            for one in find_numbers(text, language if language in ("sv", "en") else None)
            if not any(one.start < end and start < one.end for start, end in taken)
        ]
        message.set(ENTITIES, [*earlier, *found], add_to_output=True)

    def _entity(self, text: str, one: FoundNumber) -> dict[str, Any]:
        return {
            "entity": "number",
            "value": one.value,
            "start": one.start,
            "end": one.end,
            "text": text[one.start : one.end],
            "extractor": self.name,
            "details": {
                "kind": one.kind,
                "count": one.count,
                "of": one.of,
                "mark": one.mark,
                "rates": one.rates,
            },
        }
