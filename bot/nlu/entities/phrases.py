"""Rasa component: kinds of problem, languages, contact fields and order numbers, by the phrases of phrases.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.entities.found import Found, add_entities

MAX_CHARACTERS = 1000
PHRASES = Path(__file__).with_name("phrases.yml")
_ORDER_NUMBER = regex.compile(
    r"(?<![\w@])(?:"
    r"#\s?(?P<hash>\d{3,12})"
    r"|(?:order|beställning|bestallning|ordernummer|ordernr|best(?:ällning)?snummer|köp|purchase|ordern)(?:s?\s?(?:nummer|number|nr|num|no|id))?"
    r"\.?\s?[:#]{0,2}\s?#?(?P<worded>\d{3,15})"
    r")(?![\w@.,-]*\d)",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Meaning:
    """Everything that means one value of one entity, as one expression."""

    entity: str
    value: str
    pattern: regex.Pattern[str]


@dataclass(frozen=True)
class Phrases:
    meanings: tuple[Meaning, ...]
    taken_back: regex.Pattern[str]
    """Matches the end of a text after which a fault is denied: "it is not at all"."""


@lru_cache(maxsize=4)
def read_phrases(path: Path = PHRASES) -> Phrases:
    """Compile the phrase file. Raises regex.error, naming the value, when a line is no expression."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    meanings = tuple(
        Meaning(entity, str(value), _any_of(lines, f"{path.name}: {entity}.{value}"))
        for entity, values in content["entities"].items()
        for value, lines in values.items()
    )
    before = "|".join(_loose(line) for line in content["not"])
    between = "|".join(_loose(line) for line in content["between"])
    return Phrases(meanings, regex.compile(rf"\b(?:{before})\s+(?:(?:{between})\s+){{0,2}}$"))


def find_phrases(text: str, phrases: Phrases) -> list[Found]:
    """All meanings in a text, in its order; of overlapping ones of an entity the longer, then the one listed first."""
    low = text[:MAX_CHARACTERS].lower().replace("’", "'")
    if len(low) != len(
        text[:MAX_CHARACTERS]
    ):  # a few letters change length in lower case; positions would slip
        low = text[:MAX_CHARACTERS]
    found: list[Found] = []
    for meaning in phrases.meanings:
        for match in meaning.pattern.finditer(low):
            taken_back = meaning.entity == "problem_kind" and phrases.taken_back.search(low[: match.start()])
            if match.group() and not taken_back:
                found.append(Found(meaning.entity, meaning.value, match.start(), match.end()))
    return sorted(_longest(found), key=lambda one: one.start)


def find_order_numbers(text: str) -> list[Found]:
    """Order numbers: after a # or after a word for order; other numbers may be anything and are left alone."""
    return [
        Found("order_number", match["hash"] or match["worded"], match.start(), match.end())
        for match in _ORDER_NUMBER.finditer(text[:MAX_CHARACTERS])
    ]


def _any_of(lines: list[str], where: str) -> regex.Pattern[str]:
    try:
        return regex.compile(r"\b(?:" + "|".join(_loose(line) for line in lines) + ")")
    except regex.error as error:
        raise regex.error(f"{where}: {error}") from error


def _loose(line: str) -> str:
    """Let å, ä and ö be typed without their marks and a space be any white space."""
    for letter, plain in (("å", "a"), ("ä", "a"), ("ö", "o")):
        line = line.replace(letter, f"[{letter}{plain}]")
    return line.replace(" ", r"\s+")


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda candidate: candidate.start - candidate.end):
        overlaps = (one.entity == k.entity and one.start < k.end and k.start < one.end for k in kept)
        if not any(overlaps):
            kept.append(one)
    return kept


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PhraseExtractor(Component, EntityExtractorMixin):
    """Finds problem_kind, language_name, contact_field and order_number, with canonical values."""

    def read(self, message: Message, text: str | None) -> None:
        if text is not None:
            found = find_phrases(text, read_phrases()) + find_order_numbers(text)
            add_entities(message, text, found, self.name)
