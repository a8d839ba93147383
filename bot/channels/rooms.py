"""Which browsers have a conversation open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import socketio

from bot.settings import Settings

NAMESPACE = "/"

CatchUp = Callable[[str, int], Awaitable[None]]
"""Tells this process's browsers of a conversation all that was said after a position."""


class Rooms(socketio.AsyncManager):
    """python-socketio's list of who is in which room, of one process alone. A room is a conversation."""

    up = False
    """Whether other processes are heard."""

    def known(self, room: str, position: int) -> None:
        """Note that a browser which has just come to the room was told all up to a position."""

    async def stop(self) -> None:
        """Let go of whatever joins processes."""


def rooms(settings: Settings, catch_up: CatchUp) -> Rooms:
    """Return what keeps the list of rooms: joined with other processes where a Redis is set."""
    if not settings.redis_url:
        return Rooms()
    # Only here, so that a process without Redis does without its library, too.
    from bot.channels.fanout import Fanout

    return Fanout(settings.redis_url, settings.signing_secret, catch_up)
