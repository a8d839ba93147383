"""The number that begins at a piece: its sign, whole, parts, place in a row, pair ("9 av 10") and percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlu.numbers.atoms import DIVIDED, LOOSE, NUMERIC, OUT_OF
from bot.nlu.numbers.cardinals import Read, cardinal, ordinal, part_at
from bot.nlu.numbers.found import Kind
from bot.nlu.numbers.fractions import ALL_DAY, decimal, fraction
from bot.nlu.numbers.not_numbers import divides, is_article, is_no_place, tells_the_time
from bot.nlu.numbers.pieces import Piece

CAN_START = NUMERIC | {"digits", "minus", "dash", "point", "article", "percent"}
LOOSE_STARTS = frozenset(words[0] for words in LOOSE) | {"per"}
_IS = frozenset(("is", "ar", "=", ":"))


@dataclass(frozen=True, slots=True)
class Phrase:
    value: float
    end: int
    """The piece after its last."""
    kind: Kind
    count: float
    of: float | None = None
    mark: bool = False
    loose: bool = False
    """Whether it only counts, and loosely: "ett par", "a few"."""


def phrase(pieces: Sequence[Piece], start: int) -> Phrase | None:
    """Read the number that begins at a piece, if one does."""
    piece = pieces[start]
    if piece.text in LOOSE_STARTS and (loosely := _loose(pieces, start)):
        return loosely
    if piece.role not in CAN_START or (piece.tight and piece.role != "digits" and _in_a_word(pieces, start)):
        return None
    if piece.role in ("minus", "dash"):
        return _negative(pieces, start)
    if piece.role == "percent":
        return _percent_of(pieces, start)
    read = _positive(pieces, start)
    if read is None or pieces[read.end - 1].inside:
        return None
    return _with_percent(pieces, read)


def _in_a_word(pieces: Sequence[Piece], start: int) -> bool:
    return start > 0 and pieces[start - 1].inside


def _loose(pieces: Sequence[Piece], start: int) -> Phrase | None:
    if pieces[start].text == "per" and _says(pieces, start, ("per", "cent", "of")):
        return _percent_of(pieces, start + 1)
    found = [words for words in LOOSE if _says(pieces, start, words)]
    if not found:
        return None
    words = max(found, key=len)
    return Phrase(LOOSE[words], start + len(words), "cardinal", LOOSE[words], loose=True)


def _says(pieces: Sequence[Piece], start: int, words: tuple[str, ...]) -> bool:
    if start >= len(pieces) or pieces[start].text != words[0]:
        return False
    return len(words) == 1 or tuple(piece.text for piece in pieces[start : start + len(words)]) == words


def _negative(pieces: Sequence[Piece], start: int) -> Phrase | None:
    if start + 1 >= len(pieces) or (pieces[start].role == "dash" and not _is_minus(pieces, start)):
        return None
    read = _positive(pieces, start + 1, signed=True)
    if read is None or read.kind == "ordinal":
        return None
    return _with_percent(pieces, replace(read, value=-read.value, count=-read.count))


def _is_minus(pieces: Sequence[Piece], start: int) -> bool:
    """Whether a dash is a sign: "-5", "= -5"; alone before a space only where nothing, or "is", stands before it."""
    before = pieces[start - 1] if start else None
    if before is None or before.text in _IS:
        return True
    stuck = pieces[start].tight and before.text not in ("(", "<", ">", "=", ":")
    return pieces[start + 1].tight and not stuck and before.role not in NUMERIC | {"digits"}


def _positive(pieces: Sequence[Piece], start: int, *, signed: bool = False) -> Phrase | None:
    if part_at(pieces, start) == "article" and not _counts(pieces, start):
        return None
    parts = fraction(pieces, start)
    whole = cardinal(pieces, start)
    whole = decimal(pieces, start, whole) or whole
    first = whole if part_at(pieces, start + 1) == "slash" else parts or whole
    pair = _pair(pieces, start, first) if first and pieces[start].form == "cardinal" else None
    if pair is not None:
        return pair
    if parts is not None and not tells_the_time(pieces, start, parts):
        return Phrase(parts[0], parts[1], "fraction", parts[0])
    place = ordinal(pieces, start)
    if place is not None and pieces[place[1] - 1].form == "ordinal":
        known = not is_no_place(pieces, start, place[1])
        return Phrase(place[0], place[1], "ordinal", place[0]) if known else None
    if whole is None or (not signed and is_article(pieces, start, whole[1])):
        return None
    return Phrase(whole[0], whole[1], "cardinal", whole[0], mark=pieces[whole[1] - 1].mark)


def _counts(pieces: Sequence[Piece], start: int) -> bool:
    """Whether a number follows an article: "a hundred", "a half", "a twenty-first"."""
    following = pieces[start + 1] if start + 1 < len(pieces) else None
    return following is not None and following.role in NUMERIC


def _pair(pieces: Sequence[Piece], start: int, first: Read) -> Phrase | None:
    """Read "9/10", "nio av tio", "one in two", "2000 over 3", of which the first number is read."""
    second = _slash(pieces, first) or _after(pieces, first, OUT_OF)
    if second and second[0] > 0 and pieces[second[1] - 1].form == "cardinal":
        return Phrase(first[0] / second[0], second[1], "fraction", first[0], second[0], mark=True)
    divided = _after(pieces, first, DIVIDED)
    if divided and divided[0] > 0 and divides(pieces, start, first, divided):
        return Phrase(first[0] / divided[0], divided[1], "fraction", first[0] / divided[0])
    share = _after(pieces, first, (("in",),)) if first[0] == 1 else None
    if share and share[0] > 1 and part_at(pieces, share[1]) in ("end", "pause"):
        return Phrase(1 / share[0], share[1], "fraction", 1, share[0])
    return None


def _after(pieces: Sequence[Piece], first: Read, links: tuple[tuple[str, ...], ...]) -> Read | None:
    """Read the second number, after one of the words between two."""
    for words in links:
        if _says(pieces, first[1], words):
            start = first[1] + len(words)
            whole = cardinal(pieces, start)
            second = decimal(pieces, start, whole) or whole
            return None if second and part_at(pieces, second[1]) == "slash" else second
    return None


def _slash(pieces: Sequence[Piece], first: Read) -> Read | None:
    at = first[1]
    if part_at(pieces, at) != "slash":
        return None
    second = cardinal(pieces, at + 1)
    twice = second is not None and part_at(pieces, second[1]) == "slash"
    again = part_at(pieces, at - 2) == "slash"
    idiom = second is not None and (first[0], second[0]) == ALL_DAY
    return None if twice or again or idiom else second


def _with_percent(pieces: Sequence[Piece], read: Phrase) -> Phrase:
    at = read.end
    if part_at(pieces, at) == "percent" and read.kind != "ordinal":
        return replace(read, end=at + 1, kind="percent", mark=False)
    if _says(pieces, at, ("per", "cent")):
        return replace(read, end=at + 2, kind="percent", mark=False)
    return read


def _percent_of(pieces: Sequence[Piece], start: int) -> Phrase | None:
    """Read "percents of twenty"."""
    if part_at(pieces, start + 1) != "of":
        return None
    read = cardinal(pieces, start + 2)
    return Phrase(read[0], read[1], "percent", read[0]) if read else None
