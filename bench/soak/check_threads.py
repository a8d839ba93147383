"""Conversations: every acknowledged message once, in order and answered, and seen alike by every tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from bench.soak.ledger import Said, Visit
from bench.soak.stored import Event
from bench.soak.violation import Violation
from bot.texts import conversation_texts


def thread(conversation: str, events: Sequence[Event], newest: int | None) -> Iterator[Violation]:
    """Positions count from 1 to the ``newest`` without gap or double, every turn has words, and none failed."""
    positions = [event.position for event in events]
    for position, times in Counter(positions).items():
        if times > 1:
            yield Violation("shared position", conversation, f"{times} events stand at {position}")
    missing = sorted(set(range(1, max(positions) + 1)) - set(positions))
    if missing:
        yield Violation("gap", conversation, f"no event stands at {missing[:5]}")
    if newest != max(positions):
        what = f"the newest event is said to stand at {newest}, and stands at {max(positions)}"
        yield Violation("other newest", conversation, what)
    yield from _unanswered(conversation, events)
    for event in events:
        if event.kind == "bot" and (event.text or "").startswith(_apologies()):
            yield Violation("failed turn", conversation, f"the assistant gave up at {event.position}")


def promises(visit: Visit, events: Sequence[Event]) -> Iterator[Violation]:
    """Whatever has a receipt is stored once, where the receipt says, in the order in which it was sent."""
    stored: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "user" and event.message_id is not None:
            stored.setdefault(event.message_id, []).append(event)
    for tab in visit.tabs:
        for said in tab.said:
            yield from _promise(visit, said, stored.get(said.message_id, []))
        yield from _order(visit, tab.said, {each: events[0].position for each, events in stored.items()})
    known = {said.message_id for tab in visit.tabs for said in tab.said}
    for message_id in stored.keys() - known:
        yield Violation("unknown message", visit.conversation_id, "nobody sent it", message_id)


def tabs(visit: Visit, events: Sequence[Event]) -> Iterator[Violation]:
    """A tab that has read the whole thread saw what is stored, and never two texts in one place."""
    shown = {event.position: event.text for event in events if event.is_shown}
    for tab in visit.tabs:
        for position in tab.differing:
            yield Violation("two texts", visit.conversation_id, f"a tab saw two texts at {position}")
        if not tab.reloaded:
            continue
        # What came after the customer had left, a late check-in, they are shown when they come back.
        last = max(shown if visit.finished else tab.seen, default=0)
        for position in sorted(each for each in shown.keys() - tab.seen.keys() if each <= last):
            yield Violation("not shown", visit.conversation_id, f"a tab never saw what stands at {position}")
        for position, text in sorted(tab.seen.items()):
            if shown.get(position) != text:
                yield Violation("not stored", visit.conversation_id, f"a tab saw {text!r} at {position}")


def _promise(visit: Visit, said: Said, stored: Sequence[Event]) -> Iterator[Violation]:
    if len(stored) > 1:
        what = f"{said.words!r} is stored {len(stored)} times"
        yield Violation("doubled message", visit.conversation_id, what, said.message_id)
    if said.position is None:
        return
    if not stored:
        what = f"{said.words!r} has the receipt {said.position} and is not stored"
        yield Violation("lost message", visit.conversation_id, what, said.message_id)
    elif stored[0].position != said.position:
        what = f"the receipt says {said.position}, and it stands at {stored[0].position}"
        yield Violation("moved message", visit.conversation_id, what, said.message_id)


def _order(visit: Visit, said: Sequence[Said], places: Mapping[str, int]) -> Iterator[Violation]:
    there = [(each.message_id, places[each.message_id]) for each in said if each.message_id in places]
    for (_, earlier), (message_id, later) in pairwise(there):
        if earlier >= later:
            what = f"sent after what stands at {earlier}, it stands at {later}"
            yield Violation("swapped order", visit.conversation_id, what, message_id)


def _unanswered(conversation: str, events: Sequence[Event]) -> Iterator[Violation]:
    open_turn: Event | None = None
    for event in events:
        if event.kind == "bot":
            open_turn = None
        elif event.kind == "user":
            if open_turn is not None:
                yield _no_answer(conversation, open_turn)
            open_turn = event
    if open_turn is not None:
        yield _no_answer(conversation, open_turn)


def _no_answer(conversation: str, event: Event) -> Violation:
    what = f"{event.text!r} at {event.position} has no answer"
    return Violation("unanswered", conversation, what, event.message_id)


@cache
def _apologies() -> tuple[str, ...]:
    """How the sentence begins that a customer hears when the assistant itself failed."""
    said = (
        conversation_texts().say("utter_broken", language, manager="\0", due="\0")
        for language in ("sv", "en")
    )
    return tuple(words.partition("\0")[0][:20] for words in said)
