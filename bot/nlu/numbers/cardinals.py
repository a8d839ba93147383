"""The grammar of whole numbers: "two hundred and two thousand", "tjugo-ett", "4 tusen 3 hundra 21", "three dozen".

A number is groups of falling scale; a group is up to 99, or up to 99 hundreds and up to 99 more. Each function
takes the pieces and where to begin, and returns the value and where it ended, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.numbers.atoms import NUMERIC
from bot.nlu.numbers.pieces import Piece

Read = tuple[float, int]
LONGEST = 24
"""Pieces that one number may have: "nine hundred and ninety-nine thousand nine hundred and ninety-nine" has 13."""
_LINKS = frozenset(("and", "dash", "digits", "article"))


def part_at(pieces: Sequence[Piece], place: int) -> str:
    """Return the role of a piece in a whole number; "end" past the last."""
    return pieces[place].part if 0 <= place < len(pieces) else "end"


def cardinal(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read the longest whole number that begins here. An article counts before a hundred, a thousand, a dozen."""
    total, limit, place = 0.0, float("inf"), start
    while True:
        begin = _after_link(pieces, place) if place > start else place
        group = _group(pieces, begin, first=place == start)
        if group is None:
            break
        value, end = group
        factor = 1.0
        while part_at(pieces, end) == "scale":
            factor *= pieces[end].value
            end += 1
        if max(factor, value) >= limit:
            break
        total, limit, place = total + value * factor, factor, end
        if factor == 1:
            break
    return (total, place) if place > start else None


def ordinal(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read a place in a row, or the name of parts, that begins here: "twenty-fifth", "tjugoförstedelar"."""
    last = next_said_as_place(pieces, start)
    if last is None:
        return None
    said = [*pieces[start:last], pieces[last]._replace(form="cardinal")]
    read = cardinal(said, 0)
    return (read[0], last + 1) if read and read[1] == len(said) else None


def next_said_as_place(pieces: Sequence[Piece], start: int) -> int | None:
    """Return where the next word said as a place or as parts stands, if only number words stand before it."""
    for place in range(start, min(len(pieces), start + LONGEST)):
        piece = pieces[place]
        if piece.form != "cardinal":
            return place
        if piece.role not in NUMERIC and piece.role not in _LINKS:
            return None
    return None


def _after_link(pieces: Sequence[Piece], place: int) -> int:
    return place + 1 if part_at(pieces, place) in ("and", "dash") else place


def _group(pieces: Sequence[Piece], start: int, *, first: bool) -> Read | None:
    """Read what a scale multiplies: up to 99, or hundreds and what follows them."""
    small = _small(pieces, start)
    part = part_at(pieces, start)
    if small is None and part == "article" and part_at(pieces, start + 1) in ("hundred", "scale", "dozen"):
        small = (1.0, start + 1)
        if part_at(pieces, start + 1) == "dozen":
            return pieces[start + 1].value, start + 2
    if small is None and part in ("hundred", "scale"):
        small = (1.0, start) if first or part == "hundred" else None
    if small is None or part_at(pieces, small[1]) != "hundred":
        return small
    value, end = small[0] * 100, small[1] + 1
    if part_at(pieces, end) == "dozen":
        return value * pieces[end].value, end + 1
    rest = _small(pieces, _after_link(pieces, end))
    if rest and rest[0] < 100 and part_at(pieces, rest[1]) != "hundred":
        return value + rest[0], rest[1]
    return value, end


def _small(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read a number of one or two words, digits, and the dozens it counts."""
    part = part_at(pieces, start)
    if part == "dozen":
        return pieces[start].value, start + 1
    if part not in ("digits", "unit", "teen", "ten"):
        return None
    value, end = pieces[start].value, start + 1
    if part == "ten":
        unit = end + 1 if part_at(pieces, end) == "dash" else end
        if part_at(pieces, unit) == "unit" and pieces[unit].value and not pieces[unit].mark:
            value, end = value + pieces[unit].value, unit + 1
    if part_at(pieces, end) == "dozen":
        value, end = value * pieces[end].value, end + 1
    return value, end
