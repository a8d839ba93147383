"""How well intents are understood: accuracy, F1, and which are taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class IntentScore:
    """Precision, recall and F1 (their harmonic mean) are 0 to 1; `count` is how many messages had the intent."""

    intent: str
    count: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Report:
    accuracy: float
    macro_f1: float
    """The mean F1 of the intents that the messages have, each counting alike."""
    fell_back: float
    """The share of messages within scope that were not understood."""
    held_back: float | None
    """The share of messages out of scope that lead to no action; None when there were none."""
    intents: tuple[IntentScore, ...]
    confusions: tuple[tuple[str, str, int], ...]
    """Right intent, taken for, how often; the most frequent first."""


def score(right: Sequence[str], guessed: Sequence[str | None]) -> Report:
    """Compare right intents with guessed ones. Raises ValueError when there is nothing to compare.

    What is out of scope is right when it is not acted on, whether it was known as such or not understood.
    """
    if not right:
        raise ValueError("There are no messages to measure with.")
    pairs = Counter((truth, _acted_on(truth, guess)) for truth, guess in zip(right, guessed, strict=True))
    intents = tuple(_intent_score(intent, pairs) for intent in sorted(set(right)))
    within = sum(n for (truth, _), n in pairs.items() if truth != OUT_OF_SCOPE)
    lost = sum(n for (truth, guess), n in pairs.items() if truth != OUT_OF_SCOPE and guess == FALLBACK)
    outside = sum(n for (truth, _), n in pairs.items() if truth == OUT_OF_SCOPE)
    held = pairs[OUT_OF_SCOPE, OUT_OF_SCOPE]
    wrong = [(truth, guess, n) for (truth, guess), n in pairs.items() if truth != guess]
    return Report(
        accuracy=sum(n for (truth, guess), n in pairs.items() if truth == guess) / len(right),
        macro_f1=sum(one.f1 for one in intents) / len(intents),
        fell_back=lost / within if within else 0.0,
        held_back=held / outside if outside else None,
        intents=intents,
        confusions=tuple(sorted(wrong, key=lambda one: -one[2])),
    )


def _acted_on(truth: str, guess: str | None) -> str:
    guess = guess or FALLBACK
    return OUT_OF_SCOPE if (truth, guess) == (OUT_OF_SCOPE, FALLBACK) else guess


def _intent_score(intent: str, pairs: Counter[tuple[str, str]]) -> IntentScore:
    hits = pairs[intent, intent]
    count = sum(n for (truth, _), n in pairs.items() if truth == intent)
    guesses = sum(n for (_, guess), n in pairs.items() if guess == intent)
    precision, recall = hits / guesses if guesses else 0.0, hits / count
    return IntentScore(intent, count, precision, recall, 2 * hits / (guesses + count))
