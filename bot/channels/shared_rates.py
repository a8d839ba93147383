"""Rates counted in Redis, for all processes together."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.channels.rates import OwnRates, Rate

log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.2
"""A Redis that takes longer is away: a customer waits for it."""
AGAIN_SECONDS = 5.0
"""Redis is left alone for so long after it did not answer."""

# A list a rate, newest first, as in the library limits: the entry in the limit's place tells whether it is used up.
# One call for all rates; the library would make two for each, which was measured to take five times as long.
TAKE = """
local clock = redis.call("TIME")
local now = clock[1] + clock[2] / 1000000
for n, key in ipairs(KEYS) do
    local amount, seconds = tonumber(ARGV[2 * n - 1]), tonumber(ARGV[2 * n])
    local oldest = redis.call("LINDEX", key, amount - 1)
    if oldest and tonumber(oldest) > now - seconds then
        return tostring(tonumber(oldest) + seconds - now)
    end
end
for n, key in ipairs(KEYS) do
    redis.call("LPUSH", key, string.format("%.6f", now))
    redis.call("LTRIM", key, 0, ARGV[2 * n - 1] - 1)
    redis.call("EXPIRE", key, ARGV[2 * n])
end
return false
"""


class SharedRates:
    """Counts in Redis for all processes; while Redis is away, in this one, which is never stricter."""

    def __init__(self, url: str, prefix: str) -> None:
        self._prefix = prefix
        self._own = OwnRates()
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._take = self._redis.register_script(TAKE)
        self._again_at = 0.0
        self._away = False

    def wait(self, rates: Sequence[Rate]) -> float | None:
        if time.monotonic() < self._again_at:
            return self._own.wait(rates)
        # Others do not wait for what this one finds out.
        self._again_at = time.monotonic() + AGAIN_SECONDS if self._away else 0.0
        try:
            answer = self._ask(rates)
        except (RedisError, OSError) as error:
            self._note(type(error).__name__)
            return self._own.wait(rates)
        self._note(None)
        return None if answer is None else float(answer)

    def _ask(self, rates: Sequence[Rate]) -> Any:
        arguments = [number for rate in rates for number in (rate.limit.amount, rate.limit.get_expiry())]
        return self._take(keys=[self._prefix + rate.name for rate in rates], args=arguments)

    def _note(self, problem: str | None) -> None:
        if problem is not None and not self._away:
            log.warning(
                "Redis is away (%s); each process counts messages by itself until it is back", problem
            )
        self._away = problem is not None
        self._again_at = time.monotonic() + AGAIN_SECONDS if self._away else 0.0
