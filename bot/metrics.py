"""The dialogue's figures for Prometheus: how long turns take and in which part, how they end, and who is there.

No label holds anything about a person, and each has a handful of values.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from prometheus_client import Counter, Gauge, Histogram

from bot.storage import timing
from bot.storage.engine import Database

SECONDS = (0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.0, 2.0, 5.0)
PARTS = ("parse", "predict", "actions", "database", "rest")

answer_seconds = Histogram(
    "eftersnack_answer_seconds",
    "Time from a customer's message to what is said to it, with its wait for its turn.",
    buckets=SECONDS,
)
_turn_seconds = Histogram(
    "eftersnack_turn_seconds",
    "Time of a turn by part, each without what others took inside it: their sum is the turn.",
    ["part"],
    buckets=SECONDS,
)
_commit_seconds = Histogram("eftersnack_commit_seconds", "Time of storing a transaction.", buckets=SECONDS)
_spent_in = {part: _turn_seconds.labels(part) for part in PARTS}
messages = Counter(
    "eftersnack_messages", "Customers' messages that reached the dialogue, by how they ended.", ["outcome"]
)
refused = Counter(
    "eftersnack_messages_refused", "Customers' messages that were not taken, by reason.", ["reason"]
)
browsers = Gauge("eftersnack_connected_browsers", "Browsers connected to this process.")
live = Gauge("eftersnack_live_conversations", "Conversations that this process holds in memory.")
joined = Gauge("eftersnack_redis_joined", "Whether this process hears the others over Redis (1) or not (0).")

for _outcome in ("answered", "repeated", "away"):
    messages.labels(_outcome)


class Clock:
    """How long one turn spent in each part, by itself."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inside: list[float] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        self._inside.append(0.0)
        try:
            yield
        finally:
            took = time.perf_counter() - began
            self.add(name, took - self._inside.pop())
            if self._inside:
                self._inside[-1] += took

    def add(self, name: str, seconds: float) -> None:
        self.spent[name] = self.spent.get(name, 0.0) + seconds

    def add_inside(self, name: str, seconds: float) -> None:
        """Add what was measured elsewhere, and take it from the part that it happened in."""
        self.add(name, seconds)
        if self._inside:
            self._inside[-1] += seconds


_clock: ContextVar[Clock | None] = ContextVar("clock", default=None)


@contextmanager
def turn() -> Iterator[None]:
    """Measure a turn; the parts that run meanwhile belong to it."""
    clock = Clock()
    token = _clock.set(clock)
    began = time.perf_counter()
    try:
        yield
    finally:
        _clock.reset(token)
        clock.spent["rest"] = time.perf_counter() - began - sum(clock.spent.values())
        for name, seconds in clock.spent.items():
            _spent_in[name].observe(seconds)


@contextmanager
def part(name: str) -> Iterator[None]:
    """Measure one of ``PARTS`` (not rest); outside a turn it is not counted."""
    clock = _clock.get()
    if clock is None:
        yield
        return
    with clock.part(name):
        yield


def watch_database(database: Database) -> None:
    """Measure the database's part of turns, and the time of commits."""

    def statement(seconds: float) -> None:
        clock = _clock.get()
        if clock is not None:
            clock.add_inside("database", seconds)

    timing.watch(database, statement=statement, commit=_commit_seconds.observe)


def watch(gauge: Gauge, read: Callable[[], float]) -> None:
    """Let a figure be read when it is asked for."""
    gauge.set_function(read)
