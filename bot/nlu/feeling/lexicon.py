"""Words that judge, and words that turn or strengthen a judgement: the lexicons beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.features import fold

FOLDER = Path(__file__).parent
LANGUAGES = ("sv", "en")
_SHORTEST_STEM = 3
_SHORTEST_HEAD = 5
_COMPOUND = 0.8
"""A judging word at the end of a compound ("leveransproblem") says a little less than the word alone."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """One language's words, folded. Strengths are -4 to 4; a stem stands for all words that begin so."""

    language: str
    words: Mapping[str, float]
    stems: Mapping[str, float]
    phrases: Mapping[tuple[str, str], tuple[tuple[Phrase, float], ...]]
    """By their first two words; the longest first."""
    negations: frozenset[str]
    intensifiers: Mapping[str, float]
    contrasts: frozenset[str]
    prefixes: tuple[str, ...]

    def strength(self, word: str) -> float:
        """How good (above 0) or bad (below 0) a folded word is; 0 when it does not judge."""
        return strength_of(self.language, word)


@lru_cache(maxsize=20_000)
def strength_of(language: str, word: str) -> float:
    """A folded word's strength in a language's lexicon; remembered, for customers use the same words."""
    lexicon = read_lexicon(language)
    return _strength(lexicon.words, lexicon.stems, lexicon.prefixes, word)


@lru_cache(maxsize=2)
def read_lexicon(language: str) -> Lexicon:
    """Read the lexicon of sv or en. Raises FileNotFoundError for another language."""
    content = yaml.safe_load((FOLDER / f"lexicon_{language}.yml").read_text(encoding="utf-8"))
    words: dict[str, float] = {}
    stems: dict[str, float] = {}
    phrases: dict[tuple[str, str], list[tuple[Phrase, float]]] = {}
    for strength, entry in _entries(content):
        parts = tuple(entry.split())
        if len(parts) > 1:
            phrases.setdefault((parts[0], parts[1]), []).append((parts, strength))
        elif entry.endswith("*"):
            stems.setdefault(entry[:-1], strength)
        else:
            words.setdefault(entry, strength)
    return Lexicon(
        language=language,
        words=words,
        stems=stems,
        phrases={
            first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()
        },
        negations=frozenset(plain(content["negations"]).split()),
        intensifiers={
            word: float(factor)
            for factor, line in content["intensifiers"].items()
            for word in plain(line).split()
        },
        contrasts=frozenset(plain(content["contrasts"]).split()),
        prefixes=tuple(sorted(plain(content["prefixes"]).split(), key=len, reverse=True)),
    )


def plain(text: str) -> str:
    """Folded as tokens are: no capitals, accents or apostrophes."""
    return fold(text).replace("'", "")


def _entries(content: Mapping[str, Mapping[float, str]]) -> Iterator[tuple[float, str]]:
    for strength, block in content["words"].items():
        for word in plain(block).split():
            yield float(strength), word
            if "-" in word:  # "user-friendly" is typed in two words, too
                yield float(strength), word.replace("-", " ")
    for strength, block in content["phrases"].items():
        for line in plain(block).splitlines():
            if line.strip():
                yield float(strength), line


def _strength(
    words: Mapping[str, float], stems: Mapping[str, float], prefixes: tuple[str, ...], word: str
) -> float:
    known = words.get(word)
    if known is not None:
        return known
    for size in range(len(word), _SHORTEST_STEM - 1, -1):
        stem = stems.get(word[:size])
        if stem is not None:
            return stem
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) >= len(prefix) + 3:
            rest = _strength(words, stems, (), word[len(prefix) :].lstrip("-"))
            if rest:
                return rest * 1.25
    heads = (word[start:] for start in range(3, len(word) - _SHORTEST_HEAD + 1))
    found = (words.get(head) or stems.get(head) for head in heads)
    return next((strength * _COMPOUND for strength in found if strength), 0.0)
