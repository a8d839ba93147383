"""Which language a message is in, from its characters and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import regex
import yaml

from bot.nlu.features import MAX_CHARACTERS
from bot.nlu.linear import Blocks, LinearModel, train

EXAMPLES = Path(__file__).with_name("language_examples.yml")
SPOKEN = ("sv", "en")
"""What the bot speaks. The neighbours are known only so that they are not mistaken for Swedish."""
OTHER = "other"
SURE = 0.55
"""Below this, the conversation keeps the language it has."""
PRIOR = 2.0
"""How much likelier a customer is to write Swedish or English than one of the neighbours' languages."""

_NOT_WORDS = regex.compile(r"https?://\S+|www\.\S+|[^\s@]+@\S+|[#@]\w+|(?<!\S)\S*\d\S*")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’]*")
_OTHER_SCRIPT = regex.compile(r"(?!\p{Script=Latin})\p{L}")


@dataclass(frozen=True)
class Guess:
    """`language` is sv, en or other, or None where the words do not tell. `confidence` is 0 to 1."""

    language: str | None
    confidence: float


NO_GUESS = Guess(None, 0.0)


def telling_words(text: str) -> list[str]:
    """The words that could tell a language: no addresses, numbers, emoji, or words that every language has."""
    shared = _shared_words()
    words = _WORD.findall(_NOT_WORDS.sub(" ", text[:MAX_CHARACTERS].replace("’", "'")))
    return [word.lower() for word in words if word.lower() not in shared]


def language_features(text: str) -> Blocks:
    """Whole words, and pieces of one to five letters with the marks left on: å, æ and ø tell much."""
    words = telling_words(text)
    pieces: Counter[str] = Counter()
    for word in words:
        framed = f"_{word}_"
        for size in range(1, 6):
            pieces.update(f"~{framed[start : start + size]}" for start in range(len(framed) - size + 1))
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]), pieces


def guess_language(model: LinearModel, text: str) -> Guess:
    """Guess a message's language; None for numbers, names, emoji, "ok" and when it is too close to call."""
    letters = [letter for letter in text[:MAX_CHARACTERS] if letter.isalpha()]
    if len(_OTHER_SCRIPT.findall(text[:MAX_CHARACTERS])) * 2 > len(letters) > 1:
        return Guess(OTHER, 0.99)
    words = telling_words(text)
    if not words or _is_name(text, words):
        return NO_GUESS
    confidences = {
        label: value * (PRIOR if label in SPOKEN else 1.0)
        for label, value in zip(model.labels, model.confidences(text).tolist(), strict=True)
    }
    other = sum(value for label, value in confidences.items() if label not in SPOKEN)
    ranked = [(confidences.get(language, 0.0), language) for language in SPOKEN] + [(other, OTHER)]
    best, language = max(ranked)
    confidence = best / sum(confidences.values())
    return Guess(language, confidence) if confidence >= SURE else NO_GUESS


def train_language_model(texts: Sequence[str], languages: Sequence[str]) -> LinearModel:
    """Train on the stated languages of the training data and on language_examples.yml."""
    texts, languages = list(texts), list(languages)
    for language, lines in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))["languages"].items():
        for line in lines:
            pieces = line.split(" | ") if " | " in line else [line, *line.split()]
            texts += pieces
            languages += [str(language)] * len(pieces)
    return train(texts, languages, featurise=language_features, cost=1.0)


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    content = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return frozenset(word for line in content["shared"] for word in line.split())


def _is_name(text: str, words: list[str]) -> bool:
    """Two capitalised words and nothing else are taken for a name, which tells nothing of the language."""
    tokens = text.split()
    return len(words) == len(tokens) == 2 and all(t.istitle() and t.isalpha() for t in tokens)
