"""How often somebody may do something: counted in this process, or in Redis for all processes together."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings


@dataclass(frozen=True)
class Rate:
    """A limit, and what it is counted for."""

    limit: RateLimitItem
    key: str

    @property
    def name(self) -> str:
        return str(self.limit.key_for(self.key))


class Rates(Protocol):
    def wait(self, rates: Sequence[Rate]) -> float | None:
        """Count once towards all the rates and return None; or, when one is used up, count nowhere and return
        the seconds until it is not."""


class OwnRates:
    """Counts in this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, rates: Sequence[Rate]) -> float | None:
        for rate in rates:
            if not self._limiter.test(rate.limit, rate.key):
                return self._limiter.get_window_stats(rate.limit, rate.key).reset_time - time.time()
        for rate in rates:
            self._limiter.hit(rate.limit, rate.key)
        return None


def rates(settings: Settings) -> Rates:
    """Return where the settings say that is counted."""
    if not settings.redis_url:
        return OwnRates()
    # Only here, so that a process without Redis does without its library, too.
    from bot.channels.shared_rates import SharedRates

    return SharedRates(settings.redis_url, topic_prefix(settings.signing_secret) + "rate:")


def topic_prefix(secret: str) -> str:
    """Return what our names in Redis begin with.

    Products that share a Redis but no secret, as a copy for tests, neither hear nor slow one another.
    """
    return f"eftersnack:{hashlib.sha256(secret.encode()).hexdigest()[:12]}:"
