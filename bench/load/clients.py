"""How a customer reaches the assistants: over the website's socket.io channel, or over Rasa's REST channel.

Both give the texts of all replies to one message, and know the buttons that were offered last.
"""

from __future__ import annotations

import time
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import jwt
import requests
import socketio

ANSWER_SECONDS = 120
"""Longer than any answer takes, so that nothing slow is left out."""
STRAGGLE_SECONDS = 2.0
"""How long to wait for replies that come after their receipt."""


class Failed(Exception):
    """The assistant could not be reached, or refused a message."""


@dataclass(frozen=True)
class Place:
    """Where a contestant listens, and what its caller has to know."""

    url: str
    touchpoint_url: str
    """Where our worker would ask for a check-in: with several processes, any one of them."""
    secret: str
    """Signs what only our own processes may ask for."""
    origin: str


class Client(ABC):
    """One customer's connection."""

    def __init__(self, place: Place, person: dict[str, Any]) -> None:
        self.place = place
        self.person = person
        self.buttons: dict[str, str] = {}

    @abstractmethod
    def begin(self, expected: int) -> list[str]:
        """Let the shop's own check-in begin, and return what is said. Raises Failed."""

    @abstractmethod
    def say(self, words: str, expected: int) -> list[str]:
        """Write, and return the replies; waits a little when fewer than ``expected`` came. Raises Failed."""

    def press(self, title: str, expected: int) -> list[str]:
        """Press a button that was offered. Raises Failed."""
        if title not in self.buttons:
            raise Failed(f"no button {title!r} was offered, but {list(self.buttons)}")
        return self.say(self.buttons[title], expected)

    @abstractmethod
    def close(self) -> None:
        """Leave."""

    def _offered(self, message: dict[str, Any]) -> None:
        buttons = message.get("buttons")
        if buttons:
            self.buttons = {button["title"]: button["payload"] for button in buttons}


class RestClient(Client):
    """Stock Rasa: the REST channel for messages, the HTTP API for check-ins."""

    http = requests.Session()

    def begin(self, expected: int) -> list[str]:
        body = {"name": "EXTERNAL_checkin", "entities": {"touchpoint": self.person["touchpoint"]}}
        url = f"{self.place.url}/conversations/{self.person['conversation']}/trigger_intent"
        answer = self._post(f"{url}?include_events=NONE&output_channel=rest", body)
        return self._texts(answer["messages"])

    def say(self, words: str, expected: int) -> list[str]:
        body = {"sender": self.person["conversation"], "message": words}
        return self._texts(self._post(f"{self.place.url}/webhooks/rest/webhook", body))

    def close(self) -> None:
        """Leave the connection to the next customer."""

    def _post(self, url: str, body: dict[str, Any]) -> Any:
        try:
            answer = self.http.post(url, json=body, timeout=ANSWER_SECONDS)
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError) as error:
            raise Failed(str(error)) from error

    def _texts(self, messages: list[dict[str, Any]]) -> list[str]:
        for message in messages:
            self._offered(message)
        return [message["text"] for message in messages if message.get("text")]


class WebsiteClient(Client):
    """The website channel, as docs/website-channel.md describes it."""

    http = requests.Session()

    def __init__(self, place: Place, person: dict[str, Any]) -> None:
        super().__init__(place, person)
        self._heard: list[dict[str, Any]] = []
        self._confirmed: str | None = None
        self._socket = socketio.Client(
            reconnection=False, handle_sigint=False, websocket_extra_options={"suppress_origin": True}
        )
        self._socket.on("bot_uttered", self._heard.append)
        self._socket.on("session_confirm", self._confirm)
        self._connect()

    def begin(self, expected: int) -> list[str]:
        url = f"{self.place.touchpoint_url}/internal/touchpoints"
        claims = {"aud": "eftersnack-internal", "exp": int(time.time()) + 60}
        token = jwt.encode(claims, self.place.secret, algorithm="HS256")
        headers = {"Authorization": f"Bearer {token}"}
        try:
            body = {"uid": self.person["touchpoint"]}
            answer = self.http.post(url, json=body, headers=headers, timeout=ANSWER_SECONDS)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise Failed(str(error)) from error
        if answer.json().get("state") != "sent":
            raise Failed(f"the check-in was not sent: {answer.text}")
        return self._taken(expected)

    def say(self, words: str, expected: int) -> list[str]:
        data = {"message": words, "session_id": self._confirmed, "message_id": uuid.uuid4().hex}
        try:
            receipt = self._socket.call("user_uttered", data, timeout=ANSWER_SECONDS)
        except socketio.exceptions.SocketIOError as error:
            raise Failed(f"no receipt: {error!r}") from error
        if receipt.get("status") != "ok":
            raise Failed(f"refused: {receipt}")
        return self._taken(expected)

    def close(self) -> None:
        self._socket.disconnect()

    def _connect(self) -> None:
        headers = {"Origin": self.place.origin, "X-Forwarded-For": _address(self.person["number"])}
        try:
            self._socket.connect(
                self.place.url,
                auth={"token": self.person["token"]},
                headers=headers,
                transports=["websocket"],
                wait_timeout=ANSWER_SECONDS,
            )
            self._socket.emit("session_request", {})
        except socketio.exceptions.SocketIOError as error:
            raise Failed(f"not let in: {error}") from error
        _wait(lambda: self._confirmed is not None, ANSWER_SECONDS)

    def _confirm(self, session_id: str) -> None:
        self._confirmed = session_id

    def _taken(self, expected: int) -> list[str]:
        _wait(lambda: len(self._heard) >= expected, STRAGGLE_SECONDS)
        messages = sorted(self._heard, key=lambda message: int(message["position"]))
        self._heard.clear()
        for message in messages:
            self._offered(message)
        return [message["text"] for message in messages]


def _address(number: int) -> str:
    """Customers come from many addresses, through the reverse proxy that a shop has."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _wait(true: Any, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.001)
