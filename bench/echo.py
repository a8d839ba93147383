"""The ceiling: the socket server of the website channel, which says what it hears and does nothing else.

python -m bench.echo PORT
"""

from __future__ import annotations

import itertools
import sys
from typing import Any

import socketio
import uvicorn


def create_server() -> socketio.ASGIApp:
    """Return the ASGI application, with the events of a turn in the order of the website channel."""
    server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
    positions = itertools.count(1)

    async def session_request(sid: str, _: Any = None) -> None:
        await server.emit("session_confirm", sid, to=sid)
        await server.emit("history", {"messages": [], "complete": True}, to=sid)

    async def user_uttered(sid: str, data: dict[str, Any]) -> dict[str, Any]:
        await server.emit("typing", {"on": True}, room=sid)
        await server.emit("typing", {"on": False}, room=sid)
        position = next(positions)
        message = {"position": position, "sender": "bot", "text": data["message"], "at": ""}
        await server.emit("bot_uttered", message, room=sid)
        return {"status": "ok", "position": position}

    server.on("session_request", session_request)
    server.on("user_uttered", user_uttered)
    return socketio.ASGIApp(server)


if __name__ == "__main__":
    uvicorn.run(
        create_server(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False
    )
