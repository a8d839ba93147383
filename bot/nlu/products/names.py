"""What a product's name says: the thing itself, the ends of its compounds, and its article number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.nlu.products.words import Token, fold, vocabulary

SHORTEST_HEAD = 4
SHORTEST_GUESSED_HEAD = 5
_ATTRIBUTE = re.compile(
    r"\s(?:till|för|med|utan|av|i|på|hos|från|hemma|for|with|without|of|in|to|at|by|from)\s|,|\s[-–(]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CatalogueProduct:
    """A product as the shop calls it; `key` is its stable key (the SKU)."""

    key: str
    name_sv: str
    name_en: str


def main_words(name: str, tokens: list[Token], english: bool) -> set[str]:
    """The words that say what it is: "filter" of "Filter till kaffebryggare", "grinder" of "coffee grinder"."""
    cut = _ATTRIBUTE.search(name, tokens[0].end) if tokens else None
    end = cut.start() if cut else len(name)
    words = [token.word for token in tokens if token.start < end and token.word.isalpha()]
    models = {token.word for token in tokens if not token.word.isalpha() and not token.word.isdecimal()}
    if english:
        little = vocabulary("common_words") | vocabulary("measures")
        telling = [word for word in words if word not in little and len(word) > 1]
        words = (telling or words)[-1:]
    return models.union(words)


def code_of(written: str) -> str:
    return "".join(letter for letter in fold(written) if letter.isalnum())


def compound_heads(word: str, words: Collection[str]) -> Iterator[str]:
    """The ends of a compound; with ~ in front where the cut is only guessed."""
    first_parts = vocabulary("first_parts")
    for cut in range(2, len(word) - SHORTEST_HEAD + 1):
        first, head = word[:cut], word[cut:]
        link = first[:-1] if first.endswith("s") else first
        if (
            first in first_parts
            or link in first_parts
            or (len(first) > 3 and (first in words or link in words))
        ):
            yield head
        elif len(head) >= SHORTEST_GUESSED_HEAD and cut >= SHORTEST_HEAD - 1:
            yield f"~{head}"
