"""Real worker processes that start fast, and one that ends as by ``kill -9`` when it has reached a step.

Python's fork server imports what a worker needs once; each worker is a process of its own, forked from it. The
workers' imports are most of their start, and no part of what is tested.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.bootstrap import build
from bot.cases.notifications import Notifications
from bot.logs import configure
from bot.worker.process import Worker

_forking = get_context("forkserver")
_forking.set_forkserver_preload(["tests.support.warm_worker"])


def start(environment: Mapping[str, str], log: Path, step: str | None = None) -> BaseProcess:
    """Start a worker; with a ``step`` (see Notifications) it is killed there."""
    process = _forking.Process(target=_work, args=(dict(environment), log, step))
    process.start()
    return process


def _work(environment: dict[str, str], log: Path, step: str | None) -> None:
    os.environ.update(environment)
    with log.open("ab") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    app = build()
    configure(app.settings, "worker")
    if step is not None:
        killed = lambda this: os.kill(os.getpid(), signal.SIGKILL) if this == step else None  # noqa: E731
        told = Notifications(database=app.database, settings=app.settings, now=app.now, on_step=killed)
        app = replace(app, notifications=told)
    Worker(app).run()
