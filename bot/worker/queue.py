"""The queue that wakes the worker: Huey on a SQLite file, or on Redis."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from huey import RedisHuey, SqliteHuey, crontab

from bot.settings import Settings

logger = logging.getLogger(__name__)

NAME = "eftersnack"
ENOUGH = 10
"""So many wakes on the queue are as good as more, when the worker is away."""
WAIT_SECONDS = 1


def open_queue(settings: Settings) -> Any:
    """Return the queue; a file in var_dir, or Redis where the settings name one."""
    if settings.redis_url:
        url = f"{settings.redis_url}{'&' if '?' in settings.redis_url else '?'}socket_connect_timeout={WAIT_SECONDS}"
        return RedisHuey(NAME, results=False, url=url)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    # Without fsync: a wake that is lost with the power is no loss.
    return SqliteHuey(
        NAME, results=False, filename=str(settings.var_dir / "queue.db"), fsync=False, timeout=WAIT_SECONDS
    )


def wake_task(queue: Any, woken: Callable[[], None]) -> Any:
    """Define the queue's one task, which calls ``woken`` in the worker."""

    @queue.task(name="wake")  # type: ignore[untyped-decorator]
    def wake() -> None:
        woken()

    return wake


def minute_task(queue: Any, every_minute: Callable[[], None]) -> None:
    """Call ``every_minute`` in one worker, however many there are."""

    @queue.periodic_task(crontab(), name="minute")  # type: ignore[untyped-decorator]
    def minute() -> None:
        every_minute()


def waker(settings: Settings) -> Callable[[], None]:
    """Return what tells the worker that something is owed. It never fails: the worker also looks by itself."""
    tasks: list[Any] = []

    def wake() -> None:
        try:
            if not tasks:
                tasks.append(wake_task(open_queue(settings), lambda: None))
            if tasks[0].huey.pending_count() < ENOUGH:
                tasks[0]()
        except Exception as error:
            logger.warning("the worker could not be woken (%s); it looks by itself", type(error).__name__)

    return wake
