"""A linear model of intents: TF-IDF over words and pieces of words, one separating plane an intent.

Training uses scikit-learn. Prediction touches only the rows of the features a message has, which takes
tens of microseconds where a vectoriser and a sparse product take milliseconds. A trained model is three
plain files (numpy arrays, a trie and JSON): loading one runs no code, as unpickling would.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import piece_features, word_features, words_of
from bot.nlu.vocabulary import Vocabulary

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Blocks = tuple[Counter[str], Counter[str]]

UNMEASURED_SHARPNESS = 4.0
"""Where there are too few examples to measure it with."""
MANY = 20_000
"""Of so many examples, pieces of words and words together that stand in only one are left out: they make the model
three times as large and no better. Of fewer examples they are worth a point."""


@dataclass(frozen=True)
class LinearModel:
    """A trained model. `weights` has a row a feature and a column a label, in half precision once it was stored."""

    labels: list[str]
    vocabulary: Mapping[str, int]
    idf: Floats
    weights: NDArray[np.float32] | NDArray[np.float16]
    intercept: Floats
    sharpness: float
    """What decision values are multiplied by so that confidences come true as often as they say."""
    featurise: Callable[[str], Blocks]

    def confidences(self, text: str) -> Floats:
        """The probability of each label, in the order of `labels`; they sum to 1."""
        values = self.sharpness * self.decisions(text)
        exponents = np.exp(values - values.max())
        return np.asarray(exponents / exponents.sum(), dtype=np.float32)

    def decisions(self, text: str) -> Floats:
        """How far on the right side of each label's plane the text is; 0 is on it."""
        rows, values, _ = weigh(self.featurise(text), self.vocabulary, self.idf)
        weights = self.weights[rows].astype(np.float32, copy=False)
        return np.asarray(self.intercept + values @ weights, dtype=np.float32)

    def leaning(self, label: str, distance: float) -> LinearModel:
        """Return this model with a label's plane moved so that more texts lie on its side, if it has that label."""
        moved = np.array([distance if name == label else 0.0 for name in self.labels], dtype=np.float32)
        return replace(self, intercept=self.intercept + moved)

    def save(self, folder: Path) -> None:
        vocabulary, former = Vocabulary.of(self.vocabulary)
        vocabulary.save(folder / "linear.trie")
        np.savez_compressed(
            folder / "linear.npz",
            idf=self.idf[former],
            weights=self.weights[former].astype(np.float16),
            intercept=self.intercept,
        )
        facts = {"labels": self.labels, "sharpness": self.sharpness}
        (folder / "linear.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, featurise: Callable[[str], Blocks]) -> LinearModel:
        facts = json.loads((folder / "linear.json").read_text(encoding="utf-8"))
        with np.load(folder / "linear.npz", allow_pickle=False) as arrays:
            return cls(
                labels=facts["labels"],
                vocabulary=Vocabulary.load(folder / "linear.trie"),
                idf=arrays["idf"],
                weights=arrays["weights"],
                intercept=arrays["intercept"],
                sharpness=facts["sharpness"],
                featurise=featurise,
            )


def wish_features(text: str) -> Blocks:
    """The two kinds of features with their counts; each kind is scaled on its own, so both are heard."""
    words = words_of(text)
    return Counter(word_features(words)), Counter(piece_features(words))


def weigh(
    blocks: Sequence[Counter[str]], vocabulary: Mapping[str, int], idf: Floats
) -> tuple[Rows, Floats, Rows]:
    """TF-IDF of the known features of some blocks: their rows, their values, and how many each block has.

    A value is (1 + ln count) times idf, and each block is scaled to length 1. A word never seen in training counts in
    the length as a rare one: what is mostly unknown gets small values, and so a low confidence, instead of being
    judged by the little that is known.
    """
    rows: list[int] = []
    counts: list[int] = []
    sizes: list[int] = []
    unknown: list[int] = []
    for block in blocks:
        before, never_seen = len(rows), 0
        for feature, count in block.items():
            row = vocabulary.get(feature)
            if row is not None:
                rows.append(row)
                counts.append(count)
            elif " " not in feature and feature[0] != "~":
                never_seen += 1
        sizes.append(len(rows) - before)
        unknown.append(never_seen)
    known = np.array(rows, dtype=np.intp)
    values = (1.0 + np.log(np.array(counts, dtype=np.float32))) * idf[known]
    block_of = np.repeat(np.arange(len(sizes)), sizes)
    squares = np.bincount(block_of, weights=values * values, minlength=len(sizes))
    lengths = np.sqrt(squares + np.array(unknown) * float(idf.max()) ** 2)
    scaled = np.asarray(values / lengths[block_of], dtype=np.float32)
    return known, scaled, np.array(sizes, dtype=np.intp)


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    featurise: Callable[[str], Blocks] = wish_features,
    cost: float = 1.0,
    evenness: float = 0.5,
) -> LinearModel:
    """Train on texts and their labels.

    `cost` is the support vector machine's C. `evenness` says how much rarer labels count for more: 0 not at all,
    1 so that all labels weigh the same.
    Raises ValueError when there are fewer than two labels: then there is nothing to tell apart.
    """
    if len(set(labels)) < 2:
        raise ValueError(f"Intents need at least two labels to tell apart, got {sorted(set(labels))}")
    blocks = [featurise(text) for text in texts]
    vocabulary, idf = _vocabulary(blocks)
    matrix = _matrix(blocks, vocabulary, idf)
    target = np.asarray(labels)
    classifier = _classifier(target, cost, evenness).fit(matrix, target)
    weights, intercept = classifier.coef_.T, classifier.intercept_
    if weights.shape[1] == 1:  # scikit-learn keeps one plane for two labels
        weights, intercept = np.hstack([-weights, weights]), np.array([-intercept[0], intercept[0]])
    return LinearModel(
        labels=[str(label) for label in classifier.classes_],
        vocabulary=vocabulary,
        idf=idf,
        weights=np.ascontiguousarray(weights, dtype=np.float32),
        intercept=np.asarray(intercept, dtype=np.float32),
        sharpness=_sharpness(matrix, target, cost, evenness),
        featurise=featurise,
    )


