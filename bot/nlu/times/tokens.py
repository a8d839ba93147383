"""A text as a row of items: words with their meanings, numbers, and dates and clock times in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.nlu.times.numbers import compound, number_at
from bot.nlu.times.vocabulary import WORD, vocabulary

MAX_CHARACTERS = 1000
_FIGURES = re.compile(
    r"""(?P<other>(?:https?://|www\.)\S{1,200}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|[\#$€£]\s?\d[\d.,]{0,15}"""
    r"""|\d[\d.,  ]{0,12}\s?(?:(?:kr|kronor|sek|usd|eur|gbp)\b|:-|%|€|°)|\+\d[\d\s()-]{5,16}|\d{1,2}:1(?![\d:]))"""
    r"""|(?P<amount>(?<![\w.,])(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,9})?"""
    r"""|\d{1,9}[.,]\d{4,9})(?!\w))"""
    r"""|(?P<ymd>(?<![\w.,-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:19|20)\d{2}[01]\d[0-3]\d)(?=T\d|(?![\w]|[-/.,]\d)))"""
    r"""|(?P<dmy_slashed>(?<![\w.,/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\w/]|[.,:]\d))"""
    r"""|(?P<dmy>(?<![\w.,/-])\d{1,2}(?P<sep>[-/.])\d{1,2}(?:(?P=sep)|,)(?:\d{4}|\d{2})(?![\w]|[-/.,:]\d))"""
    r"""|(?P<figures_clock>(?:(?<![\w.,:])T?|(?<=\d)T)\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"""
    r"""|(?P<hours>(?<![\w.,/])(?:(?:[01]?\d|2[0-4])h[0-5]\d|(?:1[3-9]|2[0-3])h)(?!\w))"""
    r"""|(?P<decade>(?<![\w.,])(?:'?\d0|[12]\d{2}0)(?:'?s|(?:-|\s)?tal(?:et)?)(?!\w))"""
    r"""|(?P<chain>(?<![\w.])(?!\d{1,2}\.[0-5]\d-\d{1,2}\.[0-5]\d(?![\d.-]))\d{1,9}(?:[-.]\d{1,9}){2,12}|(?<![\w.])\d{3,9}-\d{5,9})"""
    r"""|(?P<slashed>(?<![\w.,/])\d{1,2}/\d{1,2}(?![\d/]|[.,]\d))"""
    r"""|(?P<fraction>½|¼|¾)"""
    r"""|(?P<dotted>(?<![\w.,])\d{1,4}[.,]\d{1,3}(?![\d/]|[.,]\d))"""
    r"""|(?P<ordinal>(?<![\w.,])\d{1,3}(?:st|nd|rd|th|\s?:\s?e|\s?:\s?a|:te|:de)(?!\w))"""
    r"""|(?P<short_ordinal>(?<![\w.,])(?:3[01]|[12]?\d)(?:e|a)(?!\w))"""
    r"""|(?P<digits>(?<![.,]\d)\d{1,9}(?!\d))|(?P<word>""" + WORD.pattern + ")",
    re.IGNORECASE,
)
_ABOUT_HOUR = "tiden"
_PLURALS = ("s", "er", "or", "ar", "na")
_SYMBOLS = {
    "-": "dash", "–": "dash", "—": "dash", "~": "dash", "/": "slash", ",": "comma", ".": "dot", ":": "colon",
    "(": "open", ")": "close", "'": "prime", "’": "prime", '"': "primes", "<": "less", ">": "greater", "=": "equals",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    in_words: bool = False
    padded: bool = False
    """Written with a zero in front, as in 05:30."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word or expression; `kind` is what rules ask for, `value` what it means."""

    kind: str
    value: Any
    start: int
    end: int
    is_plural: bool = False
    """Of a unit: "weeks", "veckor"."""


def tokenise(text: str, language: str) -> list[Item]:
    """The items of a text, fillers ("about", "ungefär") left out."""
    matches = list(_FIGURES.finditer(text, 0, MAX_CHARACTERS))
    words = [match.group().lower() for match in matches]
    return [item for item in _items(matches, words, language) if item.kind != "filler"]


def _items(matches: list[re.Match[str]], words: list[str], language: str) -> Iterator[Item]:
    known = vocabulary(language)
    position = 0
    while position < len(matches):
        match = matches[position]
        size, kind = 1, match.lastgroup or "word"
        value: Any = words[position]
        if kind == "word":
            entry = known.at(words, position) or known.at(
                [words[position].removesuffix("'s").removesuffix("’s")], 0
            )
            said = number_at(words, position) if words[position].isalpha() else None
            hour = compound(value.removesuffix(_ABOUT_HOUR)) if value.endswith(_ABOUT_HOUR) else None
            if hour:
                kind, value = "about_hours", Number(hour.value, in_words=True)
            elif value == "second" and not (entry and len(entry.words) > 1):
                kind, value = "second", Number(2, in_words=True)
            elif said and not (entry and len(entry.words) >= said.length):
                size, (kind, value) = said.length, _said(said.value, said.ordinal)
            elif entry:
                size, kind, value = len(entry.words), entry.kind, entry.value
            else:
                kind = "word" if value[0].isalnum() else _SYMBOLS.get(value, "symbol")
        elif entry := known.at(words, position):
            if len(entry.words) > 1:
                size, kind, value = len(entry.words), entry.kind, entry.value
            else:
                kind, value = _figures(kind, value, language)
        else:
            kind, value = _figures(kind, value, language)
        plural = kind == "unit" and words[position + size - 1].endswith(_PLURALS)
        yield Item(kind, value, match.start(), matches[position + size - 1].end(), plural)
        position += size


def _said(value: int, ordinal: bool) -> tuple[str, Any]:
    if ordinal:
        return ("ordinal" if 1 <= value <= 31 else "far_ordinal"), Number(value, in_words=True)
    return number_kind(value), Number(value, in_words=True)


def number_kind(value: int) -> str:
    """Sorts whole numbers by what they can be: an hour, a day of a month, a minute, a year."""
    for kind, top in (("n0", 0), ("n12", 12), ("n24", 24), ("n31", 31), ("n59", 59), ("n99", 99)):
        if value <= top:
            return kind
    is_clock = value % 100 < 60 and value < 2400
    if value < 1000:
        return "clock_digits" if is_clock else "big"
    if value > 2199:
        return "clock_digits" if is_clock else "big"
    return "year_clock" if is_clock else "year"


def _figures(kind: str, text: str, language: str) -> tuple[str, Any]:
    if kind == "dmy_slashed":
        return "dmy", text
    if kind in {"ymd", "dmy", "figures_clock", "slashed", "hours"}:
        return kind, text
    if kind in {"other", "chain", "amount"}:
        return "other", None
    if kind == "fraction":
        return "fraction", {"½": 0.5, "¼": 0.25, "¾": 0.75}[text]
    if kind == "dotted":
        return "dotted", text
    if kind == "decade":
        return "decade", int(re.sub(r"\D", "", text))
    if kind == "ordinal" or (kind == "short_ordinal" and language == "sv"):
        return _said_figures(int(re.sub(r"\D", "", text)))
    if kind == "short_ordinal":
        hour = int(text[:-1])
        return ("clock_am", hour) if text.endswith("a") and 1 <= hour <= 12 else ("word", None)
    value = int(text)
    if len(text) == 4 and text.startswith("0") and value < 1000:
        return "clock_digits", Number(value, padded=True)
    if len(text) > 4 or (len(text) > 2 and text.startswith("0")):
        return "big", Number(value)
    return number_kind(value), Number(value, padded=text.startswith("0"))


def _said_figures(value: int) -> tuple[str, Any]:
    return ("ordinal" if 1 <= value <= 31 else "far_ordinal"), Number(value)
