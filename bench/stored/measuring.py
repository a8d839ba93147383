"""Start-up and turns on one database, as it is."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.soak.browser import Browser
from bench.soak.ledger import Tab
from bench.soak.people import People
from bench.stored.serving import Serving

NEW = 20
"""Customers who come for the first time, in each round."""
SAID = (
    "hej",
    "var är min beställning?",
    "kannan var sprucken när den kom fram",
    "tack så mycket",
    "vad kan du hjälpa mig med?",
    "hej då",
)
"""What a new customer says: small talk, a look-up, a case."""
HELD = "kannan var sprucken när den kom fram"
"""What was said in a stored conversation: one message and a case, about twenty events."""
BACK = "var är min beställning?"
PATIENCE = 60.0
Told = Callable[[int], None]


@dataclass
class Measured:
    """What was measured; times of turns in milliseconds, of starts in seconds."""

    stored: int = 0
    """Conversations in the database."""
    starts: dict[str, list[float]] = field(default_factory=dict)
    """Until a process serves, by its command."""
    new: list[float] = field(default_factory=list)
    returning: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        return {
            **{f"{command} ready, s": statistics.median(seconds) for command, seconds in self.starts.items()},
            "turn, median ms": statistics.median(self.new),
            "turn, p95 ms": p95(self.new),
            "first turn of a stored conversation, median ms": statistics.median(self.returning),
            "first turn of a stored conversation, p95 ms": p95(self.returning),
        }


def hold(url: str, people: People, customers: int) -> list[str]:
    """Have so many customers say one thing; return their uids."""

    async def held() -> list[str]:
        uids = []
        for _ in range(customers):
            person = await people.new("sv")
            await _said(url, person.token, (HELD,))
            uids.append(person.uid)
        return uids

    return asyncio.run(held())


def measure(
    measured: Measured, servings: dict[str, Serving], people: People, returning: Sequence[str]
) -> None:
    """Start the processes and talk to them; ``returning`` are the tokens of customers who come back.

    Their conversations are stored and in no process's memory.
    """
    try:
        for command, serving in servings.items():
            measured.starts.setdefault(command, []).append(serving.start())
        asyncio.run(_turns(measured, servings["dialogue"].url, people, returning))
    finally:
        for serving in servings.values():
            serving.stop()


async def _turns(measured: Measured, url: str, people: People, returning: Sequence[str]) -> None:
    # The first customer warms it up.
    for number in range(NEW + 1):
        person = await people.new("sv")
        times = await _said(url, person.token, SAID)
        if number:
            measured.new += times
    for token in returning:
        measured.returning += await _said(url, token, (BACK,))


async def _said(url: str, token: str, words: Sequence[str]) -> list[float]:
    """Say these words, and return how long each took from sending to the receipt, in milliseconds."""
    browser = Browser([url], Tab(), token=token, patience=PATIENCE)
    await browser.asks()
    times = []
    for each in words:
        began = time.perf_counter()
        said = await browser.say(each)
        times.append((time.perf_counter() - began) * 1000)
        if said.position is None:
            raise RuntimeError(f"{each!r} was refused: {said.refused}")
    await browser.close()
    return times


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
