"""Server processes of the benchmark: started on given cores, asked what they used, and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

STOP_SECONDS = 15
MEGABYTE = 1_000_000


class Ended(Exception):
    """A server ended, or was not ready in time; the message has the end of its log."""


@dataclass
class Server:
    """One process and its children, run as a user would."""

    name: str
    command: Sequence[str]
    cwd: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    started: float = 0.0
    """When it was started, by time.perf_counter()."""
    _process: subprocess.Popen[bytes] | None = None

    def start(self, cores: Sequence[int]) -> None:
        """Start it on these cores only."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.started = time.perf_counter()
            self._process = subprocess.Popen(
                ["taskset", "--cpu-list", ",".join(map(str, cores)), *self.command],
                cwd=self.cwd,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        if self._process is None:
            raise Ended(f"{self.name} was not started")
        return self._process.pid

    def processes(self) -> list[psutil.Process]:
        """Return the process and its children."""
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            return [process, *process.children(recursive=True)]
        return []

    def cpu_seconds(self) -> float:
        """Return the time that all its processes have computed."""
        total = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def memory(self) -> float:
        """Return the memory that it alone occupies (shared libraries left out), in megabytes."""
        total = 0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().uss
        return total / MEGABYTE

    def wait_until(self, ready: Callable[[], bool], seconds: float, pause: float = 0.02) -> None:
        """Wait until ``ready`` says so. Raises Ended."""
        until = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > until:
                raise Ended(f"{self.name} was not ready in {seconds:.0f} s:\n{self.tail()}")
            time.sleep(pause)

    def check(self) -> None:
        """Raise Ended when it is not running."""
        if self._process is None or self._process.poll() is not None:
            raise Ended(f"{self.name} has ended:\n{self.tail()}")

    def tail(self, characters: int = 2000) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-characters:]

    def stop(self) -> None:
        """End it and what it started."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
