"""The fixed sample of the training data that both train on: stock Rasa would take hours over all of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.paths import ROOT
from bot.nlu.examples import Example, read_yaml

SEED = 7
EXAMPLES = 40
"""How many examples of an intent in a language."""


def training_examples(root: Path = ROOT) -> list[Example]:
    """Return all examples of the shipped training data."""
    return read_yaml(sorted((root / "data").rglob("nlu*.yml")))


def draw(examples: Iterable[Example], kept: Iterable[str], size: int = EXAMPLES) -> list[Example]:
    """Return ``size`` examples of every intent and language, those with the ``kept`` words first.

    The same examples give the same sample, whatever order they come in.
    """
    wanted = {words.casefold() for words in kept}
    groups: dict[tuple[str, str], set[Example]] = defaultdict(set)
    for example in examples:
        groups[example.intent, example.language].add(example)
    drawn: list[Example] = []
    for key in sorted(groups):
        group = sorted(groups[key], key=lambda example: example.text)
        random.Random(f"{SEED} {key}").shuffle(group)
        group.sort(key=lambda example: example.text.casefold() not in wanted)
        drawn += group[:size]
    return drawn


def as_yaml(examples: Sequence[Example]) -> str:
    """Return the examples as a file that Rasa reads; each block states its language, as ours do."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for example in examples:
        blocks[example.intent, example.language].append(example.text)
    lines = ['version: "3.1"', "nlu:"]
    for (intent, language), texts in blocks.items():
        lines += [f"- intent: {intent}", "  metadata:", f"    language: {language}", "  examples: |"]
        lines += [f"    - {text}" for text in texts]
    return "\n".join(lines) + "\n"
