"""What the linear models see of a message: folded words, word pairs and pieces of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

import regex

MAX_CHARACTERS = 1000
"""Only this much of a message is read, so that no message takes long; the website takes no longer ones."""
SHORTEST_PIECE, LONGEST_PIECE = 2, 5
BEGINNING, REACH = 3, 5
"""Pairs of word beginnings (letters, and words apart) say which words stand together, whatever their endings and the
words between: most of what a quadratic kernel would see (Chang et al., Training and Testing Low-degree Polynomial Data
Mappings via Linear SVM, 2010)."""

_PLACEHOLDERS = (
    (regex.compile(r"https?://\S+|www\.\S+"), " §url "),
    (regex.compile(r"[^\s@]+@[^\s@]+\.\w+"), " §mail "),
    (regex.compile(r"\+?\d[\d \-]{6,}\d"), " §long "),
    (regex.compile(r"#\s?\d{3,}|\d{4,}"), " §number "),
    (regex.compile(r"\d+"), " §digit "),
)
_MAY_HAVE_PLACEHOLDERS = regex.compile(r"\d|@|https?:|www\.")
_REPEATED = regex.compile(r"(\w)\1{2,}")
_WORD = regex.compile(r"§?[\p{L}\p{M}]+|\?[?!]*|\p{Extended_Pictographic}|[:;]-?[()D]")
_MARKS = regex.compile(r"\p{Mn}+")


def fold(text: str) -> str:
    """Lower case without accents: customers write fråga, fraga and FRÅGA, and mean the same."""
    low = text.lower()
    if low.isascii():
        return low
    decomposed = unicodedata.normalize("NFKD", low.replace("’", "'").replace("ø", "o"))
    return str(_MARKS.sub("", decomposed))


def words_of(text: str) -> list[str]:
    """Words, emoji and ? of a folded message, numbers and addresses as placeholders.

    However loudly it is said, it is the same wish: jaaaa counts as jaa, ?!? as ?, and ! not at all.
    """
    folded = fold(text[:MAX_CHARACTERS]).replace("'", "")
    if _MAY_HAVE_PLACEHOLDERS.search(folded):
        for pattern, placeholder in _PLACEHOLDERS:
            folded = pattern.sub(placeholder, folded)
    return [_spelt(word) for word in _WORD.findall(folded)]


@lru_cache(maxsize=10_000)
def _spelt(word: str) -> str:
    return "?" if word[0] == "?" else str(_REPEATED.sub(r"\1\1", word))


def word_features(words: list[str]) -> Iterator[str]:
    """Words, pairs and triples with the message's edges marked, pairs with one word between, and of beginnings."""
    framed = ["<", *words, ">"]
    yield from words
    for first, second in pairwise(framed):
        yield f"{first} {second}"
    for first, second, third in zip(framed, framed[1:], framed[2:], strict=False):
        yield f"{first} {second} {third}"
        yield f"{first} * {third}"
    beginnings = [word[:BEGINNING] for word in words]
    for place, beginning in enumerate(beginnings):
        for other in beginnings[place + 1 : place + 1 + REACH]:
            yield f"{beginning} .. {other}"


def piece_features(words: list[str]) -> Iterator[str]:
    """Character n-grams inside words, which see through inflections, compounds and typos."""
    return chain.from_iterable(map(_pieces, words))


@lru_cache(maxsize=10_000)
def _pieces(word: str) -> tuple[str, ...]:
    """The pieces of two to five letters of a word; customers use the same words again and again."""
    if word.startswith("§"):
        return ()
    framed = f"_{word}_"
    return tuple(
        f"~{framed[start : start + size]}"
        for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(framed) - size + 1)
    )
