"""What presses in a customer's words: danger to people, law and authorities, leaving, anger.

It is said with the words that told it, so that a manager can judge for himself. What is denied ("ingen rök", "not
angry"), praise ("jävla bra", "killer deal") and stories of books and films press nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.feeling.words import shortened

PHRASES = Path(__file__).with_name("urgency.yml")
_NEAR = 80
"""Within how many characters of an expression a denial or a harmless meaning is looked for."""
_TRIES = 10
"""How many expressions of a kind are looked at; whoever denies ten of them is not in danger."""


@dataclass(frozen=True)
class Alarm:
    """`name` is safety, legal, leaving or anger; `words` are the customer's that told it."""

    name: str
    words: str


@dataclass(frozen=True)
class _Phrases:
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    denied: re.Pattern[str]
    """Matches the end of what stands before an expression, where that denies it."""
    harmless: re.Pattern[str]


def alarms_in(text: str) -> tuple[Alarm, ...]:
    """What presses in a text, one alarm a kind, the most pressing kind first; a very long text is read at both ends."""
    said = shortened(text).replace("’", "'").lower()
    found = ((name, next(_pressing(said, pattern), None)) for name, pattern in _phrases().kinds)
    return tuple(Alarm(name, words) for name, words in found if words)


def names_of(text: str) -> frozenset[str]:
    """Only the names of what presses, as triage wants them."""
    return frozenset(alarm.name for alarm in alarms_in(text))


def _pressing(said: str, pattern: re.Pattern[str]) -> Iterator[str]:
    phrases = _phrases()
    for match in islice(pattern.finditer(said), _TRIES):
        near = said[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        shift = max(0, match.start() - _NEAR)
        harmless = any(
            shift + one.start() < match.end() and match.start() < shift + one.end()
            for one in phrases.harmless.finditer(near)
        )
        if match.group().strip() and not harmless and not phrases.denied.search(said[shift : match.start()]):
            yield match.group().strip()


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    content: dict[str, Any] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    denials, between = _any_of(content["denials"]), _any_of(content["between"])
    return _Phrases(
        kinds=tuple(
            (name, _compiled(rf"\b(?:{_any_of(_lines(block))})(?!\w)"))
            for name, block in content["urgency"].items()
        ),
        denied=_compiled(rf"\b(?:{denials})\s+(?:(?:{between})\s+){{0,3}}$"),
        harmless=_compiled(rf"\b(?:{_any_of(_lines(content['harmless']))})\b"),
    )


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line and not line.startswith("#")]


def _any_of(lines: list[str]) -> str:
    return "|".join(_loose(line) for line in lines)


def _loose(line: str) -> str:
    """Let å, ä and ö be typed without their marks, and a space be any white space."""
    for letter, plain in (("å", "a"), ("ä", "a"), ("ö", "o")):
        line = line.replace(letter, f"[{letter}{plain}]")
    return line.replace(" ", r"\s{1,3}")


def _compiled(pattern: str) -> re.Pattern[str]:
    """For text in lower case: three times as fast as leaving the case to the expression."""
    return re.compile(pattern)
