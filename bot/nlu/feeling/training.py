"""Training the reader of polarity on our own sentences (examples_sv.yml, examples_en.yml) and on the lexicons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.nlu.feeling.features import polarity_features
from bot.nlu.feeling.lexicon import LANGUAGES, read_lexicon
from bot.nlu.feeling.planes import Planes
from bot.nlu.feeling.polarity import Heard, PolarityModel, hear
from bot.nlu.linear import LinearModel, train

FOLDER = Path(__file__).parent
TOLD = ("positive", "negative", "neutral")
"""What the linear model tells apart; what is mixed teaches it nothing."""
_COST = 0.5
_EVENNESS = 1.0
"""So that the few neutral examples weigh as much as the others."""
_FOLDS = 4
_TELLING_STRENGTH = 2.0
"""From which strength on a word of the lexicon is an example by itself."""

Examples = tuple[list[str], list[str]]


def train_polarity_model() -> PolarityModel:
    """Train on everything beside this module. The result is the same each time."""
    texts, labels = read_examples()
    told = [(text, label) for text, label in zip(texts, labels, strict=True) if label in TOLD]
    texts, labels = [text for text, _ in told], [label for _, label in told]
    words = _train(texts, labels)
    weights, intercept = _weigh(_heard_unseen(texts, labels), labels)
    return PolarityModel(words, weights, intercept)


def read_examples() -> Examples:
    """Our own texts in both languages, with positive, negative, mixed or neutral for each."""
    texts: list[str] = []
    labels: list[str] = []
    for language in LANGUAGES:
        content = yaml.safe_load((FOLDER / f"examples_{language}.yml").read_text(encoding="utf-8"))
        for label, block in content.items():
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            texts += lines
            labels += [str(label)] * len(lines)
    return texts, labels


def _train(texts: Sequence[str], labels: Sequence[str]) -> LinearModel:
    judging = list(_judging_words())
    return train(
        [*texts, *(words for words, _ in judging)],
        [*labels, *(label for _, label in judging)],
        featurise=polarity_features,
        cost=_COST,
        evenness=_EVENNESS,
    )


def _judging_words() -> Iterator[tuple[str, str]]:
    """The lexicons' words and expressions as the shortest of texts."""
    for language in LANGUAGES:
        lexicon = read_lexicon(language)
        entries = [*lexicon.words.items(), *lexicon.stems.items()]
        entries += [(" ".join(p), strength) for found in lexicon.phrases.values() for p, strength in found]
        for words, strength in entries:
            if abs(strength) >= _TELLING_STRENGTH:
                yield words, "positive" if strength > 0 else "negative"


def _heard_unseen(texts: Sequence[str], labels: Sequence[str]) -> list[Heard]:
    """What is heard of each text by a model that has not seen it, as it will be with customers' words."""
    from sklearn.model_selection import StratifiedKFold

    heard: dict[int, Heard] = {}
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(np.zeros(len(labels)), labels):
        planes = Planes.of(_train([texts[row] for row in seen], [labels[row] for row in seen]))
        heard |= {int(row): hear(planes, texts[row]) for row in unseen}
    return [heard[row] for row in range(len(texts))]


def _weigh(heard: Sequence[Heard], labels: Sequence[str]) -> tuple[tuple[float, ...], float]:
    """How much each reader's word counts for praise against blame."""
    from sklearn.linear_model import LogisticRegression

    rows = [row for row, label in enumerate(labels) if label != "neutral"]
    values = np.array([heard[row].values() for row in rows])
    regression: Any = LogisticRegression().fit(values, [labels[row] == "positive" for row in rows])
    return tuple(float(weight) for weight in regression.coef_[0]), float(regression.intercept_[0])
