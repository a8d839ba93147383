"""Words that look like numbers and are none: articles, "the one", "first class", "halv nio", "$2000 over 3 years"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.numbers.atoms import AFTER_IDIOM, BEFORE_OTHERS, BEFORE_PRONOUN, NUMERIC
from bot.nlu.numbers.cardinals import Read, part_at
from bot.nlu.numbers.pieces import Piece

_AFTER_CLOCK = frozenset(("past", "to", "over", "i"))
_CURRENCY = frozenset("$€£")
_MINUTES = frozenset(("fem", "tio", "tjugo", "kvart"))
_BEFORE_SECOND = frozenset(("per", "each", "every", "split"))


def tells_the_time(pieces: Sequence[Piece], start: int, parts: Read) -> bool:
    """Whether a half or quarter tells the time: "half past nine", "halv nio", "quarter to"."""
    if parts[1] != start + 1:
        return False
    following = pieces[parts[1]] if parts[1] < len(pieces) else None
    return following is not None and (
        following.text in _AFTER_CLOCK or following.part in NUMERIC | {"digits"}
    )


def is_no_place(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether the words mean something else: "first class", "a second", "10 seconds", "de andra"."""
    before = pieces[start - 1] if start else None
    after = pieces[end].text if end < len(pieces) else ""
    text = pieces[end - 1].text
    counted = before is not None and (
        before.role in NUMERIC | {"digits", "article"} or before.text in _BEFORE_SECOND
    )
    if end - start == 1 and text == "second" and counted:
        return True
    if text == "andra" and before is not None and before.text in BEFORE_OTHERS:
        return True
    return end - start == 1 and after in AFTER_IDIOM


def is_article(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a single "one", "en" or "ett" stands for a thing or before one."""
    text = pieces[start].text
    if end != start + 1 or text not in ("one", "en", "ett"):
        return False
    before = pieces[start - 1] if start else None
    if text == "one":
        return before is not None and before.text in BEFORE_PRONOUN
    alone = (before is None or before.role == "pause") and part_at(pieces, end) in ("end", "pause")
    return text == "en" or not alone


def divides(pieces: Sequence[Piece], start: int, first: Read, second: Read) -> bool:
    """Whether two numbers are divided: not "$2000 over 3 years", nor the clock's "fem över tre"."""
    priced = start > 0 and pieces[start - 1].text in _CURRENCY
    swedish = pieces[first[1]].text == "over" and pieces[start].text in _MINUTES
    return not priced and not swedish and part_at(pieces, second[1]) != "word"
