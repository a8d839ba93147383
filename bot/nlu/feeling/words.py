"""The words of a text as the readers of feeling see them: folded, with marks, emoji and ratings kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from bot.nlu.features import fold

HEAD_CHARACTERS = 1200
TAIL_CHARACTERS = 1200
"""Of a longer text only its beginning and its end are read: there people say what they think."""

_SPECIAL = (
    r"(?P<address>https?://\S{1,300}|www\.\S{1,300}|@\w{1,60})"
    r"|(?<!den )(?P<given>\d{1,2}(?:[.,]\d)?)\s?(?:/|av|out of|of)\s?(?P<most>5|10|100)(?![\d/])"
    r"|(?P<stars>[0-9]|en|ett|tva|tre|fyra|fem|noll|one|two|three|four|five|zero)[\s\-](?:stjarn\w{0,4}|stars?\b)"
    r"|(?P<drawn>[★⭐]\ufe0f?(?:\s?[★☆⭐]\ufe0f?){0,4})"
    r"|(?P<number>\d[\d \u00a0.,:]{0,12})|"
)
_PLAIN = (
    r"(?P<word>[\p{L}\p{M}][\p{L}\p{M}\-]{0,60})"
    r"|(?P<smile>[:;=8xX]'?-?[)D\]pP3*]+|<3+|\^\^)|(?P<frown>[:;=]'?-?[(\[/|\\@]+|</3)"
    r"|(?P<emoji>\p{Extended_Pictographic}|[\u2639\u263a\u2665])"
    r"|(?P<end>[.!?…\n;]+)|(?P<pause>[,:()–—]|-(?=\s))"
)
_TOKEN, _PLAIN_TOKEN = regex.compile(_SPECIAL + _PLAIN), regex.compile(_PLAIN)
_ASCII_TOKEN = re.compile(
    r"([a-z][a-z\-]{0,60})|([:;=8x]-?[)d\]p3*]+|<3+|\^\^)|([:;=]-?[(\[/|\\@]+|</3)|([.!?\n;]+)|([,:()]|-(?=\s))"
)
_HAS_SPECIAL = re.compile(r"[\d★⭐@]|star|stj|www|http")
"""Most messages have no ratings, numbers and addresses, and are read twice as fast without looking for them."""
_REPEATED = regex.compile(r"(\p{L})\1{2,}")
_LOUD = regex.compile(r"\b\p{Lu}{3,40}\b")
_COUNTS = {
    word: count
    for count, words in enumerate(
        ("noll zero", "en ett one", "tva two", "tre three", "fyra four", "fem five")
    )
    for word in words.split()
}
_HIGH_SHARE, _LOW_SHARE = 0.75, 0.55


class Token(NamedTuple):
    """`kind` is word, emoji, rating, number, mark (ends a sentence) or pause; `loud` is a word in capitals."""

    text: str
    kind: str
    loud: bool = False


_SMILE, _FROWN, _PAUSE = Token("§smile", "emoji"), Token("§frown", "emoji"), Token(",", "pause")


def shortened(text: str) -> str:
    """The beginning and the end of a text that is too long to be read whole."""
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return text
    return f"{text[:HEAD_CHARACTERS]}\n{text[-TAIL_CHARACTERS:]}"


def tokens_of(text: str) -> list[Token]:
    """Words without accents and capitals, "sååå" as "så", and what else tells a feeling.

    "4/5", "2 av 10", "one star" and drawn stars become the ratings §high, §middling and §low.
    """
    text = shortened(text)
    folded = plain(text)
    if _HAS_SPECIAL.search(folded):
        tokens = _tokens(_TOKEN, folded)
    else:
        tokens = _tokens(_PLAIN_TOKEN, folded) if not folded.isascii() else _plain_tokens(folded)
    loud = _loud_words(text)
    if not loud:
        return tokens
    return [token._replace(loud=True) if token.text in loud else token for token in tokens]


def _plain_tokens(folded: str) -> list[Token]:
    """What `_tokens` finds in text without ratings, emoji and foreign letters, in half the time."""
    return [
        _word(word) if word else _mark(end) if end else _PAUSE if pause else _SMILE if smile else _FROWN
        for word, smile, _, end, pause in _ASCII_TOKEN.findall(folded)
    ]


def _tokens(pattern: Any, folded: str) -> list[Token]:
    tokens = []
    for match in pattern.finditer(folded):
        kind = str(match.lastgroup)
        if kind == "word":
            tokens.append(_word(match.group()))
        elif kind != "address":
            tokens.append(_token(match, "given" if kind == "most" else kind))
    return tokens


def plain(text: str) -> str:
    """No capitals, accents or apostrophes; as `fold` makes it, without decomposing what has å, ä, ö and é only."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = (
            lowered.replace("å", "a").replace("ä", "a").replace("ö", "o").replace("é", "e").replace("’", "'")
        )
    folded = lowered if lowered.isascii() else fold(text)
    # "We'll" and "he'll" must not become "well" and "hell".
    return folded.replace("'ll ", " will ").replace("'", "") if "'" in folded else folded


@lru_cache(maxsize=20_000)
def _word(found: str) -> Token:
    return Token(_REPEATED.sub(r"\1\1", found).rstrip("-"), "word")


def _token(match: regex.Match[str], kind: str) -> Token:
    if kind == "given":
        return _rating(float(match["given"].replace(",", ".")) / float(match["most"]))
    if kind == "stars":
        stars = match["stars"]
        return _rating((int(stars) if stars.isdigit() else _COUNTS[stars]) / 5)
    if kind == "drawn":
        drawn = match.group()
        return _rating((drawn.count("★") + drawn.count("⭐")) / 5)
    if kind in ("smile", "frown"):
        return _SMILE if kind == "smile" else _FROWN
    if kind == "end":
        return _mark(match.group())
    if kind == "number":
        return Token("§number", "number")
    return Token(match.group(), kind)


def _mark(end: str) -> Token:
    return Token("!" if "!" in end else "?" if "?" in end else ".", "mark")


def _rating(share: float) -> Token:
    """Four stars of five is praise; half of what could be given is blame (as in five-star review data sets)."""
    return Token("§high" if share >= _HIGH_SHARE else "§middling" if share > _LOW_SHARE else "§low", "rating")


def _loud_words(text: str) -> frozenset[str]:
    """Words in capitals of a text that is not wholly in capitals, folded."""
    found = _LOUD.findall(text)
    if not found or text.upper() == text:
        return frozenset()
    return frozenset(_word(fold(word)).text for word in found)
