"""The product's processes as an operator runs them: started, killed, and started again when they ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import psutil

import bot.cli
from bench.soak.programs import end_with_parent

ROOT = Path(bot.cli.__file__).resolve().parents[1]
READY_SECONDS = 180.0
AGAIN_SECONDS = 0.5
"""A process that ended is started again after so long: what a supervisor does, only sooner."""
DATABASE_AWAY = b"Cannot start: The database "
DIALOGUES = ("dialogue-1", "dialogue-2")
NAMES = (*DIALOGUES, "web", "worker")


class Product:
    """Two dialogue processes, web and worker, each kept running until ``stop``.

    Everything here runs on the main thread: the kernel ends a child with the thread that made it.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str], ports: Mapping[str, int]) -> None:
        """``ports`` are those of the dialogue processes and of web, by name."""
        self.folder = folder
        self.urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        self._said_before: dict[str, int] = {}
        """How long each log was when its process was started."""
        self.served: dict[int, float] = {}
        """When each process, by its id, first served (time.monotonic)."""
        self.turned_away = 0
        """How often a process did not start because the database was away: it says so, and is started again."""
        self.unasked: list[str] = []
        """Processes that ended although nobody killed them, each with its exit code."""
        self._environment = environment
        self._ports = ports
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._killed: set[int] = set()
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start all, and return when they serve. Raises RuntimeError when one does not."""
        for name in NAMES:
            self._spawn(name)
        for name in NAMES:
            await self._until_ready(name)
        self._keepers = [
            asyncio.create_task(keep(name)) for name in NAMES for keep in (self._keep, self._note)
        ]

    async def stop(self) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                await asyncio.to_thread(process.wait, 15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def kill(self, name: str) -> None:
        """End a process as ``kill -9`` does; it is started again by itself."""
        process = self._processes[name]
        self._killed.add(process.pid)
        process.send_signal(signal.SIGKILL)

    def memory(self) -> dict[str, tuple[int, float]]:
        """Return each process's id and resident megabytes."""
        found: dict[str, tuple[int, float]] = {}
        for name, process in self._processes.items():
            with contextlib.suppress(psutil.NoSuchProcess):
                found[name] = (process.pid, psutil.Process(process.pid).memory_info().rss / 1e6)
        return found

    async def ready(self, name: str) -> bool:
        """Whether a process serves."""
        url = self.urls.get(name)
        if url is None:
            alive = self._processes[name].poll() is None
            return alive and b"worker ready" in self.log(name).read_bytes()[self._said_before[name] :]
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                return (await client.get(f"{url}/ready", timeout=2)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def settled(self, seconds: float) -> list[str]:
        """Wait until all processes serve; return those that do not after so long."""
        until = time.monotonic() + seconds
        while missing := [name for name in NAMES if not await self.ready(name)]:
            if time.monotonic() > until:
                return missing
            await asyncio.sleep(0.3)
        return []

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _spawn(self, name: str) -> None:
        command, _, _ = name.partition("-")
        port = {f"EFTERSNACK_{command.upper()}_PORT": str(self._ports[name])} if name in self._ports else {}
        with self.log(name).open("ab") as log:
            self._said_before[name] = log.tell()
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "bot.cli", command],
                cwd=ROOT,
                env={**os.environ, **self._environment, **port},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )

    async def _keep(self, name: str) -> None:
        while True:
            await asyncio.sleep(0.1)
            process = self._processes[name]
            code = process.poll()
            if code is None:
                continue
            if DATABASE_AWAY in self.log(name).read_bytes()[self._said_before[name] :]:
                self.turned_away += 1
            elif process.pid not in self._killed:
                self.unasked.append(f"{name} (exit code {code})")
            await asyncio.sleep(AGAIN_SECONDS)
            self._spawn(name)

    async def _note(self, name: str) -> None:
        """Note when each process that is started begins to serve."""
        while True:
            pid = self._processes[name].pid
            if pid not in self.served and await self.ready(name):
                self.served[pid] = time.monotonic()
            await asyncio.sleep(1)

    async def _until_ready(self, name: str) -> None:
        until = time.monotonic() + READY_SECONDS
        while not await self.ready(name):
            if self._processes[name].poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{name} does not start; its log:\n{self._last_words(name)}")
            await asyncio.sleep(0.2)

    def _last_words(self, name: str) -> str:
        return "\n".join(self.log(name).read_text(errors="replace").splitlines()[-15:])
