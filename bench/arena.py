"""Where contestants are run: which cores are whose, what is going on, and every wrong reply."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console

from bench.contestants import Contestant
from bench.load_runs import Load, Mode, Result

USERS = 8
"""Customers at a time: enough to keep a server busy, few enough for each to get far in a short run."""
BUSY = 0.85
"""A load generator that computes for more of its core than this may be what holds a run up."""


@dataclass(frozen=True)
class Cores:
    """One core for the servers; the load generator and the databases have the others."""

    servers: tuple[int, ...]
    others: tuple[int, ...]
    every: tuple[int, ...]

    @classmethod
    def here(cls) -> Cores:
        every = tuple(sorted(os.sched_getaffinity(0)))
        return cls(every[:1], every[1:] or every, every)


@dataclass(frozen=True)
class Measured:
    """A run, with what the contestant computed during it."""

    result: Result
    cpu_seconds: float

    @property
    def messages_a_cpu_second(self) -> float:
        """Customers' messages answered for each second computed by all the contestant's processes."""
        return sum(a.message for a in self.result.answers) / self.cpu_seconds if self.cpu_seconds else 0.0


@dataclass
class Arena:
    """Runs loads, tells how they go, and remembers what went wrong."""

    cores: Cores
    load: Load
    console: Console
    started: float = field(default_factory=time.monotonic)
    errors: list[str] = field(default_factory=list)
    wrong: int = 0
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Show what is going on; what is put into the list is shown beside it when it is done."""
        told: list[str] = []
        with self.console.status(f"{what} …"):
            yield told
        passed = time.monotonic() - self.started
        self.console.print(
            f"[dim]{passed:6.0f} s[/dim]  {what}  [bold]{', '.join(told)}[/bold]", highlight=False
        )

    def run(
        self,
        contestant: Contestant,
        mode: Mode,
        seconds: float,
        *,
        users: int = USERS,
        rate: float = 0.0,
        turns: int = 0,
        conversations: int | None = None,
    ) -> Measured:
        """Load a contestant, and keep what was wrong."""
        before = contestant.cpu_seconds()
        result = self.load.run(
            contestant,
            mode,
            users=users,
            seconds=seconds,
            rate=rate,
            turns=turns,
            conversations=conversations,
        )
        contestant.conversations += result.begun
        self.wrong += result.wrong
        self.errors += [f"{contestant.name}: {error}" for error in result.errors]
        if result.seconds and result.cpu_seconds / result.seconds > BUSY:
            self.note(
                f"{contestant.name} ({mode} loop): the load generator was at its limit; its messages for each "
                "second computed are the better figure."
            )
        return Measured(result, contestant.cpu_seconds() - before)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def ready(self, contestant: Contestant, cores: Sequence[int]) -> float:
        """Start a contestant and return the seconds until it has answered its first message."""
        contestant.start(cores)
        answered = self.load.first_answer(contestant)
        return answered - contestant.servers[0].started
