"""The linear model of polarity, laid out so that one text is read fast: plain numbers a feature, no matrices."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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


class Table:
    """What each feature says, by its row: a tenth of what a dictionary of tuples takes."""

    def __init__(self, rows: Mapping[str, int], columns: Iterable[NDArray[np.float32]]) -> None:
        """``columns`` are the parts of Told, in their order."""
        self._rows = rows
        self._square, self._learned, self._plain = (array("f", column.tolist()) for column in columns)

    def get(self, feature: str) -> Told | None:
        row = self._rows.get(feature)
        return None if row is None else Told(self._square[row], self._learned[row], self._plain[row])


@dataclass(frozen=True)
class Planes:
    """How a text lies to the model's planes, as `LinearModel.decisions` says it, at a tenth of the time."""

    table: Table
    learned: float
    plain: float
    rarest: float
    """The square of the largest idf: what a word never seen counts in the length."""

    @classmethod
    def of(cls, model: LinearModel) -> Planes:
        """Raises ValueError where the model does not tell praise, blame and neither apart."""
        positive, negative, neutral = (model.labels.index(one) for one in ("positive", "negative", "neutral"))
        idf, weights = model.idf, model.weights.astype(np.float32)
        learned = (weights[:, positive] - weights[:, negative]) * idf
        return cls(
            table=Table(model.vocabulary, (idf * idf, learned, weights[:, neutral] * idf)),
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
                shared = self.table.get(piece) if count > 1 else None
                if shared is not None:
                    often = 1.0 + math.log(count)
                    square += shared.square * (often * often - count)
                    learned += shared.learned * (often - count)
                    plain += shared.plain * (often - count)
        return _shared(square, learned, plain)

    @cached_property
    def _known_pieces(self) -> Callable[[str], Pieces]:
        """Remembered a word, for customers use the same words again and again."""
        return lru_cache(maxsize=_WORDS_KEPT)(self._pieces_of)

    def _pieces_of(self, word: str) -> Pieces:
        known = [(piece, told) for piece in word_pieces(word) if (told := self.table.get(piece)) is not None]
        sums = (sum(numbers) for numbers in zip(*(told for _, told in known), strict=True))
        return Pieces(tuple(piece for piece, _ in known), Told(*sums) if known else Told(0.0, 0.0, 0.0))


def _shared(square: float, learned: float, plain: float) -> tuple[float, float]:
    if square <= 0.0:
        return 0.0, 0.0
    length = math.sqrt(square)
    return learned / length, plain / length
