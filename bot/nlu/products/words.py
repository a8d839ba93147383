"""Words as products are recognised by: folded, and freed of Swedish and English endings.

The endings are those of the five Swedish declensions with definite form and genitive (Svenska Akademiens
grammatik, 2: substantiv) and of the English plural. A form may be no word; it only has to be the same for a
name and for what a customer makes of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

VOCABULARY = Path(__file__).with_name("vocabulary.yml")
SHORTEST_STEM = 3
_TOKEN = re.compile(r"[^\W\d_]+\d[^\W_]*|\d+[^\W\d_]*|(?<!['’])[^\W\d_]+(?:(?!['’]s\b)['’][^\W\d_]+)?")
_STOPS = frozenset(".,;:!?\n()")
_MARKED = frozenset("åäöéèüøæ")
_SWEDISH = tuple(
    "en et an ar or er na ns ens ets ans ars ors ers nas arna orna erna arnas ornas ernas rna rnas".split()  # noqa: SIM905
)
_ONE_LETTER = re.compile(r".{3,}a|.{4,}s|(?:.{3,}[aeiouylr]|.{2,}[oy])n|.{3,}[aeiouy]t|.{2,}[eiouy]r")
"""Endings of one letter, after the sounds that they follow: kanna(n), kaffe(t), nyckel(n), sko(r)."""
_AGENT = re.compile(r"(.{3,})ar(?:en|ens|es|e|n)")
"""Bryggare, bryggaren, bryggarens, spoken bryggarn: the stem keeps its -are, for "kokar" is no "kokare"."""
_AGENTS = re.compile(r"(.{3,})arnas?")
_SYNCOPE = re.compile(r"(.*[^aeiouy])([lr])(?:et|ets|en|ens|ar|arna|er|erna)")
"""Filtret, cyklar: the vowel before l and r comes back in filter, cykel."""


@dataclass(frozen=True)
class Token:
    word: str
    """Folded: lower case, without marks."""
    marked: str
    """Lower case, with marks as typed."""
    start: int
    end: int
    after_stop: bool
    """Whether it is the first word, or punctuation stands before it."""
    capital: bool


def fold(word: str) -> str:
    """Lower case without marks: "Köksvåg" is "koksvag"."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.lower().replace("ø", "o").replace("æ", "a"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens_of(text: str) -> list[Token]:
    """Words, numbers and model names (KBG741) of a text; a genitive's 's is left out."""
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        written = match.group()
        start, end = match.span()
        stopped = not tokens or not _STOPS.isdisjoint(text[last:start])
        tokens.append(Token(fold(written), written.lower(), start, end, stopped, written[0].isupper()))
        last = end
    return tokens


@lru_cache(maxsize=1 << 14)
def swedish_forms(word: str) -> tuple[str, ...]:
    """The folded word itself, and what is left without an ending."""
    forms = {word: None}
    if agent := _AGENT.fullmatch(word):
        forms[f"{agent[1]}are"] = None
        return tuple(forms)
    if agents := _AGENTS.fullmatch(word):
        forms[f"{agents[1]}are"] = None
    if syncope := _SYNCOPE.fullmatch(word):
        forms[f"{syncope[1]}e{syncope[2]}"] = None
    if _ONE_LETTER.fullmatch(word):
        forms[word[:-1]] = None
    for ending in _SWEDISH:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            forms[word[: -len(ending)]] = None
    return tuple(forms)


@lru_cache(maxsize=1 << 14)
def english_forms(word: str) -> tuple[str, ...]:
    """The folded word itself, and its singular."""
    forms = [word]
    if word.endswith("s") and not word.endswith("ss") and len(word) > SHORTEST_STEM:
        forms.append(word[:-1])
        if word.endswith("ies"):
            forms.append(f"{word[:-3]}y")
        elif word.endswith("es") and len(word) > SHORTEST_STEM + 1:
            forms.append(word[:-2])
    return tuple(forms)


def marks_agree(typed: str, named: str) -> bool:
    """Say whether a typed word may be the name's: marks may be left out, but "vägen" is no "våg".

    Both in lower case; what is compared is the beginning that they share.
    """
    return not any(
        letter != other
        for letter, other in zip(typed, named, strict=False)
        if letter in _MARKED and fold(letter) == fold(other)
    )


@cache
def vocabulary(section: str) -> frozenset[str]:
    """A section of vocabulary.yml, folded."""
    return frozenset(fold(word) for word in str(_sections()[section]).split())


@cache
def _sections() -> dict[str, str]:
    sections: dict[str, str] = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))
    return sections
