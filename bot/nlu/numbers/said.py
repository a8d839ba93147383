"""All numbers of a folded message, each with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlu.numbers.folding import Folded
from bot.nlu.numbers.not_marks import without_addresses
from bot.nlu.numbers.phrases import CAN_START, LOOSE_STARTS, Phrase, phrase
from bot.nlu.numbers.pieces import Piece, pieces

MAX_PIECES = 300
"""Of a message no more is read; a thousand characters of prose have some two hundred."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number with where in the folded message it stands."""

    phrase: Phrase
    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def worded(self) -> bool:
        """Whether no slash is in it."""
        return all(piece.role != "slash" for piece in self.pieces)


def read_phrases(folded: Folded, language: str | None) -> list[Said]:
    """Return the numbers of a folded message in their order."""
    text = without_addresses(folded.text)
    cut = pieces(text, _capitals(folded), language)[:MAX_PIECES]
    if not any(piece.role in CAN_START or piece.text in LOOSE_STARTS for piece in cut):
        return []
    found: list[Said] = []
    place = 0
    while place < len(cut):
        one = phrase(cut, place)
        if one is not None:
            one = _said_again(cut, one)
            said = tuple(cut[place : one.end])
            found.append(Said(one, said[0].start, said[-1].end, said))
        place = one.end if one else place + 1
    return found


def _capitals(folded: Folded) -> str:
    """Return the message laid out as its folded text, with its capitals."""
    if folded.places is None:
        return folded.original
    return "".join(folded.original[place] for place in folded.places)


def _said_again(cut: Sequence[Piece], one: Phrase) -> Phrase:
    """Take in the same number in words: "45 (forty five)", "8 åtta"."""
    bracket = one.end < len(cut) and cut[one.end].text == "("
    inner = one.end + bracket
    if inner >= len(cut) or cut[one.end - 1].role != "digits" or cut[inner].role == "digits":
        return one
    again = phrase(cut, inner)
    if again is None or again.value != one.value or again.kind != one.kind:
        return one
    closed = not bracket or (again.end < len(cut) and cut[again.end].text == ")")
    return replace(one, end=again.end + bracket) if closed else one
