"""What a website's chat does, without a browser: connects, asks for its session, writes, and reads."""

from __future__ import annotations

import queue
import time
import uuid
from typing import Any

import socketio


class ChatClient:
    """A socket.io client of the website channel."""

    def __init__(self, url: str, token: str | None = None, origin: str | None = None) -> None:
        self.url = url
        self.token = token
        self.origin = origin
        self.session_id: str | None = None
        self.seen: dict[int, dict[str, Any]] = {}
        self._confirmed: queue.Queue[str] = queue.Queue()
        self._history: queue.Queue[dict[str, Any]] = queue.Queue()
        # A browser sends one Origin; the library would add its own to ours.
        self.client = socketio.Client(reconnection=False, websocket_extra_options={"suppress_origin": True})
        self.client.on("session_confirm", self._confirmed.put)
        self.client.on("history", self._history.put)
        self.client.on("bot_uttered", self._keep)
        self.client.on("user_message", self._keep)

    def connect(self) -> ChatClient:
        headers = {"Origin": self.origin} if self.origin else {}
        auth = {"token": self.token} if self.token is not None else None
        self.client.connect(self.url, auth=auth, headers=headers, wait_timeout=10)
        after = max(self.seen, default=0)
        self.client.emit("session_request", {"session_id": self.session_id, "after": after})
        self.session_id = self._confirmed.get(timeout=10)
        for message in self._history.get(timeout=10)["messages"]:
            self._keep(message)
        return self

    def say(self, message: str, message_id: str | None = None, timeout: float = 20) -> dict[str, Any]:
        """Write, and return the receipt."""
        data = {
            "message": message,
            "session_id": self.session_id,
            "message_id": message_id or uuid.uuid4().hex,
        }
        receipt: dict[str, Any] = self.client.call("user_uttered", data, timeout=timeout)
        return receipt

    def wait_for(self, words: str, seconds: float = 15) -> dict[str, Any]:
        """Return the newest message that contains the words, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for position in sorted(self.seen, reverse=True):
                if words in self.seen[position]["text"]:
                    return self.seen[position]
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was never said; heard: {self.texts()}")

    def texts(self) -> list[str]:
        return [self.seen[position]["text"] for position in sorted(self.seen)]

    def close(self) -> None:
        self.client.disconnect()

    def _keep(self, message: dict[str, Any]) -> None:
        self.seen[message["position"]] = message
