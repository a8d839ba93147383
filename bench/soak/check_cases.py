"""Cases, what managers are told of them, contacts and answers: each once, and as the story must leave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bench.soak.ledger import Visit
from bench.soak.stored import Stored
from bench.soak.violation import Violation

TOLD = ("opened", "raised", "reopened", "reassigned")
"""Case events that managers are told of."""
SENT = ("sent", "answered", "completed")
"""States of a contact that was made."""


def cases(stored: Stored) -> Iterator[Violation]:
    """One case an origin, opened once, and no case without a message that led to it."""
    place = {case.id: case.conversation_id or "" for case in stored.cases}
    for origin, times in Counter(case.origin for case in stored.cases).items():
        if times > 1:
            where = next(case.conversation_id for case in stored.cases if case.origin == origin)
            yield Violation("doubled case", where or "", f"{times} cases come from {origin}")
    for origin, times in Counter(event.origin for event in stored.case_events if event.origin).items():
        if times > 1:
            yield Violation("doubled case event", "", f"{times} events come from {origin}")
    opened = Counter(event.case_id for event in stored.case_events if event.kind == "opened")
    for case, conversation in place.items():
        if opened[case] != 1:
            yield Violation("case events", conversation, f"case {case} was opened {opened[case]} times")
    yield from _origins(stored)


def outcomes(stored: Stored, visits: Sequence[Visit]) -> Iterator[Violation]:
    """What finished stories expect: the reasons of their cases, and the answers of their survey."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for case in stored.cases:
        reasons[case.conversation_id].append(case.reason)
    answers: dict[str, list[tuple[int, str, object]]] = defaultdict(list)
    for answer in stored.answers:
        value = None if answer.skipped else answer.number if answer.number is not None else answer.text
        answers[answer.conversation_id].append((answer.response_id, answer.question, value))
    for visit in visits:
        if not visit.finished:
            continue
        expected, found = visit.expected, sorted(reasons[visit.conversation_id])
        if expected.cases is not None and found != sorted(expected.cases):
            what = f"{visit.name}: cases {found or 'none'}, not {sorted(expected.cases) or 'none'}"
            yield Violation("other cases", visit.conversation_id, what)
        given = answers[visit.conversation_id]
        if (
            len({response for response, _, _ in given}) > 1
            or {q: value for _, q, value in given} != expected.answers
        ):
            what = f"{visit.name}: answers {given}, not {expected.answers}"
            yield Violation("other answers", visit.conversation_id, what)


def notifications(stored: Stored, places: frozenset[str]) -> Iterator[Violation]:
    """Of every case event that is told, one notification to each place, and all of them sent."""
    where = {case.id: case.conversation_id or "" for case in stored.cases}
    owed = {event.id: where.get(event.case_id, "") for event in stored.case_events if event.kind in TOLD}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in stored.notifications:
        found[row.event_id][row.target] += 1
        if row.state != "sent":
            what = f"notification {row.uid} is {row.state!r}"
            yield Violation("not told", owed.get(row.event_id, ""), what)
        if row.event_id not in owed:
            yield Violation("told of nothing", "", f"notification {row.uid} of event {row.event_id}")
    for event, conversation in owed.items():
        if found[event] != Counter(places):
            what = f"case event {event} is told {dict(found[event])}, not once to each of {len(places)}"
            yield Violation("notifications", conversation, what)


def touchpoints(stored: Stored, visits: Sequence[Visit]) -> Iterator[Violation]:
    """A contact is made once when it is noted as made, and never when it is not."""
    states = {row.id: row.state for row in stored.touchpoints}
    for visit in visits:
        if visit.touchpoint_id is None:
            continue
        events = stored.events.get(visit.conversation_id, [])
        made, state = sum(event.is_external for event in events), states.get(visit.touchpoint_id)
        if made != (state in SENT):
            what = f"touchpoint {visit.touchpoint_id} is {state!r} and was begun {made} times"
            yield Violation("contact", visit.conversation_id, what)
        if state == "failed":
            what = f"touchpoint {visit.touchpoint_id} was given up"
            yield Violation("contact", visit.conversation_id, what)


def _origins(stored: Stored) -> Iterator[Violation]:
    messages = {
        f"message:{conversation}:{event.message_id}"
        for conversation, events in stored.events.items()
        for event in events
        if event.message_id is not None
    }
    for case in stored.cases:
        if case.origin.startswith("message:") and case.origin not in messages:
            what = f"case {case.id} comes from {case.origin}, which is not stored"
            yield Violation("case without message", case.conversation_id or "", what)
