"""The parts that a postal address is made of, and how it is written out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

WORDS = Path(__file__).with_name("words.yml")
_LETTERS = {"å": "[åa]", "ä": "[äa]", "ö": "[öo]"}
_PLAIN = str.maketrans("åäöéèüøæ", "aaoeeuoa")


@dataclass(frozen=True)
class Address:
    """What was told of an address; start and end are positions in the message."""

    start: int
    end: int
    care_of: str = ""
    street: str = ""
    house_number: str = ""
    unit: str = ""
    """Flat, staircase or floor: "1 tr", "lgh 1102", "Apt 4"."""
    box: str = ""
    postcode: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    number_first: bool = False
    """"12 High Street", not "Storgatan 12"."""

    @property
    def parts(self) -> dict[str, str]:
        """The parts that were told, by name."""
        unwritten = ("start", "end", "number_first")
        named = {part.name: getattr(self, part.name) for part in fields(self) if part.name not in unwritten}
        return {name: value for name, value in named.items() if value}

    @property
    def value(self) -> str:
        """The address in one line, its parts apart by commas, in the order they are written on a letter."""
        names = (self.house_number, self.street) if self.number_first else (self.street, self.house_number)
        local = (self.city, self.state, self.postcode) if self.number_first else (self.postcode, self.city)
        care_of = f"c/o {self.care_of}" if self.care_of else ""
        lines = (care_of, _spaced(*names), self.unit, self.box, _spaced(*local), self.country)
        return ", ".join(line for line in lines if line)


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return content


def word_list(*path: str) -> list[str]:
    """The words at a place of words.yml: word_list("swedish", "sure_endings")."""
    content: Any = _content()
    for key in path:
        content = content[key]
    return str(content).split()


def any_of(*path: str) -> str:
    """An expression for any of those words, the longest first, typed with or without the marks of å, ä and ö."""
    words = sorted(word_list(*path), key=len, reverse=True)
    return "|".join("".join(_LETTERS.get(letter, regex.escape(letter)) for letter in word) for word in words)


@cache
def _folded(*path: str) -> frozenset[str]:
    return frozenset(plain(word) for word in word_list(*path))


def plain(word: str) -> str:
    return word.lower().translate(_PLAIN).strip(".,")


def is_city(name: str) -> bool:
    return plain(name) in _folded("cities")


def is_no_name(word: str) -> bool:
    """Say whether a word is one of those that follow an address without belonging to it."""
    return plain(word) in _folded("not_cities")


def is_country(word: str) -> bool:
    return plain(word) in _folded("countries")


def named(words: str) -> str:
    """A name as it is written on a letter: "stora nygatan" is "Stora Nygatan"."""
    joined = " ".join(words.split())
    if joined.islower() or (joined.isupper() and len(joined) > 3):
        return str(regex.sub(r"(?<![\p{L}'’])\p{L}", lambda match: match.group().upper(), joined.lower()))
    return joined[:1].upper() + joined[1:]
