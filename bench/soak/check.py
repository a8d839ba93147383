"""What must hold between what customers were promised and what is stored. Pure: rows in, violations out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.soak import check_cases, check_threads
from bench.soak.ledger import Visit
from bench.soak.stored import Stored
from bench.soak.violation import Violation


def check(stored: Stored, visits: Sequence[Visit], *, places: frozenset[str]) -> list[Violation]:
    """Return everything that is wrong; ``places`` are the targets that each notification is owed to."""
    return list(_found(stored, visits, places))


def _found(stored: Stored, visits: Sequence[Visit], places: frozenset[str]) -> Iterator[Violation]:
    for conversation, events in stored.events.items():
        yield from check_threads.thread(conversation, events, stored.positions.get(conversation))
    for visit in visits:
        events = stored.events.get(visit.conversation_id, [])
        yield from check_threads.promises(visit, events)
        yield from check_threads.tabs(visit, events)
        if visit.lost:
            yield Violation("went another way", visit.conversation_id, f"{visit.name}: {visit.lost}")
    yield from check_cases.cases(stored)
    yield from check_cases.outcomes(stored, visits)
    yield from check_cases.notifications(stored, places)
    yield from check_cases.touchpoints(stored, visits)
