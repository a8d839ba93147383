"""Browsers of one conversation hear the same, whichever dialogue process each of them is connected to."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from bot.channels.link import Link
from bot.channels.rates import topic_prefix
from bot.channels.rooms import NAMESPACE, CatchUp, Rooms

log = logging.getLogger(__name__)

SURE_SECONDS = 5.0
"""A word of another process that is on its way for longer is lost."""


class Fanout(Rooms):
    """Passes on what is said in rooms to the other processes.

    What is emitted with ``ignore_queue`` (python-socketio's word) stays in this process.
    """

    def __init__(self, url: str, secret: str, catch_up: CatchUp) -> None:
        super().__init__()
        self._catch_up = catch_up
        self._link = Link(
            url,
            f"{topic_prefix(secret)}said:",
            heard=self._heard,
            missed=self._missed,
            alive=self._alive,
            back=self._is_back,
        )
        self._followed: set[str] = set()
        self._said: dict[str, int] = {}
        """By room, the position of the last message that its browsers here were told."""
        self._unsure: list[dict[str, int]] = [{}, {}]
        """Rooms that were told something lately, with the position before: others may have spoken in between."""
        self._turned = 0.0
        self._due: dict[str, int] = {}
        """Rooms to catch up, with the position from which."""
        self._catching_up: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def up(self) -> bool:  # type: ignore[override]
        return self._link.up

    def initialize(self) -> None:
        self._link.start()

    async def stop(self) -> None:
        await self._link.stop()

    async def emit(
        self, event: str, data: Any, namespace: str, room: Any = None, skip_sid: Any = None, **more: Any
    ) -> None:
        room = more.pop("to", None) or room
        await self._tell(event, data, room, skip_sid, **more)
        if isinstance(room, str) and not (more.get("ignore_queue") or self.is_sid_room(NAMESPACE, room)):
            self._link.start()
            self._link.say(room, {"event": event, "data": data, "position": _position(data)})

    async def enter_room(self, sid: str, namespace: str, room: str, eio_sid: str | None = None) -> None:
        await super().enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._followed.add(room)
        await self._link.follow(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str) -> None:
        super().basic_leave_room(sid, namespace, room)
        if room in self._followed and room not in self._rooms():
            self._followed.discard(room)
            self._said.pop(room, None)
            task = asyncio.ensure_future(self._leave(room))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    def known(self, room: str, position: int) -> None:
        self._said.setdefault(room, position)

    async def _leave(self, room: str) -> None:
        if room not in self._followed:
            await self._link.leave(room)

    def _rooms(self) -> dict[str, Any]:
        rooms: dict[str, Any] = self.rooms.get(NAMESPACE, {})
        return rooms

    async def _tell(self, event: str, data: Any, room: Any, skip_sid: Any = None, **more: Any) -> None:
        position = _position(data)
        if position is not None and room in self._followed:
            before = self._said.get(room, position - 1)
            self._unsure[0].setdefault(room, before)
            self._said[room] = max(position, before)
        await super().emit(event, data, NAMESPACE, room=room, skip_sid=skip_sid, **more)

    async def _heard(self, room: str, word: dict[str, Any]) -> None:
        await self._tell(word["event"], word["data"], room)

    async def _missed(self, room: str, before: int) -> None:
        if room in self._followed:
            self._plan({room: before})

    def _alive(self) -> None:
        if time.monotonic() - self._turned > SURE_SECONDS:
            self._turned = time.monotonic()
            self._unsure = [{}, self._unsure[0]]

    async def _is_back(self) -> None:
        newer, older = self._unsure
        self._plan({room: older.get(room, newer.get(room, said)) for room, said in self._said.items()})

    def _plan(self, rooms: dict[str, int]) -> None:
        for room, before in rooms.items():
            self._due[room] = min(before, self._due.get(room, before))
        if self._due and (self._catching_up is None or self._catching_up.done()):
            self._catching_up = asyncio.ensure_future(self._work_off())

    async def _work_off(self) -> None:
        while self._due:
            room, before = self._due.popitem()
            try:
                await self._catch_up(room, before)
            except Exception as error:
                # The database, most likely: these browsers catch up when they connect again.
                log.warning("a conversation could not be caught up on (%s)", type(error).__name__)


def _position(data: Any) -> int | None:
    return data.get("position") if isinstance(data, dict) else None
