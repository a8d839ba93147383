"""Runs programs side by side: starts them, shows what they say, starts one that ended again, stops them all.

Own code, because honcho starts nothing again and supervisord wants its own files and daemon.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds before a program that ended is started again: longer each time."""
STEADY_SECONDS = 60.0
"""A program that ran this long starts again at the shortest wait."""
GRACE_SECONDS = 10.0
"""Time that a program has to stop after SIGTERM, before SIGKILL."""
FIRST_STARTS = 3
"""A program that ends so often before everything was ready once is not going to start."""
LONGEST_LINE = 1 << 20


@dataclass(frozen=True)
class Program:
    """A program to keep running; ``ready`` answers whether it serves."""

    name: str
    command: Sequence[str]
    ready: Callable[[], Awaitable[bool]]
    style: str = "cyan"


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
        waits: Sequence[float] = WAITS,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._running = [_Running(program) for program in programs]
        self._console = console
        self._waits = waits
        self._grace = grace
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
                _send(running.process, signal.SIGKILL)
        else:
            self._say("Stopping; press Ctrl-C again to stop at once.")
            self._stop.set()

    async def _keep(self, running: _Running) -> None:
        """Start the program, and start it again whenever it ends."""
        while True:
            running.started = time.monotonic()
            running.process = process = await _start(running.program)
            running.showing = asyncio.create_task(self._show(running.program, process))
            code = await process.wait()
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
                f"{running.program.name} ended ({_ending(code)}); it starts again in {wait:g} s.", "yellow"
            )
            await asyncio.sleep(wait)

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
        _send(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self._grace)
        except TimeoutError:
            self._say(f"{running.program.name} did not stop in {self._grace:g} s; killing it.", "yellow")
            _send(process, signal.SIGKILL)
            await process.wait()
        if running.showing is not None:
            await asyncio.wait([running.showing], timeout=1)
            running.showing.cancel()

    def _say(self, sentence: str, style: str = "bold") -> None:
        self._console.print(sentence, style=style, highlight=False, soft_wrap=True)


async def _start(program: Program) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *program.command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        limit=LONGEST_LINE,
        # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop them in order.
        start_new_session=True,
        preexec_fn=_die_with(os.getpid()) if sys.platform == "linux" else None,
    )


def _die_with(parent: int) -> Callable[[], None]:
    """Return what lets the kernel end a child when we are killed and cannot (prctl(2), PR_SET_PDEATHSIG)."""
    prctl = ctypes.CDLL(None).prctl

    def in_child() -> None:
        prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def _send(process: asyncio.subprocess.Process | None, number: signal.Signals) -> None:
    if process is not None and process.returncode is None:
        try:
            process.send_signal(number)
        except ProcessLookupError:
            return  # It ended by itself in this moment.


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
