"""Whether trouble needs a person, why, and how soon. Pure: no clock, no storage.

Rules, and their reasons:

- A low score is NPS 0–6 (a detractor: Reichheld, "The One Number You Need to Grow", 2003), CSAT 1–2 of 5
  (below "neither nor") or CES 1–3 of 7 (below the middle). The lowest of them press more, because those
  customers are the first to leave.
- Who asks for a human gets one, whatever the reason.
- A dispute is about money or a contract, and grows worse while it waits.
- The third contact about one thing says that two attempts failed. A contact is one piece of trouble a customer
  came with (a low score, a problem, a call for a human), not what they add to it. One thing is one case, and one
  order of one customer within CONTACTS_COUNT_DAYS, however many cases it has led to.
- Strong words are danger to people (fire, electric shock), which comes before all else, law and authorities, and the
  wish to leave. Whoever read the words (bot/nlu/feeling) tells what was heard.
- Feelings never decide alone: anger, and how displeased the words are (sentiment), open no case. They make one that
  has another reason more pressing.
- The assistant that failed twice will fail a third time.

Several signals at once give one case: the reason is the most telling one, the priority the most pressing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Priority = Literal["urgent", "high", "normal", "low"]

LOW_SCORES = {"nps": 6, "csat": 2, "ces": 3}
"""The highest value of each score that calls for a person."""
LOWEST_SCORES = {"nps": 2, "csat": 1, "ces": 1}
"""The highest value of each score that presses more than other low ones."""
CONTACTS_THAT_SHOW_FAILURE = 3
CONTACTS_COUNT_DAYS = 30
MISSES_THAT_SHOW_FAILURE = 2
PRESSING: tuple[Priority, ...] = ("urgent", "high", "normal", "low")
REPEATED = "repeated_contact"
TELLING = (
    "dispute",
    "damaged",
    "missing",
    "wrong_item",
    "does_not_work",
    "invoice",
    "other_problem",
    "low_score",
    REPEATED,
    "asked_for_human",
    "strong_words",
    "bot_failed",
)
"""Reasons of a case, the one that tells a manager most first."""

_PROBLEMS = {
    "damaged": "damaged",
    "missing": "missing",
    "wrong_item": "wrong_item",
    "wrong": "wrong_item",
    "does_not_work": "does_not_work",
    "invoice": "invoice",
}
_STRONG: dict[str, Priority] = {"safety": "urgent", "legal": "high", "leaving": "high"}
"""What strong words are a reason by themselves, and how pressing."""
ANGER = "anger"
VERY_DISPLEASED = -0.9
"""The sentiment (-1 to 1) from which a case presses more."""


@dataclass(frozen=True)
class Signals:
    """What is known when a decision is needed; what is left out says nothing."""

    score_kind: str | None = None
    """nps, csat or ces."""
    score: int | None = None
    asked_for_human: bool = False
    problem_kind: str | None = None
    """damaged, missing, wrong_item, does_not_work, invoice or other."""
    urgency: frozenset[str] = frozenset()
    """What presses in the customer's words: safety, legal, leaving, anger (bot/nlu/feeling/urgency.py)."""
    sentiment: float = 0.0
    """How the customer's words sound, from -1, all blame, to 1, all praise."""
    contacts: int = 0
    """How many times the customer has been in touch about this thing, this time included."""
    dispute: bool = False
    misses: int = 0
    """How many times running the assistant did not understand or failed."""


@dataclass(frozen=True)
class Verdict:
    """Why a person is needed, and how soon."""

    reason: str
    priority: Priority


def decide(signals: Signals) -> Verdict | None:
    """Return why and how soon a person is needed; None when the assistant can go on."""
    found = list(_found(signals))
    if not found:
        return None
    priorities = [each.priority for each in found]
    if ANGER in signals.urgency or signals.sentiment <= VERY_DISPLEASED:
        priorities.append("high")
    return Verdict(reason=most_telling(*(each.reason for each in found)), priority=most_pressing(*priorities))


def most_telling(*reasons: str) -> str:
    """Return the reason that tells a manager most of those given; raises ValueError for an unknown one."""
    return min(reasons, key=TELLING.index)


def most_pressing(*priorities: Priority) -> Priority:
    """Return the priority that comes first of those given."""
    return min(priorities, key=PRESSING.index)


def priority(name: str) -> Priority:
    """Return a stored priority; raises ValueError for an unknown one."""
    return PRESSING[PRESSING.index(name)]


def is_low(kind: str | None, score: int | None) -> bool:
    """Tell whether a score calls for a person."""
    return kind in LOW_SCORES and score is not None and score <= LOW_SCORES[kind]


def _found(signals: Signals) -> Iterator[Verdict]:
    """Every reason that applies."""
    if signals.dispute:
        yield Verdict("dispute", "high")
    if signals.problem_kind:
        yield Verdict(_PROBLEMS.get(signals.problem_kind, "other_problem"), "normal")
    if is_low(signals.score_kind, signals.score):
        yield Verdict("low_score", _score_priority(signals))
    if signals.contacts >= CONTACTS_THAT_SHOW_FAILURE:
        yield Verdict(REPEATED, "high")
    if signals.asked_for_human:
        yield Verdict("asked_for_human", "normal")
    for heard in signals.urgency & _STRONG.keys():
        yield Verdict("strong_words", _STRONG[heard])
    if signals.misses >= MISSES_THAT_SHOW_FAILURE:
        yield Verdict("bot_failed", "normal")


def _score_priority(signals: Signals) -> Priority:
    lowest = LOWEST_SCORES[signals.score_kind or ""]
    return "high" if signals.score is not None and signals.score <= lowest else "normal"
