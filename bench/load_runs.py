"""Runs of the load generator, each a process of its own, and what they tell."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.contestants import ORIGIN, SECRET, Contestant
from bench.paths import BENCH, WORK

Mode = Literal["closed", "open", "long"]
POLL_SECONDS = 0.05
ENDS_SECONDS = 120
"""How long a run may take beyond its time: for its start, and for the last answers."""


class LoadFailed(Exception):
    """The load generator itself failed; the message has its words."""


@dataclass(frozen=True)
class Answer:
    """One answer of a run."""

    at: float
    """When it came, in seconds from the start of the run."""
    took: float
    """Seconds from the moment that it was planned for (closed loop: sent)."""
    message: bool
    """Whether to a customer's message; else it is the beginning of a check-in."""


@dataclass(frozen=True)
class Result:
    """What a run of the load generator showed."""

    answers: tuple[Answer, ...]
    waiting: tuple[Answer, ...]
    """Planned, not answered when the run ended: each with how long it had waited by then."""
    seconds: float
    begun: int
    """Conversations; those of a run that ended by its time are not all finished."""
    wrong: int
    errors: tuple[str, ...]
    cpu_seconds: float
    """What the load generator itself computed."""


class Load:
    """The load generator, on cores of its own."""

    def __init__(self, python: Path, cores: Sequence[int]) -> None:
        self._python = python
        self._cores = cores

    def run(
        self,
        contestant: Contestant,
        mode: Mode,
        *,
        users: int,
        seconds: float,
        rate: float = 0.0,
        turns: int = 0,
        conversations: int | None = None,
    ) -> Result:
        """Load a contestant for so many seconds, or until there were ``turns`` or ``conversations``.

        ``rate``: planned messages a second of the open loop. Raises LoadFailed.
        """
        plan = self._plan(contestant) | {
            "mode": mode,
            "users": users,
            "rate": rate,
            "turns": turns,
            "conversations": conversations,
        }
        (WORK / "result.json").unlink(missing_ok=True)
        locust = [
            *("-m", "locust", "-f", str(BENCH / "load" / "locustfile.py"), "--headless", "--only-summary"),
            *("-u", str(users), "-r", str(users), "-t", f"{seconds:.0f}s", "--stop-timeout", "0"),
        ]
        words = self._finished(locust, plan, seconds + ENDS_SECONDS)
        if not (WORK / "result.json").exists():
            raise LoadFailed(f"locust wrote no result for {contestant.name}: {words[-2000:]}")
        raw = json.loads((WORK / "result.json").read_text(encoding="utf-8"))
        contestant.next_person += raw["people"]
        return _result(raw)

    def first_answer(self, contestant: Contestant, seconds: float = 180, url: str = "") -> float:
        """Return when the contestant (the process at ``url``, else its first) first answered a message.

        By time.perf_counter(), which is the same in all processes. Raises LoadFailed, or Ended when it ended.
        """
        script = [str(BENCH / "load" / "first_answer.py"), f"{seconds:.0f}"]
        plan = self._plan(contestant) | ({"urls": [url]} if url else {})
        asking = self._start(script, plan)
        try:
            while asking.poll() is None:
                for server in contestant.servers:
                    server.check()
                time.sleep(POLL_SECONDS)
        finally:
            asking.kill()
        words = asking.communicate()[0]
        contestant.next_person += 1
        if asking.returncode:
            raise LoadFailed(f"{contestant.name} never answered: {words[-2000:]}")
        return float(words.strip().splitlines()[-1])

    def _plan(self, contestant: Contestant) -> dict[str, Any]:
        return {
            "client": contestant.client,
            "urls": contestant.urls,
            # As a worker would: any of the processes, not the one that the browser is connected to.
            "touchpoint_hops": 1,
            "script": str(WORK / contestant.script),
            "people": str(WORK / "people.jsonl"),
            "first_person": contestant.next_person,
            "secret": SECRET,
            "origin": ORIGIN,
            "result": str(WORK / "result.json"),
        }

    def _finished(self, arguments: Sequence[str], plan: dict[str, Any], seconds: float) -> str:
        """Run to the end, and return what was printed. Raises LoadFailed."""
        process = self._start(arguments, plan)
        try:
            return process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired as error:
            raise LoadFailed(f"the load generator did not end within {seconds:.0f} s") from error
        finally:
            process.kill()

    def _start(self, arguments: Sequence[str], plan: dict[str, Any]) -> subprocess.Popen[str]:
        (WORK / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        return subprocess.Popen(
            ["taskset", "--cpu-list", ",".join(map(str, self._cores)), str(self._python), *arguments],
            cwd=WORK,
            env={**os.environ, "BENCH_PLAN": str(WORK / "plan.json"), "PYTHONPATH": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def _result(raw: dict[str, Any]) -> Result:
    return Result(
        answers=tuple(Answer(*each) for each in raw["messages"]),
        waiting=tuple(Answer(*each) for each in raw["waiting"]),
        seconds=raw["seconds"],
        begun=raw["people"],
        wrong=raw["wrong"],
        errors=tuple(raw["errors"]),
        cpu_seconds=raw["cpu_seconds"],
    )
