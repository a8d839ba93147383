"""``eftersnack worker``: the worker process alone."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import Settings
from bot.start_checks import check_metrics_port, check_serving, stopping


def worker(
    number: Annotated[
        int,
        typer.Option(min=1, help="Which of several on this machine: each has a file for its sign of life."),
    ] = 1,
) -> None:
    """Send what is owed: check-ins that are due, and word to managers (the worker process)."""
    from bot.logs import configure

    settings = Settings()
    configure(settings, "worker")
    with stopping():
        check_metrics_port(settings)
        check_serving(settings)
    from bot import metrics_server
    from bot.bootstrap import build
    from bot.worker.process import Worker

    metrics_server.serve(settings)
    Worker(build(settings), number).run()
