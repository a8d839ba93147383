"""Examples of the training data and of the test sets, and the check that they are apart."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.features import words_of


@dataclass(frozen=True)
class Example:
    language: str
    intent: str
    text: str


def read_yaml(paths: Iterable[Path]) -> list[Example]:
    """All examples of nlu.yml files in Rasa's form, with the language that each block states."""
    examples = []
    for path in paths:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for block in content.get("nlu") or []:
            if "intent" in block:
                language = (block.get("metadata") or {}).get("language", "?")
                lines = [line.strip() for line in block["examples"].splitlines()]
                examples += [Example(language, block["intent"], line[2:].strip()) for line in lines if line]
    return examples


def read_csv(path: Path) -> list[Example]:
    """A file with the columns lang, intent and text. Raises ValueError naming the column that is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in ("lang", "intent", "text"):
            if column not in (reader.fieldnames or ()):
                raise ValueError(
                    f"{path} has no column '{column}': its first line must name lang, intent and text."
                )
        return [Example(row["lang"], row["intent"], row["text"] or "") for row in reader]


def same_words(examples: Iterable[Example], others: Iterable[Example]) -> list[tuple[Example, Example]]:
    """Pairs of an example and another that says the same words in the same order, marks and case aside."""
    known = {tuple(words_of(other.text)): other for other in others}
    return [(one, known[key]) for one in examples if (key := tuple(words_of(one.text))) in known]


def near_duplicates(
    examples: Sequence[Example], others: Sequence[Example], alike: float = 0.9
) -> Iterator[tuple[Example, Example]]:
    """Pairs of three words or more that share at least `alike` of their words, whatever the order (Jaccard)."""
    index: dict[str, list[tuple[Example, frozenset[str]]]] = defaultdict(list)
    for other in others:
        words = frozenset(words_of(other.text))
        for word in words:
            index[word].append((other, words))
    for example in examples:
        words = frozenset(words_of(example.text))
        rarest = sorted(words, key=lambda word: len(index[word]))[:2] if len(words) > 2 else []
        seen = {id(other): (other, theirs) for word in rarest for other, theirs in index[word]}
        for other, theirs in seen.values():
            if other is not example and len(words & theirs) >= alike * len(words | theirs):
                yield example, other
