"""How well entities are found: precision, recall and F1 of each, on messages with what is to be found in them.

An entity counts as found when its value is right, and once a message: "broken and bent" is one kind of problem.
A value that is found and not expected is wrong. Where a product is ambiguous, all its candidates are the value.
Numbers and times are measured on their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.addresses import AddressExtractor
from bot.nlu.entities.contacts import ContactExtractor
from bot.nlu.entities.found import ENTITIES
from bot.nlu.entities.orders import OrderNumberExtractor
from bot.nlu.entities.phrases import PhraseExtractor
from bot.nlu.entities.products import ProductExtractor
from bot.nlu.products import CatalogueProduct, catalogue

Things = set[tuple[str, str]]
"""A message's entities with their values."""


@dataclass(frozen=True)
class EntityScore:
    """Precision, recall and F1 (their harmonic mean) are 0 to 1; 1 where there was nothing to find or miss."""

    entity: str
    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        both = self.expected + self.found
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True)
class EntityMistake:
    language: str
    text: str
    missed: tuple[tuple[str, str], ...]
    """Pairs of an entity and its value."""
    wrongly_found: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EntityReport:
    messages: int
    scores: tuple[EntityScore, ...]
    mistakes: tuple[EntityMistake, ...]


def measure_entities(path: Path, language: str | None = None) -> EntityReport:
    """Run the extractors over a file like tests/nlu/entities.yml, over one language's messages if one is given.

    Raises OSError when the file cannot be read, and KeyError when it has no `catalogue` or no `messages`.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    shop = [CatalogueProduct(p["key"], p["sv"], p["en"]) for p in content["catalogue"]]
    known = catalogue.Catalogue(lambda: shop)
    known.load()
    former = catalogue.use(known)
    try:
        pairs = list(_compared(content["messages"], language))
    finally:
        catalogue.use(former)
    return EntityReport(len(pairs), _scores(pairs), tuple(_mistakes(pairs)))


def _compared(
    messages: dict[str, list[dict[str, Any]]], language: str | None
) -> Iterator[tuple[str, str, Things, Things]]:
    """Language, text, what is expected and what was found."""
    extractors: list[Component] = [
        PhraseExtractor({}),
        OrderNumberExtractor({}),
        ContactExtractor(ContactExtractor.get_default_config()),
        AddressExtractor({}),
        ProductExtractor({}),
    ]
    for spoken in [language] if language else messages:
        for row in messages[spoken]:
            message = Message(data={"text": row["text"]})
            for extractor in extractors:
                extractor.process([message])
            expected = {
                (entity, str(value)) for entity, values in row.items() if entity != "text" for value in values
            }
            yield spoken, row["text"], expected, _things(message.get(ENTITIES, []))


def _things(entities: list[dict[str, Any]]) -> Things:
    return {(e["entity"], "|".join(e.get("details", {}).get("candidates", [e["value"]]))) for e in entities}


def _scores(pairs: list[tuple[str, str, Things, Things]]) -> tuple[EntityScore, ...]:
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for _, _, wanted, got in pairs:
        for total, things in ((expected, wanted), (found, got), (right, wanted & got)):
            total.update(entity for entity, _ in things)
    names = sorted({*expected, *found})
    return tuple(EntityScore(name, expected[name], found[name], right[name]) for name in names)


def _mistakes(pairs: list[tuple[str, str, Things, Things]]) -> Iterator[EntityMistake]:
    for language, text, wanted, got in pairs:
        missed, wrong = tuple(sorted(wanted - got)), tuple(sorted(got - wanted))
        if missed or wrong:
            yield EntityMistake(language, text, missed, wrong)
