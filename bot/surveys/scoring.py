"""What a score means, and what many scores mean together. Pure: no clock, no storage.

NPS   0–10 "how likely are you to recommend us": Reichheld, "The One Number You Need to Grow",
      Harvard Business Review, December 2003.
CSAT  1–5 satisfaction, reported as the share of the two highest answers ("top-2-box").
CES   1–7 "how easy was it", 7 is easiest: Dixon, Freeman and Toman, "Stop Trying to Delight Your
      Customers", Harvard Business Review, July–August 2010; the seven-point agreement scale is the later
      form of it (Dixon, Toman and DeLisi, "The Effortless Experience", 2013), reported as the mean.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ScoreKind = Literal["nps", "csat", "ces"]
Band = Literal[
    "promoter", "passive", "detractor", "satisfied", "neutral", "dissatisfied", "easy", "moderate", "hard"
]

_95_PERCENT = 1.96


@dataclass(frozen=True)
class Scale:
    """The whole numbers a customer may answer, ``lowest`` and ``highest`` included."""

    lowest: int
    highest: int

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and self.lowest <= value <= self.highest

    @property
    def values(self) -> range:
        return range(self.lowest, self.highest + 1)


SCALES: dict[ScoreKind, Scale] = {"nps": Scale(0, 10), "csat": Scale(1, 5), "ces": Scale(1, 7)}

# For each kind: the lowest value of the best band, and of the middle band.
_BANDS: dict[ScoreKind, tuple[tuple[int, Band], tuple[int, Band], Band]] = {
    "nps": ((9, "promoter"), (7, "passive"), "detractor"),
    "csat": ((4, "satisfied"), (3, "neutral"), "dissatisfied"),
    "ces": ((5, "easy"), (4, "moderate"), "hard"),
}


@dataclass(frozen=True)
class Score:
    """One value on a known scale, and what it says of the customer."""

    kind: ScoreKind
    value: int
    band: Band

    @property
    def low(self) -> bool:
        """Whether the customer is unhappy: a detractor, dissatisfied, or had a hard time."""
        return self.band in ("detractor", "dissatisfied", "hard")

    @property
    def high(self) -> bool:
        return self.band in ("promoter", "satisfied", "easy")


@dataclass(frozen=True)
class Aggregate:
    """Many scores as one number. ``value`` and ``margin`` (95 %) are in the unit of the function that made it."""

    value: float
    margin: float
    count: int


def score(kind: ScoreKind, value: int) -> Score:
    """Classify one answer. Raises ValueError when the value is not on the scale."""
    _on_scale(kind, value)
    (best, best_band), (middle, middle_band), worst_band = _BANDS[kind]
    band = best_band if value >= best else middle_band if value >= middle else worst_band
    return Score(kind, value, band)


def nps(values: Sequence[int]) -> Aggregate | None:
    """Return the share of promoters less that of detractors, −100 to 100; None without answers.

    The margin is half the adjusted Wald interval (three answers added, ¾ of them promoters' and ¾
    detractors'), which holds for small samples too: Rocks, "Interval Estimation for the Net Promoter
    Score", The American Statistician 70(4), 2016.
    """
    if not values:
        return None
    bands = [score("nps", value).band for value in values]
    promoters, detractors, count = bands.count("promoter"), bands.count("detractor"), len(bands)
    likely, unlikely, many = promoters + 0.75, detractors + 0.75, count + 3
    variance = (likely + unlikely) / many - ((likely - unlikely) / many) ** 2
    return Aggregate(
        value=100 * (promoters - detractors) / count,
        margin=100 * _95_PERCENT * math.sqrt(variance / many),
        count=count,
    )


def csat(values: Sequence[int]) -> Aggregate | None:
    """Return the percentage (0–100) that answered 4 or 5; None without answers.

    The margin is half the adjusted Wald interval (two successes and two failures added): Agresti and
    Coull, The American Statistician 52(2), 1998.
    """
    if not values:
        return None
    satisfied = sum(score("csat", value).band == "satisfied" for value in values)
    count, many = len(values), len(values) + 4
    share = (satisfied + 2) / many
    return Aggregate(
        value=100 * satisfied / count,
        margin=100 * _95_PERCENT * math.sqrt(share * (1 - share) / many),
        count=count,
    )


def ces(values: Sequence[int]) -> Aggregate | None:
    """Return the mean, 1–7 (7 is easiest); None without answers. The margin of one answer is the whole scale."""
    if not values:
        return None
    for value in values:
        _on_scale("ces", value)
    count = len(values)
    mean = sum(values) / count
    if count == 1:
        return Aggregate(mean, float(SCALES["ces"].highest - SCALES["ces"].lowest), count)
    variance = sum((value - mean) ** 2 for value in values) / (count - 1)
    return Aggregate(mean, _95_PERCENT * math.sqrt(variance / count), count)


def _on_scale(kind: ScoreKind, value: int) -> None:
    scale = SCALES[kind]
    if value not in scale:
        raise ValueError(f"{value!r} is not a {kind} answer; the scale is {scale.lowest} to {scale.highest}.")
