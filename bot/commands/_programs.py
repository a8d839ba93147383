"""The programs that ``eftersnack run`` keeps running, and how each is asked whether it serves."""

from __future__ import annotations

import asyncio
import sys
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

from bot import heartbeat
from bot.settings import PREFIX, Settings
from bot.supervisor import Program

COMMAND = (sys.executable, "-m", "bot.cli")


def programs_of(settings: Settings) -> list[Program]:
    """Return dialogue, web and worker, as many of each as the settings say; old signs of life are taken away."""
    metrics = _metrics_ports(settings)
    web_host = "127.0.0.1" if settings.web_host in ("0.0.0.0", "::", "") else settings.web_host  # noqa: S104
    return [
        *(
            _dialogue(settings, number, url, next(metrics))
            for number, url in enumerate(settings.own_dialogue_urls, start=1)
        ),
        _serving("web", [], f"http://{web_host}:{settings.web_port}", "cyan", next(metrics)),
        *(_worker(settings, number, next(metrics)) for number in range(1, settings.worker_processes + 1)),
    ]


def _metrics_ports(settings: Settings) -> Iterator[dict[str, str]]:
    """Each process has a port of its own for its figures, counted up from the one that is set."""
    for port in count(settings.metrics_port):
        yield {f"{PREFIX}METRICS_PORT": str(port) if settings.metrics_port else "0"}


def _dialogue(settings: Settings, number: int, url: str, environment: dict[str, str]) -> Program:
    name = "dialogue" if settings.dialogue_processes == 1 else f"dialogue-{number}"
    port = {f"{PREFIX}DIALOGUE_PORT": str(settings.dialogue_port + number - 1)}
    return _serving(name, ["dialogue"], url, "magenta", environment | port)


def _serving(name: str, arguments: list[str], url: str, style: str, environment: dict[str, str]) -> Program:
    # Without its database a process is not ready, but starting it again would not bring the database back.
    ready, lives = answers(f"{url}/ready"), answers(f"{url}/health")
    return Program(name, [*COMMAND, *(arguments or [name])], ready, lives, style, environment)


def _worker(settings: Settings, number: int, environment: dict[str, str]) -> Program:
    beats = heartbeat.file_of(settings.var_dir, number)
    beats.unlink(missing_ok=True)
    alone = settings.worker_processes == 1
    arguments = ["worker"] if alone else ["worker", "--number", str(number)]
    name = "worker" if alone else f"worker-{number}"
    return Program(name, [*COMMAND, *arguments], beating(beats), style="green", environment=environment)


def answers(url: str) -> Callable[[], Awaitable[bool]]:
    """Return the question whether that address answers 200."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  our own address
                return bool(response.status == 200)
        except OSError:
            return False

    return lambda: asyncio.to_thread(ask)


def beating(file: Path) -> Callable[[], Awaitable[bool]]:
    """Return the question whether the program that beats in that file lives."""

    async def ask() -> bool:
        return heartbeat.age(file) < 2 * heartbeat.EVERY_SECONDS

    return ask
