"""Runs programs side by side: starts them, shows what they say, starts one that ended again, stops them all.

Own code, because honcho starts nothing again and supervisord wants its own files and daemon.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from bot import child_process

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds before a program that ended is started again: longer each time."""
STEADY_SECONDS = 60.0
"""A program that ran this long starts again at the shortest wait."""
GRACE_SECONDS = 10.0
"""Time that a program has to stop after SIGTERM, before SIGKILL."""
FIRST_STARTS = 3
"""A program that ends so often before everything was ready once is not going to start."""
ASK_SECONDS = 10.0
"""How often a program that serves is asked whether it still does."""
START_SECONDS = 300.0
"""Time that a program has until its first answer: it may have a model to load."""
MISSES = 3
"""A program that does not answer so often in a row is stuck, and started again."""


@dataclass(frozen=True)
class Program:
    """A program to keep running."""

    name: str
    command: Sequence[str]
    ready: Callable[[], Awaitable[bool]]
    """Whether it serves."""
    responds: Callable[[], Awaitable[bool]] | None = None
    """Whether it is not stuck, asked as long as it runs; ``ready`` when not given."""
    style: str = "cyan"
    environment: Mapping[str, str] = field(default_factory=dict)
    """What it gets beside our own environment."""


@dataclass
class _Running:
    """The life of one program: its present process, and how often it ended in a row."""

    program: Program
    process: asyncio.subprocess.Process | None = None
    showing: asyncio.Task[None] | None = None
    ends: int = 0
    started: float = field(default_factory=time.monotonic)


class Supervisor:
    """Keeps programs running until it is asked to stop."""

    def __init__(
        self,
        programs: Sequence[Program],
        console: Console,
        *,
        plain: bool = False,
        waits: Sequence[float] = WAITS,
        grace: float = GRACE_SECONDS,
        ask_every: float = ASK_SECONDS,
    ) -> None:
        """``plain`` is for logs that a machine reads: what programs say is passed on as it is."""
        self._running = [_Running(program) for program in programs]
        self._console = console
        self._plain = plain
        self._waits = waits
        self._grace = grace
        self._ask_every = ask_every
        self._width = max(len(program.name) for program in programs)
        self._stop = asyncio.Event()
        self._all_ready = False
        self._failed = False

    async def run(self, on_ready: Callable[[], None]) -> int:
        """Run until SIGINT, SIGTERM or SIGHUP; call ``on_ready`` once all serve. Returns an exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._asked_to_stop)
        keepers = [asyncio.create_task(self._keep(running)) for running in self._running]
        waiting = asyncio.create_task(self._wait_until_ready(on_ready))
        await self._stop.wait()
        waiting.cancel()
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, waiting, return_exceptions=True)
        await asyncio.gather(*(self._end(running) for running in self._running))
        return int(self._failed)

    def _asked_to_stop(self) -> None:
        if self._stop.is_set():
            for running in self._running:
                child_process.send(running.process, signal.SIGKILL)
        else:
            self._say("Stopping; press Ctrl-C again to stop at once.")
            self._stop.set()

    async def _keep(self, running: _Running) -> None:
        """Start the program, and start it again whenever it ends."""
        while True:
            running.started = time.monotonic()
            running.process = process = await child_process.start(
                running.program.command, running.program.environment
            )
            running.showing = asyncio.create_task(self._show(running.program, process))
            watching = asyncio.create_task(self._end_when_stuck(running))
            try:
                code = await process.wait()
            finally:
                watching.cancel()
            # For its last words; a child of its own may hold the pipe open.
            await asyncio.wait([running.showing], timeout=1)
            running.showing.cancel()
            lived = time.monotonic() - running.started
            running.ends = 1 if lived > STEADY_SECONDS else running.ends + 1
            if not self._all_ready and running.ends >= FIRST_STARTS:
                self._say(f"{running.program.name} does not start; why stands above.", "red")
                self._failed = True
                self._stop.set()
                return
            wait = self._waits[min(running.ends, len(self._waits)) - 1]
            self._say(
                f"{running.program.name} ended ({child_process.ending(code)}); it starts again in {wait:g} s.",
                "yellow",
            )
            await asyncio.sleep(wait)

    async def _end_when_stuck(self, running: _Running) -> None:
        """End the program when it no longer answers, or never does; ``_keep`` starts it again."""
        program, misses, served = running.program, 0, False
        while misses < MISSES:
            await asyncio.sleep(self._ask_every)
            answered = await (program.responds or program.ready)()
            served = served or answered or time.monotonic() - running.started > START_SECONDS
            misses = 0 if answered or not served else misses + 1
        self._say(
            f"{program.name} has not answered {MISSES} times in {MISSES * self._ask_every:g} s; it is stuck.",
            "yellow",
        )
        await self._end(running)

    async def _show(self, program: Program, process: asyncio.subprocess.Process) -> None:
        """Print what the process says, each line after the program's name, until it says no more."""
        if process.stdout is None:
            return
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:
                continue  # A line beyond all measure; the reader has dropped it.
            if not line:
                return
            if self._plain:
                print(line.decode(errors="replace").rstrip(), flush=True)
                continue
            text = Text.from_ansi(line.decode(errors="replace").rstrip())
            self._console.print(
                Text(f"{program.name:<{self._width}} │ ", program.style) + text, soft_wrap=True
            )

    async def _wait_until_ready(self, on_ready: Callable[[], None]) -> None:
        for running in self._running:
            while not await running.program.ready():
                await asyncio.sleep(0.2)
        self._all_ready = True
        on_ready()

    async def _end(self, running: _Running) -> None:
        """End the process: ask, wait, then insist."""
        process = running.process
        if process is None or process.returncode is not None:
            return
        child_process.send(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self._grace)
        except TimeoutError:
            self._say(f"{running.program.name} did not stop in {self._grace:g} s; killing it.", "yellow")
            child_process.send(process, signal.SIGKILL)
            await process.wait()
        if running.showing is not None:
            await asyncio.wait([running.showing], timeout=1)
            running.showing.cancel()

    def _say(self, sentence: str, style: str = "bold") -> None:
        if self._plain:
            log.warning(sentence)
        else:
            self._console.print(sentence, style=style, highlight=False, soft_wrap=True)
