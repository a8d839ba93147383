"""What is done again and again survives its failures and stops when asked."""

from __future__ import annotations

import threading
import time

from bot.worker.loop import GoOn, Loop
from tests.support.receivers import wait_until


def test_a_failure_does_not_end_the_loop_and_a_wake_is_heard_at_once() -> None:
    done: list[int] = []

    def job(go_on: GoOn) -> None:
        done.append(len(done))
        if len(done) == 1:
            raise RuntimeError("the first time")

    loop = Loop("test", job, every=60)
    loop.start()
    wait_until(lambda: len(done) == 1)
    loop.wake()
    wait_until(lambda: len(done) == 2)
    assert loop.healthy(longest=5)
    loop.stop()
    assert loop.join(5)
    assert not loop.healthy(longest=5)


def test_a_job_that_is_stuck_is_not_healthy() -> None:
    release = threading.Event()
    loop = Loop("test", lambda go_on: release.wait(10), every=60)
    loop.start()
    wait_until(lambda: not loop.healthy(longest=0.01))
    release.set()
    loop.stop()
    assert loop.join(5)


def test_a_long_job_that_gets_on_is_not_taken_for_stuck() -> None:
    parts: list[float] = []
    loop = Loop("test", lambda go_on: _in_parts(go_on, parts), every=60)
    loop.start()
    wait_until(lambda: len(parts) > 30)
    assert parts[-1] - parts[0] > 0.3
    assert loop.healthy(longest=0.3)
    loop.stop()
    assert loop.join(5)


def _in_parts(go_on: GoOn, parts: list[float]) -> None:
    while go_on():
        parts.append(time.monotonic())
        time.sleep(0.02)
