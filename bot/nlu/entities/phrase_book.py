"""Finding what is said in set phrases: kinds of problem, languages, contact details, by the phrases of phrases.yml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.nlu.entities.found import MAX_CHARACTERS, Found

PHRASES = Path(__file__).with_name("phrases.yml")
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüæøñç0123456789"
_WORD_START = re.compile(rf"(?<!\w)(?:[{_LETTERS}]{{2}}|\w)")
_IN_ADDRESSES = re.compile(r"(?<!\S)\S{1,100}@\S{1,100}|\bhttps?://\S{1,500}|\bwww\.\S{1,500}")
"""Of an e-mail or web address no word says anything: "mail" of "ann@mail.example"."""


@dataclass(frozen=True)
class Meaning:
    """Phrases that mean one value of one entity and begin with the same letters, as one expression."""

    entity: str
    value: str
    pattern: regex.Pattern[str]


@dataclass(frozen=True)
class Phrases:
    by_start: Mapping[str, tuple[Meaning, ...]]
    """By the first letter, and by the first two: at a word's start only those are tried that can begin there."""
    taken_back: regex.Pattern[str]
    """Matches the end of a text after which a fault is denied: "it is not at all"."""


@lru_cache(maxsize=4)
def read_phrases(path: Path = PHRASES) -> Phrases:
    """Compile the phrase file. Raises regex.error, naming the value, when a line is no expression."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    by_start: dict[str, list[Meaning]] = defaultdict(list)
    for entity, values in content["entities"].items():
        for value, lines in values.items():
            where = f"{path.name}: {entity}.{value}"
            for start, expression in _by_start(lines, where).items():
                by_start[start].append(Meaning(entity, str(value), expression))
    return Phrases({start: tuple(found) for start, found in by_start.items()}, _denial(content))


def find_phrases(text: str, phrases: Phrases) -> list[Found]:
    """All meanings in a text, in its order; of overlapping ones of an entity the longer, then the one listed first."""
    text = text[:MAX_CHARACTERS]
    low = text.lower().replace("’", "'")
    if len(low) != len(text):  # a few letters change length in lower case; positions would slip
        low = text
    found: list[Found] = []
    for word in _WORD_START.finditer(_IN_ADDRESSES.sub(lambda match: " " * len(match.group()), low)):
        for meaning in phrases.by_start.get(word.group(), ()):
            match = meaning.pattern.match(low, word.start())
            if match and match.group() and not _is_denied(meaning, low[: match.start()], phrases):
                found.append(Found(meaning.entity, meaning.value, match.start(), match.end()))
    return sorted(_longest(found), key=lambda one: one.start)


def _is_denied(meaning: Meaning, before: str, phrases: Phrases) -> bool:
    return meaning.entity == "problem_kind" and bool(phrases.taken_back.search(before[-120:]))


def _denial(content: dict[str, Any]) -> regex.Pattern[str]:
    before = "|".join(_loose(line) for line in content["not"])
    between = "|".join(_loose(line) for line in content["between"])
    small = rf"(?:(?:{between})\s+)"
    # "no scratches or dents", "varken trasig eller repig": the denial holds for both.
    other = rf"(?:[\w'-]+\s+(?:[\w'-]+\s+)?(?:eller|or|nor)\s+{small}{{0,2}})"
    return regex.compile(rf"\b(?:{before})\s+{small}{{0,3}}{other}{{0,2}}$")


def _by_start(lines: Iterable[str], where: str) -> dict[str, regex.Pattern[str]]:
    """One expression a start, of the lines that can begin with it: a letter, or a word's first two."""
    lines_of: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        loose = _loose(line)
        try:
            pattern = regex.compile(loose)
        except regex.error as error:
            raise regex.error(f"{where}: {error}") from error
        for first in _LETTERS:
            if pattern.match(first, partial=True):
                for start in (first, *(first + second for second in _LETTERS)):
                    if pattern.match(start, partial=True):
                        lines_of[start].append(loose)
    return {start: _either(tuple(chosen)) for start, chosen in lines_of.items()}


@lru_cache(maxsize=4096)
def _either(lines: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(f"(?:{'|'.join(lines)})")


def _loose(line: str) -> str:
    """Let å, ä and ö be typed without their marks and a space be any white space."""
    for letter, plain in (("å", "a"), ("ä", "a"), ("ö", "o")):
        line = line.replace(letter, f"[{letter}{plain}]")
    return line.replace(" ?", r"\s*").replace(" ", r"\s+")


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda candidate: candidate.start - candidate.end):
        overlaps = (one.entity == k.entity and one.start < k.end and k.start < one.end for k in kept)
        if not any(overlaps):
            kept.append(one)
    return kept
