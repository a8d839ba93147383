"""What goes wrong, and when: a plan drawn from a seed, so that a soak can be run again as it was."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.soak.product import DIALOGUES, NAMES, Product
from bench.soak.servers import Postgres, Redis, Server

KILLS = tuple(f"kill -9 {name}" for name in (*NAMES, "worker"))
"""The worker twice: it has as much to lose as two dialogue processes."""
RESTARTS = ("database fast", "database immediate", "database connections cut", "redis flush", "redis restart")
"""Cut connections are what a pooler's restart or a failover look like: the next connection works at once."""
KILLED_ALWAYS = f"kill -9 {DIALOGUES[1]}"


@dataclass(frozen=True)
class Event:
    """One thing that goes wrong, so many seconds after the start."""

    at: float
    what: str


def plan(seed: int, seconds: float, every: float, calm_from: float) -> list[Event]:
    """Return what goes wrong about ``every`` seconds; from ``calm_from`` on only one process is killed.

    The memory of the others is followed then, with a process of each kind among them.
    """
    chance = random.Random(seed)
    kinds, spared = _endlessly(KILLS + RESTARTS, chance), _endlessly((*RESTARTS, KILLED_ALWAYS), chance)
    events, at = [], every
    while at < seconds - every:
        events.append(Event(at, next(kinds if at < calm_from else spared)))
        at += chance.uniform(0.4, 1.6) * every
    return events


class Trouble:
    """Makes it go wrong."""

    def __init__(
        self, product: Product, database: Postgres, redis: Redis, tell: Callable[[str], None]
    ) -> None:
        self._product, self._database, self._redis = product, database, redis
        self._tell = tell
        self.done: Counter[str] = Counter()

    async def run(self, events: list[Event], started: float) -> None:
        for event in events:
            await asyncio.sleep(max(0.0, started + event.at - time.monotonic()))
            self._tell(event.what)
            await self._do(event.what)
            self.done[event.what] += 1

    async def _do(self, what: str) -> None:
        if what.startswith("kill -9 "):
            self._product.kill(what.removeprefix("kill -9 "))
        elif what == "redis flush":
            await asyncio.to_thread(self._redis.flush)
        elif what == "redis restart":
            await self._restart(self._redis, signal.SIGKILL)
        elif what == "database connections cut":
            await asyncio.to_thread(self._database.cut_connections)
        else:
            number = Postgres.FAST if what == "database fast" else Postgres.IMMEDIATE
            await self._restart(self._database, number)

    async def _restart(self, server: Server, number: signal.Signals) -> None:
        await asyncio.to_thread(server.stop, number)
        await asyncio.sleep(0.5)
        server.spawn()
        await asyncio.to_thread(server.wait)


def _endlessly(kinds: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    """Each kind once in every round, in an order of its own."""
    while True:
        yield from chance.sample(kinds, len(kinds))
