"""One thing found in a message, in the form Rasa keeps entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message


@dataclass(frozen=True)
class Found:
    """`value` is canonical (damaged, sv, +46701740605); start and end are positions in the message."""

    entity: str
    value: str
    start: int
    end: int

    def as_rasa(self, text: str, extractor: str) -> dict[str, Any]:
        return {
            "entity": self.entity,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "text": text[self.start : self.end],
            "extractor": extractor,
        }


def add_entities(message: Message, text: str, found: list[Found], extractor: str) -> None:
    """Append what was found to the entities that earlier components put on the message."""
    entities = [*message.get(ENTITIES, []), *(one.as_rasa(text, extractor) for one in found)]
    message.set(ENTITIES, entities, add_to_output=True)
