"""Whether a text praises or blames, how strongly, and how sure that is: words learned from examples, and a lexicon.

A linear model knows how people tell of good and bad experiences; the lexicon knows judging words that no example
has, with negation and "but". A logistic regression weighs the two (stacking: Wolpert, "Stacked Generalization", 1992).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from bot.nlu.feeling.features import marked_in, polarity_features, seen
from bot.nlu.feeling.planes import Planes
from bot.nlu.feeling.valence import Valence, valence_of
from bot.nlu.linear import LinearModel

Polarity = Literal["positive", "negative", "mixed", "neutral"]

MIXING = "mixing.json"
_BOTH = 1.1
"""From how much praise and how much blame on a text is mixed, if neither outweighs the other."""
_OUTWEIGHS = 0.45
_DECIDED = 0.97
"""A score beyond this leaves no doubt which side the text is on."""
_HARDLY, _UNSURE = 1.5, 0.75
"""What judges less than this, and of which the score says less than this, does not judge."""
_FAINT = 0.25
"""What is left of a score where nothing judges: its sign can still be read."""


@dataclass(frozen=True)
class Sentiment:
    """`score` is -1 to 1: its sign is the polarity, its size the strength. `confidence` in the sign is 0.5 to 1."""

    polarity: Polarity
    score: float
    confidence: float


UNHEARD = Sentiment("neutral", 0.0, 0.5)


@dataclass(frozen=True)
class Heard:
    """What the two readers say of a text, before it is weighed."""

    learned: float
    """How much nearer to praise than to blame the linear model sees it."""
    plain: float
    """How much the linear model sees no judgement at all."""
    valence: Valence

    def values(self) -> list[float]:
        told = self.valence
        return [self.learned, told.whole, told.first, told.last, told.balance]


@dataclass(frozen=True)
class PolarityModel:
    """A trained reader of polarity."""

    words: LinearModel
    weights: tuple[float, ...]
    intercept: float

    def read(self, text: str) -> Sentiment:
        """Read a message or a review in Swedish or English; a text without words is neutral with score 0."""
        tokens, _ = seen(text)
        if not any(token.kind in ("word", "emoji", "rating") for token in tokens):
            return UNHEARD
        told = hear(self._planes, text)
        praise = 1 / (1 + math.exp(-self._logit(told)))
        score = 2 * praise - 1
        polarity = _polarity(told, score)
        if polarity == "neutral":
            score *= _FAINT
        elif polarity == "mixed":
            score *= 0.5
        # Exactly between the two, blame is the safer guess.
        return Sentiment(polarity, round(score, 4) or -0.0001, round(max(praise, 1 - praise), 4))

    @cached_property
    def _planes(self) -> Planes:
        return Planes.of(self.words)

    def _logit(self, told: Heard) -> float:
        total = sum(weight * value for weight, value in zip(self.weights, told.values(), strict=True))
        return max(-30.0, min(30.0, total + self.intercept))

    def save(self, folder: Path) -> None:
        self.words.save(folder)
        mixing = {"weights": list(self.weights), "intercept": self.intercept}
        (folder / MIXING).write_text(json.dumps(mixing), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> PolarityModel:
        """Raises FileNotFoundError when the folder holds no model."""
        mixing = json.loads((folder / MIXING).read_text(encoding="utf-8"))
        words = LinearModel.load(folder, polarity_features)
        return cls(words, tuple(mixing["weights"]), mixing["intercept"])


def hear(planes: Planes, text: str) -> Heard:
    """Let the linear model and the lexicon read a text."""
    learned, plain = planes.decisions(marked_in(text))
    return Heard(learned, plain, valence_of(*seen(text)))


def _polarity(told: Heard, score: float) -> Polarity:
    valence = told.valence
    judged = valence.praise + valence.blame
    if (told.plain > 0 and judged < 4 and abs(score) < 0.9) or (judged < _HARDLY and abs(score) < _UNSURE):
        return "neutral"
    if (
        min(valence.praise, valence.blame) >= _BOTH
        and abs(valence.balance) < _OUTWEIGHS
        and abs(score) < _DECIDED
    ):
        return "mixed"
    return "positive" if score > 0 else "negative"
