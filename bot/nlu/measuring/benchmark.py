"""The intent classifier on another task: MASSIVE's sixty intents, trained on its train, tested on its dev.

2,500 examples a language is the draw that scripts/compare_rasa.py compares with Rasa's default pipeline.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from bot.nlu.linear import train
from bot.nlu.measuring.measure import Measure

DRAWN, TESTED, SEED = 2500, 1000, 7
EVENNESS = 0.25
"""As LinearIntentClassifier's default."""
Pairs = list[tuple[str, str]]
"""Text and intent."""


def general_intents(folder: Path) -> Iterator[Measure]:
    """Train and test in each language. Takes about a minute; raises OSError when the file is missing."""
    for language in ("sv", "en"):
        learnt, tested = read(folder / "general_intents.csv", language)
        draw = random.Random(SEED)
        few, some = draw.sample(learnt, DRAWN), draw.sample(tested, TESTED)
        yield Measure(f"general_few_{language}", f"general_intents, {language}: 2,500 examples, accuracy",
                      accuracy(few, some), TESTED, 0.78)  # fmt: skip
        yield Measure(f"general_all_{language}", f"general_intents, {language}: whole train, accuracy",
                      accuracy(learnt, tested), len(tested), 0.87)  # fmt: skip


def read(path: Path, language: str) -> tuple[Pairs, Pairs]:
    """Return the train and the dev partition of a language."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == language]
    train_rows = [(row["text"], row["intent"]) for row in rows if row["partition"] == "train"]
    return train_rows, [(row["text"], row["intent"]) for row in rows if row["partition"] == "dev"]


def accuracy(learnt: Pairs, tested: Pairs) -> float:
    """Train on some messages, and return the share of others whose intent is guessed right."""
    model = train([text for text, _ in learnt], [intent for _, intent in learnt], evenness=EVENNESS)
    return fmean(model.labels[int(model.decisions(text).argmax())] == intent for text, intent in tested)
