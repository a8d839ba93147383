"""Rasa component: dates, times, durations and recurrences, resolved against the customer's own now."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.times import FoundTime, find_times

ENTITY = "time"


def customers_now(metadata: Any, time_zone: str) -> datetime:
    """The customer's now: of the message's metadata ("now", ISO 8601, and "time_zone", an IANA name), else the clock's.

    What is no time or no zone there is passed over: metadata comes from outside.
    """
    stated = metadata if isinstance(metadata, dict) else {}
    zone = _zone(stated.get("time_zone")) or ZoneInfo(time_zone)
    try:
        moment = datetime.fromisoformat(stated["now"])
    except (KeyError, TypeError, ValueError):
        return datetime.now(zone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _zone(name: Any) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def as_entity(found: FoundTime, text: str, extractor: str) -> dict[str, Any]:
    """A found time in the form in which Rasa keeps entities; the value is a dict of JSON's types."""
    return {
        "entity": ENTITY,
        "value": found.as_value(),
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "extractor": extractor,
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TimeExtractor(Component, EntityExtractorMixin):
    """Finds time. `time_zone` (IANA) is where customers are whose messages do not say so."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        find_times(
            "i morgon", datetime.now(ZoneInfo(self._config["time_zone"]))
        )  # reads the vocabulary now, not later

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"time_zone": "Europe/Stockholm"}

    def read(self, message: Message, text: str | None) -> None:
        if text is None:
            return
        now = customers_now(message.get("metadata"), self._config["time_zone"])
        found = find_times(text, now, message.get("language"))
        entities = [*message.get(ENTITIES, []), *(as_entity(one, text, self.name) for one in found)]
        message.set(ENTITIES, entities, add_to_output=True)
