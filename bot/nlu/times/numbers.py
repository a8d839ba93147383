"""Number words of Swedish and English as far as times need them: 0 to 9999, cardinal and ordinal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.times.vocabulary import without_marks

_UNITS = {
    0: "zero noll",
    1: "one ett",
    2: "two två",
    3: "three tre",
    4: "four fyra",
    5: "five fem",
    6: "six sex",
    7: "seven sju",
    8: "eight åtta",
    9: "nine nio",
    10: "ten tio",
    11: "eleven elva",
    12: "twelve tolv",
    13: "thirteen tretton",
    14: "fourteen fjorton",
    15: "fifteen femton",
    16: "sixteen sexton",
    17: "seventeen sjutton",
    18: "eighteen arton aderton",
    19: "nineteen nitton",
}
_TENS = {
    20: "twenty tjugo tjugi",
    30: "thirty trettio tretti",
    40: "forty fourty fyrtio fyrti",
    50: "fifty femtio femti",
    60: "sixty sextio sexti",
    70: "seventy sjuttio sjutti",
    80: "eighty åttio åtti",
    90: "ninety nittio nitti",
}
_ORDINALS = {
    1: "first första förste",
    2: "second andra andre",
    3: "third tredje",
    4: "fourth fjärde",
    5: "fifth femte",
    6: "sixth sjätte",
    7: "seventh sjunde",
    8: "eighth åttonde",
    9: "ninth nionde",
    10: "tenth tionde",
    11: "eleventh elfte",
    12: "twelfth tolfte",
    13: "thirteenth trettonde",
    14: "fourteenth fjortonde",
    15: "fifteenth femtonde",
    16: "sixteenth sextonde",
    17: "seventeenth sjuttonde",
    18: "eighteenth artonde",
    19: "nineteenth nittonde",
    20: "twentieth tjugonde",
    30: "thirtieth trettionde",
}
_SCALES = {"hundred": 100, "hundra": 100, "thousand": 1000, "tusen": 1000}


def _by_word(table: dict[int, str]) -> dict[str, int]:
    words = {word: value for value, line in table.items() for word in line.split()}
    return words | {without_marks(word): value for word, value in words.items()}


UNITS, TENS, ORDINALS = _by_word(_UNITS), _by_word(_TENS), _by_word(_ORDINALS)


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_100 = rf"(?:{_any(TENS)})(?:{_any({word: v for word, v in UNITS.items() if 0 < v < 10} | {'en': 1})})?"
_SMALL = rf"(?:{_BELOW_100}|{_any(UNITS)})"
_COMPOUND = re.compile(
    rf"(?:(?P<thousands>{_SMALL})?tusen)?(?:och)?(?:(?P<hundreds>{_SMALL})?hundra)?(?:och)?"
    rf"(?:(?P<tens>{_any(TENS)})?(?P<ordinal>{_any(ORDINALS)})|(?P<rest>{_SMALL}))?"
)


_EMPTY = frozenset({"", "och", "ochoch"})
"""What the expression above matches without a number in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number that was written in words, and how many of the words it takes."""

    value: int
    ordinal: bool
    length: int


@lru_cache(maxsize=4096)
def compound(word: str) -> Said | None:
    """A number written as one word, the Swedish way: nittonhundrasextioåtta, tjugoförsta."""
    match = _COMPOUND.fullmatch(word)
    if not match or word in _EMPTY:
        return None
    value = _small(match["rest"]) + TENS.get(match["tens"] or "", 0) + ORDINALS.get(match["ordinal"] or "", 0)
    for group, scale, end in (("hundreds", 100, "hundra"), ("thousands", 1000, "tusen")):
        if match[group] or end in word:
            value += (_small(match[group]) if match[group] else 1) * scale
    return Said(value, bool(match["ordinal"]), 1)


def number_at(words: Sequence[str], first: int) -> Said | None:
    """The longest number that begins with that word: "twenty-first", "two thousand and eighteen"."""
    total = current = 0
    room = 10_000  # what may follow must be smaller
    position, ordinal = first, False
    while position < len(words) and not ordinal:
        joined = position > first and words[position] in {"-", "and", "och"}
        at = position + joined
        word = words[at] if at < len(words) else ""
        if word in _SCALES and not joined and (position == first or current):
            current, total, room = _scaled(current, total, _SCALES[word])
        elif (
            (read := compound(word))
            and read.value < room
            and _joins(words[position], room, joined, read.value)
        ):
            current += read.value
            ordinal = read.ordinal
            room = 10 if word in TENS else 1
        else:
            break
        position = at + 1
    return Said(total + current, ordinal, position - first) if position > first else None


def _scaled(current: int, total: int, scale: int) -> tuple[int, int, int]:
    if scale == 1000:
        return 0, total + max(current, 1) * scale, scale
    return max(current, 1) * scale, total, scale


def _joins(joint: str, room: int, joined: bool, value: int) -> bool:
    """Whether "-" or "and" may stand between: "twenty-one", "two thousand and one", but not "twenty and one"."""
    if room < 10_000 and value == 0:
        return False
    return not joined or (room == 10 if joint == "-" else room in {100, 1000})


def _small(word: str | None) -> int:
    if not word:
        return 0
    if word in UNITS:
        return UNITS[word]
    for tens, value in TENS.items():
        if word.startswith(tens):
            return value + (1 if word == tens + "en" else UNITS.get(word[len(tens) :], 0))
    return 0
