"""The grammar of numbers that are not whole: halves, fifths, "two and three quarters", "2 1/4", "åtta komma fem".

"One hundred and three quarters" is 100.75 but "one hundred and thirty fifths" is 26: what follows "and" is added
where it is less than one, else it belongs to the whole. With a million before it, a part is a part of a million
("3 million and a half"). The rules are those of Microsoft's Recognizers-Text (NumberModel).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.numbers.cardinals import LONGEST, Read, cardinal, next_said_as_place, ordinal, part_at
from bot.nlu.numbers.pieces import Piece

ALL_DAY = (24, 7)
_FINEST = 1e15
_BIG = 1e6
_MIXED_BELOW = 10
_SPOKEN_DIGITS = 6
_NEAR = 8


def decimal(pieces: Sequence[Piece], start: int, whole: Read | None) -> Read | None:
    """Read on from a whole number: "five point five", "nought point nought four", "point 77"; a scale may follow."""
    value, place = whole or (0.0, start)
    if part_at(pieces, place) != "point":
        return None
    shown, end = _decimals(pieces, place + 1)
    if not shown or value != int(value):
        return None
    value += float(f"0.{shown}")
    while part_at(pieces, end) == "scale":
        value, end = value * pieces[end].value, end + 1
    return value, end


def _decimals(pieces: Sequence[Piece], place: int) -> tuple[str, int]:
    """Return decimals as digits: "nought four" is 04, "seventy-one" 71."""
    shown = ""
    while part_at(pieces, place) == "unit" and len(shown) < _SPOKEN_DIGITS:
        shown, place = shown + str(int(pieces[place].value)), place + 1
    if shown:
        return shown, place
    said = cardinal(pieces, place)
    if said is None or said[0] != int(said[0]) or said[0] >= 1000:
        return "", place
    raw = pieces[place].text if said[1] == place + 1 and pieces[place].text.isdecimal() else str(int(said[0]))
    return raw, said[1]


def fraction(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read a number with parts in it, mixed or not."""
    if not _may_have_parts(pieces, start):
        return None
    read = _mixed(pieces, start) or part_of_one(pieces, start)
    return _of_a_scale(pieces, read) if read else None


def _may_have_parts(pieces: Sequence[Piece], start: int) -> bool:
    """Whether parts or a slash come before anything that is no number: a quick look that spares the rest."""
    last = next_said_as_place(pieces, start)
    return last is not None or any(part_at(pieces, start + step) == "slash" for step in range(1, _NEAR))