def _classifier(target: NDArray[np.str_], cost: float, evenness: float) -> Any:
    from sklearn.svm import LinearSVC

    counts = Counter(target.tolist())
    mean = len(target) / len(counts)
    weights = {label: (mean / count) ** evenness for label, count in counts.items()}
    # A finer tolerance takes twice the time and changes no prediction.
    return LinearSVC(C=cost, class_weight=weights, tol=1e-2, random_state=0)


def _is_word(feature: str) -> bool:
    return feature[0] != "~" and " " not in feature


def _vocabulary(blocks: Iterable[Blocks]) -> tuple[dict[str, int], Floats]:
    documents: Counter[str] = Counter()
    count = 0
    for words, pieces in blocks:
        count += 1
        documents.update(words.keys())
        documents.update(pieces.keys())
    kept = {f: n for f, n in documents.items() if n > 1 or count < MANY or _is_word(f)}
    idf = np.array([np.log((1 + count) / (1 + n)) + 1 for n in kept.values()], dtype=np.float32)
    return {feature: row for row, feature in enumerate(kept)}, idf


def _matrix(blocks: Sequence[Blocks], vocabulary: dict[str, int], idf: Floats) -> Any:
    from scipy.sparse import csr_matrix

    columns, values, sizes = weigh([block for pair in blocks for block in pair], vocabulary, idf)
    starts = np.concatenate([[0], np.cumsum(sizes)[1::2]])
    return csr_matrix((values, columns, starts), shape=(len(blocks), len(vocabulary)))


def _sharpness(matrix: Any, target: NDArray[np.str_], cost: float, evenness: float) -> float:
    """Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, 2017) on a fifth held out."""
    from sklearn.model_selection import train_test_split

    counts = Counter(target.tolist())
    if min(counts.values()) < 2 or len(counts) == 2 or len(target) < 5 * len(counts):
        return UNMEASURED_SHARPNESS
    learnt, held = train_test_split(np.arange(len(target)), test_size=0.2, stratify=target, random_state=0)
    classifier = _classifier(target[learnt], cost, evenness).fit(matrix[learnt], target[learnt])
    decisions = classifier.decision_function(matrix[held])
    rows, columns = np.arange(len(held)), np.searchsorted(classifier.classes_, target[held])

    def loss(sharpness: float) -> float:
        values = decisions * sharpness
        values = values - values.max(axis=1, keepdims=True)
        log_total = np.log(np.exp(values).sum(axis=1))
        return float((log_total - values[rows, columns]).mean())

    return float(min(np.arange(1.0, 12.0, 0.25), key=loss))
