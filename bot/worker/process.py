"""The worker process: three loops, the queue that wakes them, and a sign of life."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from bot import heartbeat
from bot.bootstrap import App
from bot.cases.notifications.delivery import prepare
from bot.worker.loop import GoOn, Loop
from bot.worker.presence import Presence
from bot.worker.queue import minute_task, open_queue, wake_task
from bot.worker.sending import send_due

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
PLAN_SECONDS = 60.0
STUCK_SECONDS = 300.0
"""A job that gets no further for longer is stuck, and the supervisor hears no more beats."""
STOP_SECONDS = 40.0
"""A request to a provider takes up to 30 seconds; it is finished before the worker ends."""
SENDERS = 2
"""Notifications sent at a time, so that one slow place does not hold up the others."""


class Worker:
    """Does what is owed until it is stopped."""

    def __init__(self, app: App, number: int = 1) -> None:
        """``number`` is which of this machine's workers it is."""
        self._app = app
        self._heartbeat = heartbeat.file_of(app.settings.var_dir, number)
        self._presence = Presence(app.settings.var_dir / "workers")
        self._ended = threading.Event()
        self._planner = Loop("plan", lambda go_on: app.outreach.plan(), every=PLAN_SECONDS)
        self._loops = [
            self._planner,
            Loop("touchpoints", self._send_touchpoints, every=LOOK_SECONDS),
            *(Loop(f"notifications-{n}", self._notify(n), every=LOOK_SECONDS) for n in range(SENDERS)),
        ]

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then finish what is at hand."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._ended.set())
        for loop in self._loops:
            loop.start()
        consumer = self._listen()
        self._beat()
        logger.info("worker ready")
        prepare()
        while not self._ended.wait(heartbeat.EVERY_SECONDS / 5):
            self._beat()
        self._stop(consumer)

    def _stop(self, consumer: Any) -> None:
        for loop in self._loops:
            loop.stop()
        if consumer is not None:
            consumer.stop(graceful=True)
        late = [loop.name for loop in self._loops if not loop.join(STOP_SECONDS)]
        if not late:
            self._presence.leave()
        logger.info("worker stopped%s", f"; unfinished: {', '.join(late)}" if late else "")

    def _listen(self) -> Any:
        """Start the queue's consumer; without it (Redis is away) the loops look by themselves."""
        try:
            queue = open_queue(self._app.settings)
            wake_task(queue, self._wake)
            minute_task(queue, self._planner.wake)
            consumer = queue.create_consumer(workers=1, max_delay=0.5, scheduler_interval=10)
            consumer._set_signal_handlers = lambda: None  # ours stay
            consumer.start()
        except Exception as error:
            logger.warning(
                "no queue (%s); the worker looks every %s seconds", type(error).__name__, LOOK_SECONDS
            )
            return None
        return consumer

    def _wake(self) -> None:
        for loop in self._loops:
            if loop is not self._planner:
                loop.wake()

    def _send_touchpoints(self, go_on: GoOn) -> None:
        done = send_due(self._app, self._presence.name, go_on)
        if done.sent:
            logger.info("touchpoints: %d sent, %d to wait, %d failed", done.sent, done.waiting, done.failed)

    def _notify(self, number: int) -> Callable[[GoOn], None]:
        # Each thread claims under a name of its own, so that one never takes another's claim for its own.
        name = f"{self._presence.name}/{number}"

        def job(go_on: GoOn) -> None:
            if number == 0:
                self._app.notifications.take_over(self._presence.gone)
            self._app.notifications.send_owed(name, go_on=go_on)

        return job

    def _beat(self) -> None:
        stuck = [loop.name for loop in self._loops if not loop.healthy(STUCK_SECONDS)]
        if stuck:
            logger.error("stuck: %s", ", ".join(stuck))
        else:
            heartbeat.beat(self._heartbeat)
