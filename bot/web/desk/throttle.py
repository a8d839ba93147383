"""Guessing passwords gets slower with every wrong guess."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

REMEMBERED = 10_000
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Allowance:
    """How many wrong tries are free, and how long one waits after those."""

    free: int
    longest_wait: timedelta = timedelta(minutes=15)

    def wait(self, tries: int) -> timedelta:
        """Return the wait after ``tries`` wrong ones: 2 s, then twice as long each time."""
        over = tries - self.free
        return min(timedelta(seconds=2 ** min(over + 1, 20)), self.longest_wait) if over >= 0 else timedelta()


# One who guesses a manager's password slows down themselves, not the manager, who sits somewhere else.
BY_BOTH = Allowance(free=5)
# Many people can sit behind one address.
BY_ADDRESS = Allowance(free=20)
# Guesses from many addresses get slow, but never so slow that the manager stays outside.
BY_EMAIL = Allowance(free=50, longest_wait=timedelta(seconds=30))


@dataclass
class _Tries:
    count: int
    last: datetime


class Throttle:
    """Counts tries in this process's memory; each web process counts its own."""

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = Lock()

    def enter(self, *, address: str, email: str) -> int:
        """Count a try that is about to be made; return 0 when it may be, else the seconds to wait.

        It counts before the password is checked, so that tries sent at once do not all pass.
        """
        keys = _keys(address, email)
        with self._lock:
            wait = max(self._left(key, allowance) for key, allowance in keys.items())
            if wait <= timedelta():
                for key in keys:
                    self._count(key)
                return 0
            return math.ceil(wait.total_seconds())

    def succeeded(self, *, address: str, email: str) -> None:
        """Forget the tries with this e-mail from this address, and the one just counted for each of them."""
        with self._lock:
            for key, allowance in _keys(address, email).items():
                if allowance is BY_BOTH:
                    self._tries.pop(key, None)
                elif key in self._tries:
                    self._tries[key].count -= 1

    def _left(self, key: str, allowance: Allowance) -> timedelta:
        tries = self._tries.get(key)
        if tries is None or self._now() - tries.last > FORGOTTEN_AFTER:
            self._tries.pop(key, None)
            return timedelta()
        return tries.last + allowance.wait(tries.count) - self._now()

    def _count(self, key: str) -> None:
        tries = self._tries.setdefault(key, _Tries(0, self._now()))
        tries.count += 1
        tries.last = self._now()
        self._tries.move_to_end(key)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)


def _keys(address: str, email: str) -> dict[str, Allowance]:
    email = email.strip().lower()
    return {f"both:{address} {email}": BY_BOTH, f"address:{address}": BY_ADDRESS, f"email:{email}": BY_EMAIL}
