"""What is said in one process is heard in the others; what was lost while Redis was away is told afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.channels import mouth
from bot.channels.fanout import Fanout
from tests.support.redis_server import RedisServer, redis_server

__all__ = ["redis_server"]

WAIT = 10.0
"""Seconds, for a machine that has other things to do, too."""


class Process:
    """One process's list of rooms, with browsers that note what they are told."""

    def __init__(self, url: str, secret: str = "secret") -> None:
        self.rooms = Fanout(url, secret, self._catch_up)
        self.rooms.set_server(self)
        self.heard: list[tuple[str, Any]] = []
        self.caught_up: list[tuple[str, int]] = []

    class packet_class:  # noqa: N801  python-socketio's name
        """Stands where python-socketio encodes what it sends."""

        json = __import__("json")

        def __init__(self, kind: int, namespace: str, data: list[Any]) -> None:
            self._data = data

        def encode(self) -> Any:
            return [self._data]

    async def _send_eio_packet(self, eio_sid: str, packet: Any) -> None:
        self.heard.append((eio_sid, packet.data))

    async def _catch_up(self, room: str, after: int) -> None:
        self.caught_up.append((room, after))

    async def browser(self, sid: str, *rooms: str) -> None:
        self.rooms.initialize()
        self.rooms.basic_enter_room(sid, "/", None, eio_sid=sid)
        self.rooms.basic_enter_room(sid, "/", sid, eio_sid=sid)
        for room in rooms:
            await self.rooms.enter_room(sid, "/", room)
            self.rooms.known(room, 0)

    async def say(self, room: str, text: str, position: int) -> None:
        await self.rooms.emit("bot_uttered", {"text": text, "position": position}, "/", room=room)

    def is_told(self, room: str, position: int) -> bool:
        """Whether its browsers are told again what stands at a position."""
        return any(name == room and after < position for name, after in self.caught_up)

    def texts(self, sid: str) -> list[str]:
        return [data[1]["text"] for to, data in self.heard if to == sid]


async def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "waited too long"
        await asyncio.sleep(0.01)


@pytest.fixture
async def two(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Process]]:
    for module in ("mouth", "link"):
        monkeypatch.setattr(f"bot.channels.{module}.AGAIN_SECONDS", 0.1)
    processes = [Process(redis_server.url) for _ in range(2)]
    for number, process in enumerate(processes):
        process.rooms.initialize()
        await until(lambda process=process: process.rooms.up)
        await process.browser(f"b{number}", "talk")
    yield processes
    for process in processes:
        await process.rooms.stop()


async def test_a_word_reaches_the_rooms_browsers_everywhere_once(two: list[Process]) -> None:
    one, other = two
    await other.browser("elsewhere", "other talk")
    await one.say("talk", "hej", 1)
    await until(lambda: other.texts("b1") == ["hej"])
    await other.say("talk", "hej på dig", 2)
    await until(lambda: len(one.texts("b0")) == 2)
    assert one.texts("b0") == other.texts("b1") == ["hej", "hej på dig"]
    assert other.texts("elsewhere") == []


async def test_what_is_for_one_browser_or_one_process_goes_no_further(
    two: list[Process], redis_server: RedisServer
) -> None:
    one, other = two
    with redis_server.overhear() as heard:
        await one.rooms.emit("history", {"text": "privat"}, "/", room="b0")
        await one.rooms.emit(
            "bot_uttered", {"text": "bara här", "position": 1}, "/", room="talk", ignore_queue=True
        )
        await one.say("talk", "till alla", 2)
        await until(lambda: other.texts("b1") == ["till alla"])
    assert one.texts("b0") == ["privat", "bara här", "till alla"]
    assert all(b"privat" not in data and "bara här".encode() not in data for _, data in heard)


async def test_a_process_hears_only_rooms_that_it_has_browsers_in(
    two: list[Process], redis_server: RedisServer
) -> None:
    one, other = two
    assert redis_server.listeners("talk") == 2
    other.rooms.basic_disconnect("b1", "/")
    await until(lambda: redis_server.listeners("talk") == 1)
    await other.browser("b1", "talk")
    await one.say("talk", "välkommen åter", 3)
    await until(lambda: other.texts("b1") == ["välkommen åter"])


async def test_what_was_said_while_redis_was_away_is_caught_up_on_from_where_it_was_lost(
    two: list[Process], redis_server: RedisServer
) -> None:
    one, other = two
    await one.say("talk", "före", 5)
    await until(lambda: other.texts("b1") == ["före"])
    redis_server.kill()
    await until(lambda: not (one.rooms.up or other.rooms.up))
    began = time.monotonic()
    for position in (7, 9):
        await one.say("talk", "medan", position)
    await other.browser("late", "new talk")
    assert time.monotonic() - began < 1, "nobody waits for a Redis that is away"
    assert one.texts("b0") == ["före", "medan", "medan"]
    redis_server.start()
    await until(lambda: one.rooms.up and other.rooms.up)
    # Whoever spoke says from where on it was not heard; whoever listened knows up to where it heard.
    await until(lambda: other.is_told("talk", 7))
    await one.say("talk", "efter", 11)
    await one.say("new talk", "hej", 1)
    await until(lambda: "efter" in other.texts("b1") or other.is_told("talk", 11))
    await until(lambda: "hej" in other.texts("late") or other.is_told("new talk", 1))


async def test_only_one_process_was_cut_off_and_the_others_still_learn_what_it_said(
    two: list[Process], redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    real = mouth.Mouth._publish
    fails = [True]

    async def cut(self: mouth.Mouth, batch: Any) -> None:
        if fails[0]:
            raise ConnectionError
        await real(self, batch)

    monkeypatch.setattr(mouth.Mouth, "_publish", cut)
    await one.say("talk", "ohörd", 12)
    await one.say("talk", "ohörd", 15)
    await asyncio.sleep(0.3)
    assert other.texts("b1") == []
    fails[0] = False
    await until(lambda: ("talk", 11) in other.caught_up)


async def test_products_that_share_a_redis_but_no_secret_hear_nothing_of_one_another(
    two: list[Process], redis_server: RedisServer
) -> None:
    stranger = Process(redis_server.url, secret="another")
    stranger.rooms.initialize()
    await until(lambda: stranger.rooms.up)
    await stranger.browser("s", "talk")
    await two[0].say("talk", "hej", 1)
    await until(lambda: two[1].texts("b1") == ["hej"])
    assert stranger.texts("s") == []
    await stranger.rooms.stop()
