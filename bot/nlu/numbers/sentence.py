"""A message as numbers, words and pauses, with what is said of each number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.nlu.numbers import mark_words
from bot.nlu.numbers.atoms import OUT_OF, atom
from bot.nlu.numbers.not_marks import MASK, PERCENT_MASK, without_other_numbers
from bot.nlu.numbers.said import Said

_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+(?:'[a-z]+)?|\d+|{MASK}+|{PERCENT_MASK}+)|(?P<slash>[/\u2044])|(?P<dash>-)|(?P<plus>\+)"
    r"|(?P<pause>[,.;:!?()\n…\"]+)|(?P<other>\S)"
)
_BETWEEN = frozenset(("-", "~", "eller", "or", "till", "to", "kanske", "maybe", "alternativt"))
_ANDS = frozenset(("och", "and", "-", "to", "till"))

Kind = Literal["number", "word", "pause"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int = 0
    value: float = 0
    top: float | None = None
    """Of how many it is said to be: 10 in "9 av 10", 5 in "fyra stjärnor"."""
    other: float | None = None
    """The other end, where it is said to lie between two: 8 in "7-8"."""
    mark: bool = False
    """Whether its form says that it is a mark: "8:a", "sjua", "9 av 10", "3 poäng"."""
    stars: bool = False


def sentence(text: str, said: Sequence[Said], language: str | None) -> list[Token]:
    """Cut a folded text up, in which these numbers were found. Numbers that rate nothing become marks (¤)."""
    found = _out_of(_units(_tokens(text, without_other_numbers(text), said, language)))
    found = _pairs(_between(found), lambda first, second: replace(first, other=second.value))
    return [replace(token, kind="pause") if token.text in ("-", "+") else token for token in found]


def _tokens(text: str, masked: str, said: Sequence[Said], language: str | None) -> list[Token]:
    found: list[Token] = []
    waiting = [
        one for one in said if one.phrase.kind == "percent" or (_may_rate(one) and not _hidden(masked, one))
    ]
    waiting.reverse()
    place = 0
    for match in _TOKEN.finditer(masked):
        if match.start() < place:
            continue
        if waiting and waiting[-1].start <= match.start():
            one = waiting.pop()
            place = one.end
            found.append(_number(text, one))
        else:
            found.append(_token(match, language))
    return found


def _may_rate(one: Said) -> bool:
    """Whether a number is more than a place in a row, a percentage, a loose count or a part of something."""
    phrase = one.phrase
    part = phrase.kind == "fraction" and phrase.of is None and abs(phrase.value) < 1
    kinds = (
        "cardinal",
        "fraction",
        "ordinal" if one.pieces[0].text.endswith("a") else "",
    )  # "2:a" may be a mark
    digits = phrase.kind != "ordinal" or one.pieces[0].role == "digits"
    return phrase.kind in kinds and digits and not phrase.loose and not part


def _hidden(masked: str, one: Said) -> bool:
    shown = masked[one.start : one.end]
    return MASK in shown or PERCENT_MASK in shown


def _number(text: str, one: Said) -> Token:
    if one.phrase.kind == "percent":
        return Token("word", PERCENT_MASK, one.start)
    value = (
        abs(one.phrase.count)
        if one.pieces[0].text == "-" and text[one.start + 1].isspace()
        else one.phrase.count
    )
    return Token("number", text[one.start : one.end], one.start, value, one.phrase.of, mark=one.phrase.mark)


def _token(match: re.Match[str], language: str | None) -> Token:
    shown = match[0]
    if match["word"]:
        if shown in mark_words.ARTICLES:
            return Token("number", shown, match.start(), 1)
        return _glued(shown, match.start(), language) or Token("word", shown, match.start())
    return Token(
        "word" if match["slash"] or match["dash"] or match["plus"] else "pause", shown, match.start()
    )


def _glued(word: str, start: int, language: str | None) -> Token | None:
    """Read a unit written onto its number: "femstjärnigt", "tiopoängare"."""
    if not word.endswith(mark_words.GLUED_UNITS):
        return None
    for unit in mark_words.GLUED_UNITS:
        if word.endswith(unit):
            one = atom(word.removesuffix(unit), language)
            if one is None or one.form != "cardinal" or one.role not in ("unit", "teen"):
                return None
            top = 5.0 if unit.startswith("stj") else None
            return Token("number", word, start, one.value, top, mark=True, stars=top is not None)
    return None


def _units(tokens: list[Token]) -> list[Token]:
    """Let "poäng" or "stars" say that the number before it is a mark: "5 stars", "five-star"."""
    joined: list[Token] = []
    for token in tokens:
        dashed = len(joined) > 1 and joined[-1].text == "-" and token.text in mark_words.STAR_UNITS
        last = joined[-2] if dashed else joined[-1] if joined else None
        if last and last.kind == "number" and token.text in mark_words.RATING_UNITS:
            if dashed:
                joined.pop()
            stars = token.text in mark_words.STAR_UNITS
            top = 5.0 if stars and last.top is None else last.top
            joined[-1] = replace(last, mark=True, top=top, stars=stars or last.stars)
        else:
            joined.append(token)
    return joined


def _out_of(tokens: list[Token]) -> list[Token]:
    """Let what follows the unit say of how many: "3 stjärnor av 5", "four stars out of five"."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "number" and token.mark:
            link = next((link for link in OUT_OF if _says(tokens, place, link)), ())
            top = tokens[place + len(link)] if link and place + len(link) < len(tokens) else None
            if top is not None and top.kind == "number" and top.text not in mark_words.ARTICLES:
                token = replace(token, top=top.value)
                place += len(link) + 1
        joined.append(token)
    return joined


def _says(tokens: list[Token], place: int, words: tuple[str, ...]) -> bool:
    return tuple(token.text for token in tokens[place : place + len(words)]) == words


def _pairs(tokens: list[Token], join: Callable[[Token, Token], Token]) -> list[Token]:
    """Make one number of each two that a word for between stands between."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        first = tokens[place]
        place += 1
        two = tokens[place : place + 2]
        linked = len(two) == 2 and two[0].text in _BETWEEN and two[1].kind == "number"
        if first.kind == "number" and first.other is None and linked:
            first = join(first, two[1])
            place += 2
        joined.append(first)
    return joined


def _between(tokens: list[Token]) -> list[Token]:
    """Make one number of "mellan sju och åtta"."""
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        three = tokens[place + 1 : place + 4]
        if (
            token.text in ("mellan", "between")
            and [one.kind for one in three] == ["number", "word", "number"]
            and three[1].text in _ANDS
        ):
            joined.append(replace(three[0], other=three[2].value))
            place += 4
        else:
            joined.append(token)
            place += 1
    return joined
