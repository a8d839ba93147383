"""A folded message cut into words, digits and signs, each with what it is in a number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.nlu.numbers.atoms import ARTICLES, NUMERIC, Atom, Form, Role, atom, compound
from bot.nlu.numbers.digits import value_of
from bot.nlu.numbers.folding import FRACTION_SLASH

_PIECE = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*|(?<![^\s(=<>-])[.,]\d+(?![.,]?\d))|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<sign>[^\s\w]|_)"
)
_SPACED = re.compile(r"(?: \d{3})+(?:[.,]\d+)?(?![.,]?\d)")
_EXPONENT = re.compile(r"e([+-]?\d{1,3})(?!\w)")
_POWER = re.compile(r"\^([+-]{0,2}\d{1,3}(?:\.\d{1,3})?)(?!\w)")
_SUFFIX = re.compile(r"\s{0,2}(k|mm|mn|m|g|b|t)(?![\w']|-\D)")
_SUFFIXES = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "MM": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "G": 1e9,
    "b": 1e9,
    "B": 1e9,
    "T": 1e12,
}
_PLACE = {
    "sv": re.compile(r":?(e|a|sta|dra|dje|de|te)(?!\w)"),
    "en": re.compile(r"\s?(st|nd|rd|th)(?!\w)"),
}
_NOUN = re.compile(r":?(?:an?|ans|or|p|pts?|poang)(?!\w)")
_ABOUT = re.compile(r"-?ish(?!\w)")
_SIGNS: dict[str, Role] = {"-": "dash", "/": "slash", "\u2044": "slash", "%": "percent"}
_BIGGEST = 1e21
_NOT_DRAWN_OUT = frozenset(("tree", "tenn", "teen", "onee"))


class Piece(NamedTuple):
    role: Role
    text: str
    start: int
    end: int
    value: float = 0
    form: Form = "cardinal"
    mark: bool = False
    inside: bool = False
    """Whether it is within a compound and not its last part."""
    tight: bool = False
    """Whether nothing stands between it and the piece before."""

    @property
    def part(self) -> Role:
        """Its role in a number said as a number: what is said as a place or a part has none."""
        if self.form == "cardinal":
            return self.role
        return "ordinal" if self.form == "ordinal" else "parts"


def pieces(text: str, original: str, language: str | None) -> list[Piece]:
    """Cut a folded text; ``original`` has its capitals, which tell 1M (a million) from 1m (a metre)."""
    found: list[Piece] = []
    place = 0
    while match := _PIECE.search(text, place):
        place = match.end()
        tight = bool(found) and found[-1].end == match.start()
        if match["word"]:
            found.extend(_word(match, language, tight))
        elif match["sign"]:
            found.append(Piece(_SIGNS.get(match[0], "pause"), match[0], match.start(), place, tight=tight))
        else:
            read = _digits(match, text, original, language, found, tight)
            found.extend(read)
            place = read[-1].end
    return found


def _word(match: re.Match[str], language: str | None, tight: bool) -> list[Piece]:
    word, start = match[0], match.start()
    if word in ARTICLES["en"]:
        return [Piece("article", word, start, match.end(), 1, tight=tight)]
    one = _known(word, language)
    if one is not None:
        return [_of(one, word, start, match.end(), tight=tight)]
    cuts = compound(word, language)
    if not cuts:
        return [Piece("word", word, start, match.end(), tight=tight)]
    return [
        _of(one, word[a:b], start + a, start + b, tight=tight or a > 0, inside=b < len(word))
        for a, b, one in cuts
    ]


@lru_cache(maxsize=8192)
def _known(word: str, language: str | None) -> Atom | None:
    """Return what a word is in a number, also drawn out: "tiooo", "sjuu"."""
    one = atom(word, language)
    if one is not None or len(word) < 4 or word in _NOT_DRAWN_OUT:
        return one
    spellings = [re.sub(r"(.)\1{2,}", r"\1", word), re.sub(r"(.)\1{2,}", r"\1\1", word)]
    spellings += [re.sub(r"(.)\1", r"\1", word), re.sub(r"(.)\1$", r"\1", word)]
    found = (atom(spelling, language) for spelling in spellings if spelling != word)
    return next((one for one in found if one is not None and one.role in NUMERIC), None)


def spoken(word: str, language: str | None) -> int | None:
    """Return the whole number that one folded word names ("sju", "seventeen", "sjuan"), or None."""
    one = _known(word, language)
    counts = one is not None and one.form == "cardinal" and one.role in NUMERIC
    return int(one.value) if one is not None and counts else None


def _of(one: Atom, text: str, start: int, end: int, *, tight: bool, inside: bool = False) -> Piece:
    return Piece(one.role, text, start, end, one.value, one.form, one.mark, inside, tight)


def _digits(
    match: re.Match[str], text: str, original: str, language: str | None, before: list[Piece], tight: bool
) -> list[Piece]:
    """Read digits with what is written onto them: 1 000, 3k, 2e5, 21st, 8:a."""
    start, end, shown = match.start(), match.end(), match[0]
    joined = tight and before[-1].role not in ("dash", "slash", "pause")
    if len(shown) < 4 and shown[0] != "0" and (more := _SPACED.match(text, end)):
        end, shown = more.end(), re.sub(r"\s", "", shown + more[0])
    value = value_of(shown, language)
    if value is None:
        return _several(match, tight)
    for pattern, apply in ((_EXPONENT, _times_ten), (_POWER, _raised)):
        if factor := pattern.match(text, end):
            value, end = apply(value, factor[1]), factor.end()
    suffix = _SUFFIX.match(text, end)
    if suffix and (times := _SUFFIXES.get(original[suffix.start(1) : suffix.end(1)], 0)):
        value, end = value * times, suffix.end()
    form: Form = "cardinal"
    mark = False
    if place := _place(text, end, value, before, language):
        form, end, mark = "ordinal", place, False
    elif noun := _NOUN.match(text, end):
        mark, end = True, noun.end()
    elif about := _ABOUT.match(text, end):
        end = about.end()
    blocked = (
        joined or abs(value) > _BIGGEST or (end < len(text) and (text[end].isalpha() or text[end] == "_"))
    )
    role: Role = "blocked" if blocked else "digits"
    return [Piece(role, text[start:end], start, end, value, form, mark, tight=tight)]


def _several(match: re.Match[str], tight: bool) -> list[Piece]:
    """Cut "192.168.1.2" into its four numbers; of endless digits no number is made."""
    return [
        Piece("digits" if len(part[0]) < 20 else "blocked", part[0], match.start() + part.start(),
              match.start() + part.end(), float(part[0][:20]), tight=tight or part.start() > 0)
        for part in re.finditer(r"\d+", match[0])
    ]  # fmt: skip


def _times_ten(value: float, exponent: str) -> float:
    try:
        return value * 10.0 ** int(exponent)
    except OverflowError:
        return _BIGGEST * 10


def _raised(value: float, exponent: str) -> float:
    """Raise to a power; "^--23" is 23."""
    power = float(exponent.lstrip("+-")) * (-1 if exponent.count("-") == 1 else 1)
    try:
        return float(value**power)
    except (OverflowError, ZeroDivisionError):
        return _BIGGEST * 10


def _place(text: str, end: int, value: float, before: list[Piece], language: str | None) -> int | None:
    """Return where an ending that makes a place in a row ends: 21st, 3:e, 2a. "En 2:a" is a mark, "½A" no place."""
    if value != int(value) or value > 1e6 or (before and before[-1].text == FRACTION_SLASH):
        return None
    last = int(value) % 100 // 10 != 1 and int(value) % 10
    if english := _PLACE["en"].match(text, end):
        right = {1: "st", 2: "nd", 3: "rd"}.get(last or 0, "th")
        if english[1] == right and not (language == "sv" and right == "st" and value == 1):
            return english.end()
    swedish = _PLACE["sv"].match(text, end)
    if not swedish or (language == "en" and swedish[1] in ("a", "de", "te")):
        return None
    ends_in_a = last in (1, 2)
    if (swedish[1] == "a") is not ends_in_a and swedish[1] in ("a", "e"):
        return None
    a_mark = swedish[1] == "a" and any(piece.text in ("en", "ett") for piece in before[-3:])
    return None if a_mark else swedish.end()
