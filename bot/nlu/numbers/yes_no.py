"""Yes, no and maybe in a message, with all their colours, in Swedish and English.

A message is parted at its pauses. A part answers where nothing but small words stands around what means yes or
no ("ja det får ni gärna"), or where the first part begins with a plain answer ("nej, ni har ringt nog").
"The box had no label" answers nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from bot.nlu.numbers.folding import Folded, fold

Sense = Literal["yes", "no", "maybe"]
Phrase = tuple[str, ...]

MAX_CHARACTERS = 1000
_STRENGTHS = {"strong": 1.0, "plain": 0.8, "soft": 0.6}
_WEAKER_AT_HEAD = 0.2
_SOON = 4
_CONTENT: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("yes_no.yml").read_text(encoding="utf-8"))
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:'[a-z]+)?|\d+)|(?P<pause>[,.;:!?()\n\"…]|\s-\s|\s+/\s+)|(?P<other>[^\w\s])"
)
_PAUSING = frozenset(("men", "but", "fast"))
# Skin tones, and what makes a woman or a man of a figure, change no answer.
_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\u200d♀♂")
_LETTERS = frozenset("ynjk")


def _cut(phrases: str) -> list[Phrase]:
    return [tuple(phrase.split()) for phrase in phrases.split("|") if phrase.strip()]


_PHRASES: dict[Phrase, tuple[Sense, float]] = {
    phrase: (sense, _STRENGTHS[strength] if sense != "maybe" else 0.4)
    for sense in ("yes", "no", "maybe")
    for strength, phrases in _CONTENT[sense].items()
    for phrase in _cut(phrases)
}
# How many words a phrase with this first word has at most.
_FIRSTS: dict[str, int] = {}
for _phrase in _PHRASES:
    _FIRSTS[_phrase[0]] = max(len(_phrase), _FIRSTS.get(_phrase[0], 0))
_LEADS = frozenset(_cut(_CONTENT["leads"]))
_AROUND = frozenset(_CONTENT["around"].split())
_DENIALS = frozenset(_CONTENT["denials"].split())
_AFTER_NO = _AROUND | frozenset(_CONTENT["after_no"].split())


@dataclass(frozen=True, slots=True)
class FoundYesNo:
    start: int
    end: int
    value: Sense
    strength: float
    """0 to 1: 1 for "absolut" and "no way", 0.8 for yes and no, 0.6 for "I think so", less for maybe."""
    words: int
    """Of how many words it is."""


class Token(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    phrase: Phrase
    sense: Sense
    strength: float
    first: int
    last: int
    """The tokens of the part that it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two pauses."""

    tokens: tuple[Token, ...]
    matches: tuple[Match, ...]
    rest: tuple[str, ...]
    """The words that no phrase holds."""
    sense: Sense | None
    """What the part answers."""

    @property
    def says_more(self) -> bool:
        return any(word not in _AROUND for word in self.rest)

    @property
    def last_word_says(self) -> Sense | None:
        known = _PHRASES.get((self.tokens[-1].text,))
        return known[0] if known else None


def find_yes_no(text: str) -> list[FoundYesNo]:
    """Return each yes, no and maybe that a message (its first 1,000 characters) answers with, in their order."""
    folded = fold(text[:MAX_CHARACTERS])
    return [_found(folded, part) for part in parts_of(folded) if part.sense]


def verdict(found: list[FoundYesNo]) -> FoundYesNo | None:
    """Return the answer that counts where several were found: the strongest, then the longest, then the first."""
    return max(found, key=lambda one: (one.strength, one.words), default=None)


def parts_of(folded: Folded) -> list[Part]:
    """Cut a message at its pauses and read what each part answers."""
    cut = _tokens(folded.text)
    return [_part(tokens, first=index == 0, alone=len(cut) == 1) for index, tokens in enumerate(cut)]


def _tokens(text: str) -> list[tuple[Token, ...]]:
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(text):
        if match["other"] and match[0] in _TONES:
            if parts[-1]:
                last = parts[-1][-1]
                parts[-1][-1] = Token(last.text, last.start, match.end())
            continue
        if match["pause"] or match[0] in _PAUSING:
            parts.append([])
            continue
        parts[-1].append(Token(_plain(match[0]), match.start(), match.end()))
    return [tuple(part) for part in parts if part]


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """Return a drawn-out word as it is spelt: "jaaa", "neeej", "yesss", "noo"."""
    if word in _FIRSTS or word in _AROUND:
        return word
    for spelling in (re.sub(r"(.)\1{2,}", r"\1", word), re.sub(r"(.)\1+", r"\1", word)):
        if spelling in _FIRSTS:
            return spelling
    return re.sub(r"([a-z])\1{2,}", r"\1", word)


def _part(tokens: tuple[Token, ...], *, first: bool, alone: bool) -> Part:
    matches: list[Match] = []
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        match = _match(tokens, place)
        if match:
            matches.append(match)
            place = match.last + 1
        else:
            rest.append(tokens[place].text)
            place += 1
    return Part(tokens, tuple(matches), tuple(rest), _sense(tokens, matches, rest, first=first, alone=alone))


def _match(tokens: tuple[Token, ...], place: int) -> Match | None:
    """Return the longest phrase that begins here."""
    longest = _FIRSTS.get(tokens[place].text, 0)
    for length in range(min(longest, len(tokens) - place), 0, -1):
        phrase = tuple(token.text for token in tokens[place : place + length])
        if phrase in _PHRASES:
            sense, strength = _PHRASES[phrase]
            return Match(phrase, sense, strength, place, place + length - 1)
    return None


def _sense(
    tokens: tuple[Token, ...], matches: list[Match], rest: list[str], *, first: bool, alone: bool
) -> Sense | None:
    if not matches or (len(tokens) == 1 and tokens[0].text in _LETTERS and not alone):
        return None
    if all(word in _AROUND for word in rest):
        return _together(matches)
    # "yes you may call me tomorrow": the word that leads decides, unless something after it denies it.
    leading = _leading(tokens, matches)
    if not first or leading is None:
        return None
    denied = leading.sense == "yes" and any(token.text in _DENIALS for token in tokens)
    return "maybe" if denied else leading.sense


def _together(matches: list[Match]) -> Sense:
    """Return what answers without other words say together: "visst inte" is no, "👍👎" neither."""
    senses = {match.sense for match in matches}
    opposed = {match.sense for match in matches if len(match.phrase) == 1 and match.phrase[0] not in _DENIALS}
    if "maybe" in senses or opposed >= {"yes", "no"}:
        return "maybe"
    return "no" if "no" in senses else "yes"


def _leading(tokens: tuple[Token, ...], matches: list[Match]) -> Match | None:
    """Return the plain answer that begins the part, after three small words at most."""
    match = matches[0]
    after = tokens[match.last + 1].text if match.last + 1 < len(tokens) else ""
    if match.phrase == ("no",) and after not in _AFTER_NO:
        return None
    led = all(token.text in _AROUND for token in tokens[: match.first])
    return match if match.first < _SOON and led and match.phrase in _LEADS else None


def _found(folded: Folded, part: Part) -> FoundYesNo:
    assert part.sense is not None
    telling = [match for match in part.matches if match.sense == part.sense] or list(part.matches[:1])
    first, last = telling[0], telling[-1]
    start, end = folded.span(part.tokens[first.first].start, part.tokens[last.last].end)
    strength = max(match.strength for match in telling) - (_WEAKER_AT_HEAD if part.says_more else 0)
    words = sum(len(match.phrase) for match in telling)
    return FoundYesNo(start, end, part.sense, round(strength, 2), words)
