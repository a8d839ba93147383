"""One thing done again and again, until it is told to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


GoOn = Callable[[], bool]


class Loop:
    """A thread that does a job when woken, and every so often by itself. A failure is logged and forgotten."""

    def __init__(self, name: str, job: Callable[[GoOn], object], *, every: float) -> None:
        """``every`` is in seconds. A job of many parts asks what it is given, before each, whether to go on."""
        self.name = name
        self._job = job
        self._every = every
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._began: float | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """Ask for an end after the thing at hand."""
        self._stopped.set()
        self._woken.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; False when it has not come in time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def going(self) -> bool:
        return not self._stopped.is_set()

    def healthy(self, longest: float) -> bool:
        """Tell whether the thread lives and has not been at one part of a job for more than ``longest`` seconds."""
        began = self._began
        return self._thread.is_alive() and (began is None or time.monotonic() - began < longest)

    def _run(self) -> None:
        while self.going:
            self._woken.clear()
            self._began = time.monotonic()
            try:
                self._job(self._go_on)
            except Exception:
                logger.exception("%s failed; it is tried again", self.name)
            self._began = None
            self._woken.wait(self._every)

    def _go_on(self) -> bool:
        """Note that a part of the job is done, and tell whether to begin the next."""
        self._began = time.monotonic()
        return self.going
