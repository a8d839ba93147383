"""Conversations kept in memory between turns, so that a turn need not read what was said before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from bot.dialogue.tracker import LiveTracker


class LiveConversations:
    """The trackers used last: at most ``size`` of them, each for at most ``seconds`` after its latest turn."""

    def __init__(self, size: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, LiveTracker]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, conversation_id: str) -> LiveTracker | None:
        """Hand out a tracker and forget it: whoever changes it puts it back once that is stored."""
        self._drop_old()
        kept = self._kept.pop(conversation_id, None)
        return None if kept is None else kept[1]

    def put(self, tracker: LiveTracker) -> None:
        self._kept[tracker.sender_id] = (self._clock() + self._seconds, tracker)
        self._kept.move_to_end(tracker.sender_id)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def _drop_old(self) -> None:
        # The order of use is the order of age.
        now = self._clock()
        while self._kept and next(iter(self._kept.values()))[0] < now:
            self._kept.popitem(last=False)
