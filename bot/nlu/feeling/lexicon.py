"""Words that judge, and words that turn or strengthen a judgement: the lexicons beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.feeling.words import plain

FOLDER = Path(__file__).parent
LANGUAGES = ("sv", "en")
_SHORTEST_STEM = 3
_SHORTEST_HEAD = 5
_COMPOUND = 0.8
"""A judging word at the end of a compound ("leveransproblem") says a little less than the word alone."""

GAP = "..."
"""In an expression: one to three words, whichever ("can't thank … enough"; the dots come apart when folded)."""

_SHORT_FORM = re.compile(r"\b(ca|wo|do|does|did|is|was|are|were|has|have|had|could|would|should)nt\b")
_FULL = {"ca": "can", "wo": "will"}
_DEGREES = ("er", "est", "are", "ast", "aste")
_NO_DEGREE = frozenset(
    {"number", "latest", "later", "contest", "butter", "burner", "cooler", "dryer", "lighter"}
)

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """One language's words, folded. Strengths are -4 to 4; a stem stands for all words that begin so."""

    language: str
    words: Mapping[str, float]
    stems: Mapping[str, float]
    phrases: Mapping[tuple[str, str], tuple[tuple[Phrase, float], ...]]
    """By their first two words, of which the second may be a gap; the longest first."""
    starts: frozenset[str]
    """The first words of all phrases."""
    gapped: frozenset[str]
    """The first words of those phrases whose second part is a gap."""
    negations: frozenset[str]
    light: frozenset[str]
    """Words that a negation reaches over as if they were not there: "not a single problem"."""
    intensifiers: Mapping[str, float]
    contrasts: frozenset[str]
    prefixes: tuple[str, ...]
    compounds: bool
    """Whether words are written together, so that the last of them is what is judged."""
    endings: frozenset[str]
    """Words that others end in by chance: "gärna" in "tidningarna"."""

    def strength(self, word: str) -> float:
        """How good (above 0) or bad (below 0) a folded word is; 0 when it does not judge."""
        return strength_of(self.language, word)


@lru_cache(maxsize=20_000)
def strength_of(language: str, word: str) -> float:
    """A folded word's strength in a language's lexicon; remembered, for customers use the same words."""
    lexicon = read_lexicon(language)
    return _strength(lexicon, word, lexicon.prefixes)


@lru_cache(maxsize=2)
def read_lexicon(language: str) -> Lexicon:
    """Read the lexicon of sv or en. Raises FileNotFoundError for another language."""
    content = yaml.safe_load((FOLDER / f"lexicon_{language}.yml").read_text(encoding="utf-8"))
    idioms = yaml.safe_load((FOLDER / f"idioms_{language}.yml").read_text(encoding="utf-8"))
    entries = {entry: strength for strength, entry in _written_out([*_lines(idioms), *_entries(content)])}
    phrases = _phrases(entries)
    return Lexicon(
        language=language,
        words={word: value for word, value in entries.items() if " " not in word and word[-1] != "*"},
        stems={word[:-1]: value for word, value in entries.items() if word[-1] == "*"},
        phrases=phrases,
        starts=frozenset(first for first, _ in phrases),
        gapped=frozenset(first for first, second in phrases if second == GAP),
        negations=frozenset(plain(content["negations"]).split()),
        light=frozenset(plain(content["light"]).split()),
        intensifiers={
            word: float(factor)
            for factor, line in content["intensifiers"].items()
            for word in plain(line).split()
        },
        contrasts=frozenset(plain(content["contrasts"]).split()),
        compounds="endings" in content,
        endings=frozenset(plain(content.get("endings", "")).split()),
        prefixes=tuple(sorted(plain(content["prefixes"]).split(), key=len, reverse=True)),
    )


def _phrases(entries: Mapping[str, float]) -> dict[tuple[str, str], tuple[tuple[Phrase, float], ...]]:
    found: dict[tuple[str, str], list[tuple[Phrase, float]]] = {}
    for entry, strength in entries.items():
        parts = entry.split()
        if len(parts) > 1:
            found.setdefault((parts[0], parts[1]), []).append((tuple(parts), strength))
    return {first: tuple(sorted(those, key=lambda one: -len(one[0]))) for first, those in found.items()}


def _entries(content: Mapping[str, Mapping[float, str]]) -> Iterator[tuple[float, str]]:
    for strength, block in content["words"].items():
        for word in plain(block).split():
            yield float(strength), word
            if "-" in word:  # "user-friendly" is typed in two words, too
                yield float(strength), word.replace("-", " ")
    yield from _lines(content["phrases"])


def _lines(blocks: Mapping[float, str]) -> Iterator[tuple[float, str]]:
    for strength, block in blocks.items():
        for line in plain(block).splitlines():
            if line.strip():
                yield float(strength), line


def _written_out(entries: Sequence[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """The entries from the last to the first, which counts; "can't" and "didn't" as "can not" and "did not", too."""
    for strength, entry in reversed(entries):
        long = _SHORT_FORM.sub(lambda match: f"{_FULL.get(match[1], match[1])} not", entry)
        if long != entry:
            yield strength, _without_edge_gaps(long)
            if "can not" in long:
                yield strength, _without_edge_gaps(long.replace("can not", "cannot"))
    for strength, entry in reversed(entries):
        yield strength, _without_edge_gaps(entry)


def _without_edge_gaps(entry: str) -> str:
    """A gap at the edge of an expression says nothing: "… weeks late" is "weeks late"."""
    return " ".join(entry.split()).removeprefix(f"{GAP} ").removesuffix(f" {GAP}")


def _strength(lexicon: Lexicon, word: str, prefixes: tuple[str, ...]) -> float:
    words, stems = lexicon.words, lexicon.stems
    known = words.get(word)
    if known is not None:
        return known
    for size in range(len(word), _SHORTEST_STEM - 1, -1):
        stem = stems.get(word[:size])
        if stem is not None:
            return stem
    degree = _of_degree(words, word)
    if degree:
        return degree
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) >= len(prefix) + 3:
            rest = _strength(lexicon, word[len(prefix) :].lstrip("-"), ())
            if rest:
                return rest * 1.25
    return _of_head(lexicon, word) if lexicon.compounds else 0.0


def _of_head(lexicon: Lexicon, word: str) -> float:
    heads = (word[start:] for start in range(3, len(word) - _SHORTEST_HEAD + 1))
    found = (
        lexicon.words.get(head) or lexicon.stems.get(head) for head in heads if head not in lexicon.endings
    )
    return next((strength * _COMPOUND for strength in found if strength), 0.0)


def _of_degree(words: Mapping[str, float], word: str) -> float:
    """The strength of what "kinder", "easiest" or "krångligare" is a degree of; 0 for other words."""
    if word in _NO_DEGREE:
        return 0.0
    for ending in _DEGREES:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM:
            others = [root, f"{root}e", f"{root}t"]
            if root[-1] == "i":
                others.append(f"{root[:-1]}y")
            elif root[-1] == root[-2]:
                others.append(root[:-1])
            return next((words[other] for other in others if other in words), 0.0)
    return 0.0
