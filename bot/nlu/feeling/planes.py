"""The linear model of polarity, laid out so that one text is read fast: plain numbers a feature, no arrays."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.nlu.feeling.features import word_pieces, words_and_pairs
from bot.nlu.linear import LinearModel

_WORDS_KEPT = 20_000


class Told(NamedTuple):
    """What one or several features say, before their length is divided out."""

    square: float
    """The sum of squared weights, idf: the length's square."""
    learned: float
    """Praise against blame."""
    plain: float
    """No judgement at all."""


class Pieces(NamedTuple):
    """The pieces of a word that the model knows, and what they say together."""

    known: tuple[str, ...]
    told: Told


@dataclass(frozen=True)
class Planes:
    """How a text lies to the model's planes, as `LinearModel.decisions` says it, at a tenth of the time."""

    table: Mapping[str, Told]
    learned: float
    plain: float
    rarest: float
    """The square of the largest idf: what a word never seen counts in the length."""

    @classmethod
    def of(cls, model: LinearModel) -> Planes:
        """Raises ValueError where the model does not tell praise, blame and neither apart."""
        positive, negative, neutral = (model.labels.index(one) for one in ("positive", "negative", "neutral"))
        idf, weights = model.idf, model.weights
        learned = (weights[:, positive] - weights[:, negative]) * idf
        rows = zip((idf * idf).tolist(), learned.tolist(), (weights[:, neutral] * idf).tolist(), strict=True)
        return cls(
            table=dict(zip(model.vocabulary, map(Told._make, rows), strict=True)),
            learned=float(model.intercept[positive] - model.intercept[negative]),
            plain=float(model.intercept[neutral]),
            rarest=float(idf.max()) ** 2,
        )

    def decisions(self, marked: Sequence[str]) -> tuple[float, float]:
        """How much nearer to praise than to blame a text's marked words are, and how much they judge nothing."""
        words, pieces = self._words(marked), self._pieces(marked)
        return self.learned + words[0] + pieces[0], self.plain + words[1] + pieces[1]

    def _words(self, marked: Sequence[str]) -> tuple[float, float]:
        square = learned = plain = 0.0
        for feature, count in Counter(words_and_pairs(marked)).items():
            told = self.table.get(feature)
            if told is not None:
                often = 1.0 + math.log(count) if count > 1 else 1.0
                square += told[0] * often * often
                learned += told[1] * often
                plain += told[2] * often
            elif " " not in feature:
                square += self.rarest
        return _shared(square, learned, plain)

    def _pieces(self, marked: Sequence[str]) -> tuple[float, float]:
        """The words' sums, put right where words share a piece: it counts 1 + ln count times."""
        square = learned = plain = 0.0
        pieces: list[str] = []
        for word in marked:
            known, told = self._known_pieces(word)
            pieces += known
            square += told[0]
            learned += told[1]
            plain += told[2]
        counts = Counter(pieces)
        if len(counts) < len(pieces):
            for piece, count in counts.items():
                if count > 1:
                    told, often = self.table[piece], 1.0 + math.log(count)
                    square += told.square * (often * often - count)
                    learned += told.learned * (often - count)
                    plain += told.plain * (often - count)
        return _shared(square, learned, plain)

    @cached_property
    def _known_pieces(self) -> Callable[[str], Pieces]:
        """Remembered a word, for customers use the same words again and again."""
        return lru_cache(maxsize=_WORDS_KEPT)(self._pieces_of)

    def _pieces_of(self, word: str) -> Pieces:
        known = tuple(piece for piece in word_pieces(word) if piece in self.table)
        told = [self.table[piece] for piece in known]
        return Pieces(
            known, Told(*(sum(numbers) for numbers in zip(*told, strict=True)) if told else (0.0, 0.0, 0.0))
        )


def _shared(square: float, learned: float, plain: float) -> tuple[float, float]:
    if square <= 0.0:
        return 0.0, 0.0
    length = math.sqrt(square)
    return learned / length, plain / length
