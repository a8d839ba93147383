"""A message cut into numbers, words and pauses, with what is said of each number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.surveys.answers import vocabulary

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)(?P<noun>:?an?\b)?|(?P<word>[^\W\d_]+(?:'[a-z]+)?|¤+)|(?P<slash>/)|(?P<dash>-)"
    r"|(?P<plus>\+)|(?P<pause>[,.;:!?()\n…\"]+)|(?P<other>\S)"
)
_OF = (("/",), ("av",), ("utav",), ("of",), ("out", "of"), ("av", "max"), ("av", "totalt"))
_BETWEEN = (("-",), ("eller",), ("or",), ("till",), ("to",), ("kanske",), ("maybe",))
_HALVES = (("och", "en", "halv"), ("och", "ett", "halvt"), ("and", "a", "half"), ("och", "halv"))
_POINTS = (("komma",), ("point",))

Kind = Literal["number", "word", "pause"]


@dataclass(frozen=True)
class Token:
    kind: Kind
    text: str
    value: float = 0
    top: float | None = None
    """Of how many it is said to be: 10 in "9 av 10", 5 in "fyra stjärnor"."""
    other: float | None = None
    """The other end, where it is said to lie between two: 8 in "7-8"."""
    mark: bool = False
    """Whether its form says that it is a mark: "8:a", "sjua", "9 av 10", "3 poäng"."""


def tokens(text: str, language: str) -> list[Token]:
    """Cut a folded text up."""
    found = [_token(match, text, language) for match in _TOKEN.finditer(text)]
    found = _halves(found)
    found = _pairs(
        found, _POINTS, lambda first, second: replace(first, value=first.value + second.value / 10)
    )
    found = _units(found)
    found = _pairs(found, _OF, lambda first, second: replace(first, top=second.value, mark=True))
    found = _units(found)
    found = _between(found)
    found = _pairs(found, _BETWEEN, lambda first, second: replace(first, other=second.value))
    return [replace(token, kind="pause") if token.text in ("-", "+") else token for token in found]


def _token(match: re.Match[str], text: str, language: str) -> Token:
    shown = match.group()
    if match["number"]:
        value = min(float(match["number"].replace(",", ".")), 1e6)
        before = text[: match.start()]
        if before.endswith("-") and (len(before) == 1 or before[-2].isspace()):
            value = -value or -1
        return Token("number", shown, value, mark=bool(match["noun"]))
    if match["word"]:
        value_said = spoken(shown, language)
        if value_said is not None:
            return Token("number", shown, value_said, mark=shown in vocabulary.MARKS)
        return Token("word", shown)
    return Token("word" if match["slash"] or match["dash"] or match["plus"] else "pause", shown)


def spoken(word: str, language: str) -> int | None:
    """Return the number that a word stands for, also drawn out: "tiooo"."""
    for spelling in (word, re.sub(r"(.)\1{2,}", r"\1", word), re.sub(r"(.)\1{2,}", r"\1\1", word)):
        value = vocabulary.number(spelling, language)
        if value is not None:
            return value
    return None


def _pairs(
    found: list[Token], connections: tuple[tuple[str, ...], ...], join: Callable[[Token, Token], Token]
) -> list[Token]:
    """Make one number of each two that one of the connections stands between."""
    joined: list[Token] = []
    rest = list(found)
    while rest:
        first = rest.pop(0)
        length = _connected(first, rest, connections)
        if length is not None and len(rest) > length and rest[length].kind == "number":
            first = join(first, rest[length])
            del rest[: length + 1]
        joined.append(first)
    return joined


def _connected(first: Token, rest: list[Token], connections: tuple[tuple[str, ...], ...]) -> int | None:
    """Return the length of the connection that follows a number."""
    if first.kind != "number":
        return None
    shown = tuple(token.text for token in rest[:3])
    return next((len(words) for words in connections if shown[: len(words)] == words), None)


def _halves(found: list[Token]) -> list[Token]:
    joined: list[Token] = []
    rest = list(found)
    while rest:
        token = rest.pop(0)
        length = _connected(token, rest, _HALVES)
        if length is not None:
            token = replace(token, value=token.value + 0.5)
            del rest[:length]
        joined.append(token)
    return joined


def _units(found: list[Token]) -> list[Token]:
    """Let "poäng" or "stars" say that the number before it is a mark."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if last and last.kind == "number" and token.text in vocabulary.RATING_UNITS:
            top = 5.0 if token.text in vocabulary.STAR_UNITS and last.top is None else last.top
            joined[-1] = replace(last, mark=True, top=top)
        else:
            joined.append(token)
    return joined


def _between(found: list[Token]) -> list[Token]:
    """Make one number of "mellan sju och åtta"."""
    joined: list[Token] = []
    rest = list(found)
    while rest:
        token = rest.pop(0)
        kinds = tuple(following.kind for following in rest[:3])
        if token.text in ("mellan", "between") and kinds == ("number", "word", "number"):
            token = replace(rest[0], other=rest[2].value)
            del rest[:3]
        joined.append(token)
    return joined
