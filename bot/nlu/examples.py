"""Examples of the training data and of the test sets, and the check that they are apart."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.nlu.features import words_of

SAYS_LITTLE = 2
"""Words, up to which two people write the same without having read each other."""
LEANS = 1.5


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


def leaks(tests: Sequence[Example], training: Sequence[Example]) -> list[tuple[Example, Example]]:
    """Pairs of a test message and the example that gives it away: the same words, or nearly.

    One or two words are no leak: "nej" and "9" are what customers write, whoever wrote them down first.
    """
    telling = [test for test in tests if len(words_of(test.text)) > SAYS_LITTLE]
    return [*same_words(telling, training), *near_duplicates(telling, training)]


def unseen(tests: Iterable[Example], training: Iterable[Example]) -> list[Example]:
    """The test messages that do not stand in the training data word for word."""
    known = {tuple(words_of(example.text)) for example in training}
    return [test for test in tests if tuple(words_of(test.text)) not in known]


def two_meanings(training: Sequence[Example]) -> list[tuple[Example, Example]]:
    """Pairs of examples with the same words and different intents."""
    return [(a, b) for a, b in same_words(training, reversed(training)) if a.intent != b.intent]


def unbalanced(training: Iterable[Example]) -> list[str]:
    """Intents of which one language has more than one and a half times as many examples as the other."""
    counts = Counter((one.intent, one.language) for one in training)
    intents = sorted({intent for intent, _ in counts})
    return [
        f"{intent}: {counts[intent, 'sv']} Swedish, {counts[intent, 'en']} English"
        for intent in intents
        if max(counts[intent, "sv"], counts[intent, "en"])
        > LEANS * min(counts[intent, "sv"], counts[intent, "en"])
    ]
