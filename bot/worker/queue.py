"""The queue that wakes the worker: Huey on a SQLite file, or on Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from bot.settings import Settings

logger = logging.getLogger(__name__)

NAME = "eftersnack"
ENOUGH = 10
"""So many wakes on the queue are as good as more, when the worker is away."""
WAIT_SECONDS = 1
READ_SECONDS = 5
"""The consumer's longest wait for an answer of Redis; it lets Redis hold an answer back for a second."""
WAKE_SECONDS = 0.2
"""The longest that somebody's turn waits for Redis, to wake the worker."""
AGAIN_SECONDS = 5.0
"""A queue that failed is left alone for so long."""


def open_queue(settings: Settings, *, connect: float = WAIT_SECONDS, read: float = READ_SECONDS) -> Any:
    """Return the queue: a file in var_dir, or Redis where the settings name one (``connect``, ``read``: seconds)."""
    # Here, for the processes that only ever wake the worker: most of them never do.
    from huey import RedisHuey, SqliteHuey

    if settings.redis_url:
        from redis import ConnectionPool
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        pool = ConnectionPool.from_url(
            settings.redis_url,
            socket_connect_timeout=connect,
            socket_timeout=read,
            # As it comes, redis-py tries for many seconds; we look by ourselves.
            retry=Retry(NoBackoff(), 0),
        )
        return RedisHuey(NAME, results=False, connection_pool=pool)
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
    from huey import crontab

    @queue.periodic_task(crontab(), name="minute")  # type: ignore[untyped-decorator]
    def minute() -> None:
        every_minute()


def waker(settings: Settings) -> Callable[[], None]:
    """Return what tells the worker that something is owed. It never fails: the worker also looks by itself."""
    return Waker(settings).wake


class Waker:
    """Wakes the worker; when that fails it says so once, and does not try for a while."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._task: Any = None
        self._away = False
        self._again_at = 0.0

    def wake(self) -> None:
        """Tell the worker that something is owed, if the queue can be reached at once."""
        if time.monotonic() < self._again_at:
            return
        try:
            self._put()
        except Exception as error:
            if not self._away:
                logger.warning("the worker cannot be woken (%s); it looks by itself", type(error).__name__)
            self._away, self._again_at = True, time.monotonic() + AGAIN_SECONDS
        else:
            self._away = False

    def _put(self) -> None:
        if self._task is None:
            queue = open_queue(self._settings, connect=WAKE_SECONDS, read=WAKE_SECONDS)
            self._task = wake_task(queue, lambda: None)
        if self._task.huey.pending_count() < ENOUGH:
            self._task()
