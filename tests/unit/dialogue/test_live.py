"""Conversations in memory: few enough, none too old, and only in one hand at a time."""

from __future__ import annotations

from bot.dialogue.live import LiveConversations
from bot.dialogue.tracker import LiveTracker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def tracker(name: str) -> LiveTracker:
    return LiveTracker(name, [])


def test_what_was_put_back_is_handed_out_once() -> None:
    live = LiveConversations(size=2, seconds=60)
    kept = tracker("anna")
    live.put(kept)
    assert live.take("anna") is kept
    assert live.take("anna") is None


def test_the_one_that_was_used_longest_ago_goes_first() -> None:
    live = LiveConversations(size=2, seconds=60)
    for name in ("anna", "bo"):
        live.put(tracker(name))
    again = live.take("anna")
    assert again is not None
    live.put(again)
    live.put(tracker("cia"))
    assert len(live) == 2
    assert live.take("bo") is None
    assert live.take("anna") is again


def test_nobody_is_kept_longer_than_agreed() -> None:
    clock = Clock()
    live = LiveConversations(size=10, seconds=60, clock=clock)
    live.put(tracker("anna"))
    clock.now = 30.0
    live.put(tracker("bo"))
    clock.now = 61.0
    assert live.take("anna") is None
    assert len(live) == 1
