"""How much is measured: all of it, or what fits into three minutes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Seconds and counts of one benchmark."""

    name: str
    people: int
    """Customers in each database; every conversation is with another one."""
    starts: int
    """How many times each contestant is started, for the time until it answers."""
    rounds: int
    """How many times the runs are repeated, one contestant after the other."""
    warm_up: float
    """At the start of every run; what comes then is not counted."""
    stock_warm_up: float
    """Before all runs: ours warms up while its memory is read."""
    stock_seconds: float
    ours_seconds: float
    ceiling_seconds: float
    open_seconds: float
    processes: tuple[int, ...]
    scaled_seconds: float
    scaled_rounds: int
    turns: int
    long_times: int
    """How many long conversations are had with ours; one with stock Rasa."""
    stock_long_seconds: float
    """When the long conversation with stock Rasa is given up; the turn it reached is told."""
    conversations: int
    """After so many, memory is read, and again after as many more."""
    conversation_seconds: float
    """How long ours may take for them at most."""
    stock_conversation_seconds: float
    """How long stock Rasa may take for as many; how many it had is told."""


QUICK = Size(
    name="quick",
    people=6_000,
    starts=1,
    rounds=1,
    warm_up=2,
    stock_warm_up=5,
    stock_seconds=12,
    ours_seconds=7,
    ceiling_seconds=5,
    open_seconds=14,
    processes=(1, 2),
    scaled_seconds=7,
    scaled_rounds=1,
    turns=410,
    long_times=1,
    stock_long_seconds=15,
    conversations=200,
    conversation_seconds=10,
    stock_conversation_seconds=0,
)
FULL = Size(
    name="full",
    people=60_000,
    starts=3,
    rounds=3,
    warm_up=5,
    stock_warm_up=30,
    stock_seconds=45,
    ours_seconds=25,
    ceiling_seconds=15,
    open_seconds=60,
    processes=(1, 2, 4),
    scaled_seconds=25,
    scaled_rounds=3,
    turns=410,
    long_times=5,
    stock_long_seconds=480,
    conversations=10_000,
    conversation_seconds=900,
    stock_conversation_seconds=600,
)
