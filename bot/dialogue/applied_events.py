"""The events of a conversation that still apply, kept up with as new ones come."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)

_UNDOING = frozenset({ActionReverted, Restarted, SessionStarted, UserUtteranceReverted})


class AppliedEvents:
    """What Rasa found to apply; an event that only adds to it is added without looking at the others again."""

    def __init__(self, events: Sequence[Event], applied: list[Event]) -> None:
        self.applied = applied
        self._seen = len(events)
        self._forms = {event.name for event in events if type(event) is ActiveLoop}

    def follow(self, events: Sequence[Event]) -> bool:
        """Take in the events that are new; False where one of them may undo others, so that Rasa must look again."""
        # By type and not isinstance, which for Rasa's abstract classes takes ten times as long.
        for event in islice(events, self._seen, None):
            if type(event) in _UNDOING:
                return False
            if type(event) is ActionExecuted and event.action_name in self._forms:
                return False
            if type(event) is ActiveLoop and event.name not in self._forms:
                return False
            self.applied.append(event)
            self._seen += 1
        return len(events) == self._seen
