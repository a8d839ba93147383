"""Rates hold for all processes together, and an outage of Redis locks nobody out."""

from __future__ import annotations

import time

import pytest
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond

from bot.channels.rates import OwnRates, Rate, Rates
from bot.channels.shared_rates import SharedRates
from tests.support.redis_server import RedisServer, redis_server

__all__ = ["redis_server"]


@pytest.fixture(params=["own", "shared"])
def rates(request: pytest.FixtureRequest) -> Rates:
    if request.param == "own":
        return OwnRates()
    return SharedRates(request.getfixturevalue("redis_server").url, "test:")


def three(key: str = "a") -> Rate:
    return Rate(RateLimitItemPerMinute(3), key)


def test_a_rate_is_used_up_and_says_for_how_long(rates: Rates) -> None:
    assert [rates.wait([three()]) for _ in range(3)] == [None] * 3
    wait = rates.wait([three()])
    assert wait is not None
    assert 58 < wait <= 60
    assert rates.wait([three("b")]) is None, "another's is not"


def test_what_is_refused_counts_towards_none_of_the_rates(rates: Rates) -> None:
    wide = Rate(RateLimitItemPerMinute(5), "wide")
    for _ in range(3):
        assert rates.wait([three(), wide]) is None
    for _ in range(5):
        assert rates.wait([three(), wide]) is not None
    assert [rates.wait([wide]) for _ in range(2)] == [None, None]
    assert rates.wait([wide]) is not None


def test_it_is_let_in_again_when_the_time_is_over(rates: Rates) -> None:
    once = Rate(RateLimitItemPerSecond(1), "once")
    assert rates.wait([once]) is None
    wait = rates.wait([once])
    assert wait is not None
    time.sleep(wait + 0.05)
    assert rates.wait([once]) is None


def test_two_processes_count_together(redis_server: RedisServer) -> None:
    one, other = (SharedRates(redis_server.url, "test:") for _ in range(2))
    assert [each.wait([three()]) for each in (one, other, one)] == [None] * 3
    assert other.wait([three()]) is not None


def test_counts_leave_redis_by_themselves(redis_server: RedisServer) -> None:
    SharedRates(redis_server.url, "test:").wait([Rate(RateLimitItemPerSecond(5), "k")])
    assert len(redis_server.names()) == 1
    time.sleep(1.5)
    assert redis_server.names() == []


def test_without_redis_each_process_counts_by_itself_says_so_once_and_comes_back(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.shared_rates.AGAIN_SECONDS", 0.1)
    rates = SharedRates(redis_server.url, "test:")
    for _ in range(3):
        rates.wait([three()])
    redis_server.kill()
    assert [rates.wait([three()]) for _ in range(3)] == [None] * 3
    assert rates.wait([three()]) is not None, "still nobody may flood"
    assert caplog.text.count("Redis is away") == 1
    redis_server.start()
    time.sleep(0.2)
    rates.wait([three("back")])
    assert any("back" in name for name in redis_server.names())


def test_a_redis_that_hangs_is_asked_once_not_by_every_message(redis_server: RedisServer) -> None:
    rates = SharedRates(redis_server.url, "test:")
    rates.wait([three("before")])
    redis_server.hang()
    try:
        began = time.monotonic()
        for number in range(50):
            assert rates.wait([three(str(number))]) is None
        assert time.monotonic() - began < 50 * 0.2, "fifty waits would take ten seconds"
    finally:
        redis_server.go_on()