def part_of_one(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read parts alone: "two thirds", "a half", "one hundred thirty-two fifths", "4/5"."""
    return _digits(pieces, start) or _half(pieces, start) or _parts(pieces, start)


def _digits(pieces: Sequence[Piece], start: int) -> Read | None:
    if [part_at(pieces, start + step) for step in range(3)] != ["digits", "slash", "digits"]:
        return None
    if part_at(pieces, start + 3) == "slash" or part_at(pieces, start - 1) == "slash":
        return None
    above, below = pieces[start].value, pieces[start + 2].value
    if (above, below) == ALL_DAY:
        return None
    return (above / below, start + 3) if below else None


def _agrees(piece: Piece, count: float) -> bool:
    """Whether one half, or several halves; "tre kvarts" is said as it is."""
    return piece.text == "kvarts" or (count == 1) is (piece.form == "part")


def _half(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read halves and quarters: "en halv", "half a dozen", "three quarters", "halvt dussin"."""
    count, place = 1.0, start
    if part_at(pieces, start) == "article":
        place += 1
    elif read := cardinal(pieces, start):
        count, place = read
        if part_at(pieces, place) == "dash":
            place += 1
    if place >= len(pieces) or pieces[place].form not in ("part", "parts"):
        return None
    piece = pieces[place]
    if piece.value not in (2, 4) or piece.role != "unit" or not _agrees(piece, count):
        return None
    after = place + 1
    dozen = after + 1 if part_at(pieces, after) == "article" else after
    if part_at(pieces, dozen) == "dozen":
        return count / piece.value * pieces[dozen].value, dozen + 1
    return count / piece.value, after


def _parts(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read parts named by a place in a row; of several cuts the one with the longest name of the parts."""
    last = next_said_as_place(pieces, start)
    if last is None or last == start:
        return None
    several = pieces[last].form == "parts"
    for cut in range(start + 1, last + 1):
        count = _count(pieces, start, cut)
        name = (
            ordinal(pieces, _skip_dash(pieces, cut)) if count is not None and _divides(pieces, cut) else None
        )
        if (
            count is None
            or name is None
            or name[0] < 2
            or count > _FINEST
            or not _one_word(pieces, cut, last)
        ):
            continue
        if _named(pieces, start, last, count=count, name=name[0], several=several):
            return count / name[0], name[1]
    return None


def _one_word(pieces: Sequence[Piece], cut: int, last: int) -> bool:
    """Whether a Swedish name of parts is written together: "trettio femtedelar" are thirty fifths."""
    return "del" not in pieces[last].text or all(
        piece.inside for piece in pieces[_skip_dash(pieces, cut) : last]
    )


def _named(
    pieces: Sequence[Piece], start: int, last: int, *, count: float, name: float, several: bool
) -> bool:
    """Whether count and name make parts: a fifth, two fifths, one second not; "100 millionths" is not said."""
    if name == 2:  # "one second" is time
        return False
    if pieces[start].role == "digits" and name > _MIXED_BELOW:
        return False
    if several:
        return True
    follows = part_at(pieces, last + 1)
    article = pieces[start].role == "article" and last - start < LONGEST
    return (
        count == 1
        and (not article or follows != "word")
        and pieces[last].form == "ordinal"
        and (article or pieces[start].text == "one")
    )


def _count(pieces: Sequence[Piece], start: int, cut: int) -> float | None:
    """Return how many parts are named by the words up to the cut."""
    if cut == start + 1 and pieces[start].role == "article":
        return 1.0
    read = cardinal(pieces[:cut], start)
    return read[0] if read and read[1] == cut else None


def _divides(pieces: Sequence[Piece], cut: int) -> bool:
    """Whether a cut may stand here: not in a compound or "twenty|one", nor before a bare hundred, nor after "and"."""
    before, after = part_at(pieces, cut - 1), pieces[cut]
    if before == "ten" and after.role == "unit" and after.form == "cardinal":
        return False
    if pieces[cut - 1].inside:
        return False
    bare = after.role in ("hundred", "scale") and cut + 1 < len(pieces) and after.form == "cardinal"
    dashed = after.role == "dash" and before == "ten" and part_at(pieces, cut + 1) == "unit"
    return not bare and not dashed and after.role != "and"


def _skip_dash(pieces: Sequence[Piece], place: int) -> int:
    return place + 1 if part_at(pieces, place) == "dash" else place


def _mixed(pieces: Sequence[Piece], start: int) -> Read | None:
    """Read a whole number and parts: "one and a half", "två och en halv", "2 1/4", "5½"."""
    whole = cardinal(pieces, start)
    if whole is None:
        return None
    value, place = whole
    below = pieces[place + 2].value if place + 2 < len(pieces) else 0
    written = _digits(pieces, place) if part_at(pieces, place - 1) == "digits" else None
    if written and written[0] < 1 and below < _MIXED_BELOW and value == int(value):
        return value + written[0], written[1]
    for cut in _ands(pieces, start, place):
        read = cardinal(pieces[:cut], start)
        rest = part_of_one(pieces, cut + 1)
        if rest is None and part_at(pieces, cut - 1) == "ten":  # "twenty and three and three fifths"
            rest = _mixed(pieces, cut + 1)
        if read is None or read[1] != cut or rest is None:
            continue
        scaled = _of_a_scale(pieces, rest)
        if scaled[1] > rest[1] and scaled[0] < read[0]:  # "one billion and a quarter million"
            return read[0] + scaled[0], scaled[1]
        if rest[0] < (10 if part_at(pieces, cut - 1) == "ten" else 1):
            return read[0] + rest[0] * _scale(pieces[cut - 1]), rest[1]
    return None


def _ands(pieces: Sequence[Piece], start: int, place: int) -> list[int]:
    """Return where "and" stands in and right after a whole number, the last first."""
    after = [place] if part_at(pieces, place) == "and" else []
    return after + [at for at in range(place - 1, start, -1) if part_at(pieces, at) == "and"]


def _scale(piece: Piece) -> float:
    return piece.value if piece.role == "scale" and piece.value >= _BIG else 1.0


def _of_a_scale(pieces: Sequence[Piece], read: Read) -> Read:
    """Multiply by a scale that follows: "half a million", "two thirds of a million", "five and a half million"."""
    value, place = read
    at = place
    for link in ("of", "article"):
        if part_at(pieces, at) == link:
            at += 1
    return (value * pieces[at].value, at + 1) if part_at(pieces, at) == "scale" else read
