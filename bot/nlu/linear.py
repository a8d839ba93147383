"""A linear model of intents: TF-IDF over words and pieces of words, one separating plane an intent.

Training uses scikit-learn. Prediction touches only the rows of the features a message has, which takes
tens of microseconds where a vectoriser and a sparse product take milliseconds. A trained model is two
plain files (numpy arrays and JSON): loading one runs no code, as unpickling would.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import piece_features, word_features, words_of

Floats = NDArray[np.float32]
Blocks = tuple[Counter[str], Counter[str]]

UNMEASURED_SHARPNESS = 4.0
"""Where there are too few examples to measure it with."""
MINIMUM = 2
"""A piece of a word, or several words together, that stand in only one example say nothing of others."""


@dataclass(frozen=True)
class LinearModel:
    """A trained model. `weights` has a row a feature and a column a label; idf is folded into `idf`."""

    labels: list[str]
    vocabulary: dict[str, int]
    idf: Floats
    weights: Floats
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
        total = self.intercept.copy()
        for block in self.featurise(text):
            indices, values = weigh(block, self.vocabulary, self.idf)
            if len(indices):
                total += values @ self.weights[indices]
        return total

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "linear.npz",
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            intercept=self.intercept,
        )
        words = {"labels": self.labels, "features": list(self.vocabulary), "sharpness": self.sharpness}
        (folder / "linear.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, featurise: Callable[[str], Blocks]) -> LinearModel:
        words = json.loads((folder / "linear.json").read_text(encoding="utf-8"))
        with np.load(folder / "linear.npz", allow_pickle=False) as arrays:
            return cls(
                labels=words["labels"],
                vocabulary={feature: row for row, feature in enumerate(words["features"])},
                idf=arrays["idf"],
                weights=arrays["weights"].astype(np.float32),
                intercept=arrays["intercept"],
                sharpness=words["sharpness"],
                featurise=featurise,
            )


def wish_features(text: str) -> Blocks:
    """The two kinds of features with their counts; each kind is scaled on its own, so both are heard."""
    words = words_of(text)
    return Counter(word_features(words)), Counter(piece_features(words))


def weigh(block: Counter[str], vocabulary: dict[str, int], idf: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Rows and TF-IDF values (1 + ln count, times idf) of a block's known features, scaled to length 1.

    A word never seen in training counts in the length as a rare one: what is mostly unknown gets small values,
    and so a low confidence, instead of being judged by the little that is known.
    """
    known: list[tuple[int, int]] = []
    unknown = 0
    for feature, count in block.items():
        row = vocabulary.get(feature)
        if row is not None:
            known.append((row, count))
        elif _is_word(feature):
            unknown += 1
    if not known:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
    indices = np.fromiter((row for row, _ in known), dtype=np.intp, count=len(known))
    counts = np.fromiter((count for _, count in known), dtype=np.float32, count=len(known))
    values = (1.0 + np.log(counts)) * idf[indices]
    length = np.sqrt(values @ values + unknown * float(idf.max()) ** 2)
    return indices, np.asarray(values / length, dtype=np.float32)


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
    kept = {f: n for f, n in documents.items() if n >= MINIMUM or _is_word(f)}
    idf = np.array([np.log((1 + count) / (1 + n)) + 1 for n in kept.values()], dtype=np.float32)
    return {feature: row for row, feature in enumerate(kept)}, idf


def _matrix(blocks: Sequence[Blocks], vocabulary: dict[str, int], idf: Floats) -> Any:
    from scipy.sparse import csr_matrix

    columns: list[NDArray[np.intp]] = []
    values: list[Floats] = []
    starts = [0]
    for pair in blocks:
        weighed = [weigh(block, vocabulary, idf) for block in pair]
        columns.extend(indices for indices, _ in weighed)
        values.extend(numbers for _, numbers in weighed)
        starts.append(starts[-1] + sum(len(indices) for indices, _ in weighed))
    shape = (len(blocks), len(vocabulary))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), starts), shape=shape)


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
