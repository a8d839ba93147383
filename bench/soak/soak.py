"""One soak, from two empty servers to everything that there is to check."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.soak import plan as planned
from bench.soak.conclusion import Outcome, conclude
from bench.soak.crowd import Crowd
from bench.soak.hook import Hook
from bench.soak.memory import Memory
from bench.soak.people import People
from bench.soak.plan import Plan
from bench.soak.product import DIALOGUES, Product
from bench.soak.servers import Postgres, Redis, free_ports
from bench.soak.stored import read
from bench.soak.trouble import Trouble
from bench.soak.trouble import plan as plan_trouble
from bot.bootstrap import App, build
from bot.channels.sealing import Seal
from bot.storage.migrate import upgrade

SAMPLE_SECONDS = 1.0
TELL_SECONDS = 5.0
SETTLE_SECONDS = 240.0
"""How long what is owed may take after the last customer has gone: a failed notification waits a minute or more."""


class Soak:
    """Everything that a soak starts, and the end of all of it."""

    def __init__(self, plan: Plan, folder: Path, say: Callable[[str], None]) -> None:
        self.plan = plan
        self.missing: list[str] = []
        """Processes that did not come back."""
        self.started = 0.0
        self._say = say
        self._postgres, self._redis = Postgres(folder), Redis(folder)
        ports = dict(zip((*DIALOGUES, "web", "hook"), free_ports(4), strict=True))
        self.hook = Hook(ports.pop("hook"))
        self.settings = planned.settings(
            plan,
            folder / "var",
            database=self._postgres.url,
            redis=self._redis.url,
            hook=self.hook.url,
            port=ports[DIALOGUES[0]],
        )
        self.product = Product(folder, planned.environment(self.settings), ports)
        self.memory = Memory()
        self.trouble = Trouble(self.product, self._postgres, self._redis, self._tell)

    async def run(self) -> Outcome:
        """Do it all, leave nothing running, and return what was found."""
        try:
            self._postgres.start()
            self._redis.start()
            await self.hook.start()
            upgrade(self.settings.resolved_database_url)
            app = build(self.settings)
            self.crowd = self._crowd(app)
            self._say("Starting two dialogue processes, web and worker …")
            await self.product.start()
            await self._traffic()
            app.database.close()
            return await asyncio.to_thread(conclude, self)
        finally:
            await self.product.stop()
            await self.hook.stop()
            self._redis.stop()
            self._postgres.stop(Postgres.IMMEDIATE)

    def _crowd(self, app: App) -> Crowd:
        return Crowd(
            urls=[self.product.urls[name] for name in DIALOGUES],
            people=People(app),
            seal=Seal(self.settings.signing_secret),
            chance=random.Random(self.plan.seed),
            pace=self.plan.pace,
            patience=self.plan.patience,
        )

    async def _traffic(self) -> None:
        self.started = time.monotonic()
        events = plan_trouble(self.plan.seed, self.plan.seconds, self.plan.trouble_every, self.plan.calm_from)
        watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.trouble.run(events, self.started))
                group.create_task(self.crowd.run(self.plan.customers))
                await asyncio.sleep(self.plan.seconds)
                self.crowd.stop()
                self._tell("the last customers finish")
            self._tell("waiting for what is owed")
            await self._settle()
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        told = 0.0
        while True:
            at = time.monotonic() - self.started
            self.memory.note(at, self.product.memory())
            if at - told >= TELL_SECONDS:
                told = at
                self._tell(self._progress())
            await asyncio.sleep(SAMPLE_SECONDS)

    def _progress(self) -> str:
        crowd, memory = self.crowd, sorted(self.memory.latest().items())
        return (
            f"{crowd.acknowledged} messages acknowledged, {crowd.again} sent again, {len(crowd.visits)} visits, "
            f"{sum(self.hook.arrived.values())} notifications; "
            f"MB: {'  '.join(f'{name} {megabytes:.0f}' for name, megabytes in memory)}"
        )

    async def _settle(self) -> None:
        """Wait until every process serves and nothing is owed to managers any more."""
        self.missing = await self.product.settled(SETTLE_SECONDS)
        until = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until:
            stored = await asyncio.to_thread(read, self.settings.resolved_database_url)
            if all(row.state == "sent" for row in stored.notifications):
                return
            await asyncio.sleep(5)

    def _tell(self, words: str) -> None:
        self._say(f"{time.monotonic() - self.started:6.0f} s  {words}")


def run(plan: Plan, say: Callable[[str], None], logs: Path | None = None) -> Outcome:
    """Run a soak in a temporary folder; ``logs`` is where the processes' logs are kept."""
    # A short name: PostgreSQL's socket lies in it, and its path may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="es-soak-", dir="/tmp") as folder:
        try:
            return asyncio.run(Soak(plan, Path(folder), say).run())
        finally:
            if logs is not None:
                logs.mkdir(parents=True, exist_ok=True)
                for log in Path(folder).glob("*.log"):
                    (logs / log.name).write_bytes(log.read_bytes())
