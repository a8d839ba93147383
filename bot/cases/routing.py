"""Which manager a case goes to. Pure: no clock, no storage.

1. The manager of the customer (or of their company), when active: they know each other.
2. Else an active manager who answers in the customer's language, the one with the lightest load; with equal loads
   the one who likes that language better.
3. Else any active manager, the lightest load first: a human in another language beats nobody.
4. Else anyone at all, by the same order: a case is never without a name while there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WEIGHTS: Mapping[str, int] = {"urgent": 4, "high": 3, "normal": 2, "low": 1}
"""How much an open case of each priority counts in a manager's load."""


@dataclass(frozen=True)
class Candidate:
    """A manager as routing sees one."""

    id: int
    languages: tuple[str, ...]
    active: bool = True
    load: int = 0


def load(cases: Mapping[str, int]) -> int:
    """Return the weight of a manager's open cases: how many there are of each priority."""
    return sum(WEIGHTS.get(priority, WEIGHTS["normal"]) * count for priority, count in cases.items())


def choose(candidates: Sequence[Candidate], *, preferred: int | None, language: str) -> int | None:
    """Return the id of the manager a case goes to; None only when there is no manager at all.

    Where nothing else tells, the one who has been here longest (the lowest id) is chosen, so that the same
    situation always gives the same answer.
    """
    active = [candidate for candidate in candidates if candidate.active]
    if any(candidate.id == preferred for candidate in active):
        return preferred
    for group in (active, list(candidates)):
        speaking = [candidate for candidate in group if language in candidate.languages]
        for pool in (speaking, group):
            if pool:
                return min(pool, key=lambda each: (each.load, _liking(each, language), each.id)).id
    return None


def _liking(candidate: Candidate, language: str) -> int:
    """How far down a manager's list of languages this one stands."""
    languages = candidate.languages
    return languages.index(language) if language in languages else len(languages)
