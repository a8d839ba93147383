"""The states that a conversation has gone through, kept between predictions."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker


class PastStates:
    """Replays the events that apply, each once, as long as later ones undo none of them."""

    def __init__(self, start: DialogueStateTracker) -> None:
        """``start`` is the tracker before the first event; it is changed here."""
        self._tracker = start
        self._events: list[Event] = []
        self._states: list[State] = []

    def lead_to(self, events: Sequence[Event]) -> bool:
        """Whether these events begin with those replayed so far."""
        return len(events) >= len(self._events) and all(
            one is other for one, other in zip(self._events, events, strict=False)
        )

    def after(self, events: Sequence[Event], domain: Domain) -> list[State]:
        """Return the state before each action, and the state now. Rasa changes what it gets, so these are copies."""
        for event in events[len(self._events) :]:
            if isinstance(event, ActionExecuted):
                self._states.append(domain.get_active_state(self._tracker))
            self._tracker.update(event)
            self._events.append(event)
        return [_copy(state) for state in self._states] + [_copy(domain.get_active_state(self._tracker))]


def _copy(state: State) -> State:
    return {name: dict(part) for name, part in state.items()}
