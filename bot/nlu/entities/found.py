"""One thing found in a message, in the form Rasa keeps entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

ENTITIES = "entities"
"""Where Rasa keeps a message's entities (rasa.shared.nlu.constants.ENTITIES, without importing Rasa)."""

MAX_CHARACTERS = 1000
"""Nothing is looked for behind this: the channel cuts messages there."""


@dataclass(frozen=True)
class Found:
    """`value` is canonical (damaged, sv, +46701740605); start and end are positions in the message."""

    entity: str
    value: str
    start: int
    end: int
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else is known, as JSON would keep it: an address's parts, a product's name."""

    def as_rasa(self, text: str, extractor: str) -> dict[str, Any]:
        entity = {
            "entity": self.entity,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "text": text[self.start : self.end],
            "extractor": extractor,
        }
        return entity | ({"details": dict(self.details)} if self.details else {})

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def add_entities(
    message: Message, text: str, found: Iterable[Found], extractor: str, yields_to: Iterable[str] = ()
) -> None:
    """Append what was found to the entities that earlier components put on the message.

    What overlaps an earlier entity of a kind in `yields_to` is left out: "order 0701740605" is no telephone.
    """
    earlier = message.get(ENTITIES, [])
    taken = [(entity["start"], entity["end"]) for entity in earlier if entity["entity"] in set(yields_to)]
    kept = [one for one in found if not any(one.overlaps(start, end) for start, end in taken)]
    message.set(ENTITIES, [*earlier, *(one.as_rasa(text, extractor) for one in kept)], add_to_output=True)
