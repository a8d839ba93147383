"""One way to write each letter, digit and dash of a message, with the place in the message each came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

FRACTION_SLASH = "\u2044"
_SPECIAL = {
    "\u20e3": " ",
    "\U0001f51f": " 10 ",
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
}


@dataclass(frozen=True)
class Folded:
    """A message in small letters without dots, rings and accents."""

    text: str
    original: str
    places: tuple[int, ...] | None
    """For each character of ``text`` its place in the message; None where the places are the same."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the message a stretch of the folded text (at least one character) stands."""
        if self.places is None:
            return start, end
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.places[start], last


def fold(text: str) -> Folded:
    """Fold a message: "Åtta½" becomes "atta 1⁄2"; the fraction slash tells it from "1/2" that was typed."""
    if text.isascii():
        return Folded(text.lower(), text, None)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = letter.lower() if letter.isascii() else _plain(letter)
        letters.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(letters), text, tuple(places))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    apart = unicodedata.normalize("NFKD", letter)
    if unicodedata.category(letter) == "No":
        if FRACTION_SLASH in apart:
            return " " + apart
        return apart if unicodedata.decomposition(letter).startswith("<circle>") else " "
    return "".join(mark for mark in apart.casefold() if unicodedata.category(mark) not in ("Mn", "Me"))
