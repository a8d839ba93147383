"""How well a message's language is seen, by how many words it has.

Rule of the measure: of Swedish and English rows, right is a guess that the row's language, or another one that the
text is equally valid in (`also_valid_in`), is meant; no guess is wrong, since every row has real words. Of Danish
and Norwegian rows those count as mistaken that are taken for Swedish with a confidence over 0.8.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.language_model import OTHER, SPOKEN, Guess

SURELY = 0.8
NEIGHBOURS = ("da", "nb", "nn")
LENGTHS = ("1", "2", "3", "4+")


@dataclass(frozen=True)
class Row:
    text: str
    language: str
    length: str
    """Words, as one of LENGTHS."""
    valid: frozenset[str]
    """sv, en, other: what may be answered."""


@dataclass
class Tally:
    right: int = 0
    count: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.count if self.count else 1.0


@dataclass(frozen=True)
class LanguageFigures:
    spoken: dict[tuple[str, str], Tally]
    """By language (sv, en) and length: rows seen as what they are."""
    neighbours: dict[str, Tally]
    """By length: rows in Danish or Norwegian that were not surely taken for Swedish."""
    calibration: dict[str, tuple[float, Tally]]
    """By band of confidence, of Swedish and English rows with a guess: the mean confidence, and how many were right."""

    def accuracy(self, *lengths: str) -> float:
        """The share of Swedish and English rows of these lengths that were seen as what they are, 0 to 1."""
        chosen = [tally for (_, length), tally in self.spoken.items() if length in lengths]
        return sum(tally.right for tally in chosen) / max(1, sum(tally.count for tally in chosen))


def measure_language(guess: Callable[[str], Guess], path: Path) -> LanguageFigures:
    """Measure with a CSV of the columns lang and text, and where there are any n_words and also_valid_in.

    Raises FileNotFoundError when the file is missing.
    """
    spoken: dict[tuple[str, str], Tally] = {(one, length): Tally() for one in SPOKEN for length in LENGTHS}
    neighbours = {length: Tally() for length in LENGTHS}
    said: dict[str, list[float]] = {}
    bands: dict[str, Tally] = {}
    for row in language_rows(path):
        found = guess(row.text)
        right = found.language in row.valid
        if row.language in SPOKEN:
            _count(spoken[row.language, row.length], right, row, found)
            if found.language:
                band = _band(found.confidence)
                said.setdefault(band, []).append(found.confidence)
                _count(bands.setdefault(band, Tally()), right, row, found)
        elif row.language in NEIGHBOURS:
            mistaken = found.language == "sv" and found.confidence > SURELY
            _count(neighbours[row.length], not mistaken, row, found)
    calibration = {band: (sum(said[band]) / len(said[band]), bands[band]) for band in sorted(bands)}
    return LanguageFigures(spoken, neighbours, calibration)


def language_rows(path: Path) -> Iterable[Row]:
    """The rows of the CSV; other languages than Swedish and English may be answered with "other"."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = int(row.get("n_words") or len(row["text"].split()))
            languages = {row["lang"], *(row.get("also_valid_in") or "").split("|")} - {""}
            valid = frozenset(one if one in SPOKEN else OTHER for one in languages)
            yield Row(row["text"], row["lang"], str(words) if words < 4 else "4+", valid)


def _count(tally: Tally, right: bool, row: Row, found: Guess) -> None:
    tally.count += 1
    tally.right += right
    if not right:
        tally.failures.append(f"{row.text!r} ({row.language}) {found.language} {found.confidence:.2f}")


def _band(confidence: float) -> str:
    """0.5-0.6, ..., 0.9-1.0"""
    lower = min(int(confidence * 10), 9)
    return f"{lower / 10:.1f}-{(lower + 1) / 10:.1f}"
