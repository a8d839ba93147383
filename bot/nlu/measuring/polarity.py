"""How well praise is told from blame: F1 of each side and their mean, on a file of labelled texts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.feeling.polarity import Sentiment

COLUMNS = ("lang", "label", "text")
SIDES = ("positive", "negative")


@dataclass(frozen=True)
class LabelledText:
    """`label` is positive, negative, mixed or neutral."""

    language: str
    label: str
    text: str


@dataclass(frozen=True)
class PolarityReport:
    """`macro_f1` and `sides` (F1 of positive and of negative) are by the score's sign, on texts of those two labels.

    `accuracy` is of all four labels. `wrong` are the texts taken for the other side, with their scores.
    """

    macro_f1: float
    sides: dict[str, float]
    accuracy: float
    wrong: tuple[tuple[LabelledText, float], ...]


def read_labelled(path: Path) -> list[LabelledText]:
    """A file with the columns lang, label and text. Raises ValueError naming the column that is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in COLUMNS:
            if column not in (reader.fieldnames or ()):
                raise ValueError(
                    f"{path} has no column '{column}': its first line must name lang, label and text."
                )
        return [LabelledText(row["lang"], row["label"], row["text"] or "") for row in reader]


def measure(examples: Sequence[LabelledText], read: Callable[[str], Sentiment]) -> PolarityReport:
    """Compare labels with what `read` makes of the texts. Raises ValueError when neither side has a text."""
    heard = [(one, read(one.text)) for one in examples]
    judged = [(one, sentiment.score) for one, sentiment in heard if one.label in SIDES]
    if not judged:
        raise ValueError("There are no positive or negative texts to measure with.")
    sides = {side: _f1(side, judged) for side in SIDES}
    return PolarityReport(
        macro_f1=sum(sides.values()) / len(sides),
        sides=sides,
        accuracy=sum(one.label == sentiment.polarity for one, sentiment in heard) / len(heard),
        wrong=tuple((one, score) for one, score in judged if one.label != _side(score)),
    )


def _side(score: float) -> str:
    return "positive" if score > 0 else "negative"


def _f1(side: str, judged: Sequence[tuple[LabelledText, float]]) -> float:
    hits = sum(one.label == side == _side(score) for one, score in judged)
    told = sum(one.label == side for one, _ in judged) + sum(_side(score) == side for _, score in judged)
    return 2 * hits / told if told else 0.0
