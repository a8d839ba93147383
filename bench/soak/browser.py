"""One browser tab as a good client of the website channel (docs/website-channel.md) behaves.

It sends a message under an id of its own and waits for the receipt. After a lost connection, or a refusal that
names a time, it sends the message again under the same id, through whichever dialogue process lets it in.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Awaitable, Sequence
from typing import Any, TypeVar

import socketio
from socketio.exceptions import SocketIOError

from bench.soak.ledger import Said, Tab

T = TypeVar("T")

RECEIPT_SECONDS = 30.0
CONNECT_SECONDS = 10.0
AGAIN_SECONDS = (0.2, 0.5, 1.0, 2.0)
SILENCE_SECONDS = 2.0
"""After so long without a word a tab asks for what it may have missed, as a page that is shown again does."""


class GaveUp(Exception):
    """The product was away for longer than a customer waits."""


class _Gone(Exception):
    """The connection is lost."""


class Browser:
    """A tab: it connects by itself, and what it sends and sees goes into its ledger."""

    def __init__(self, urls: Sequence[str], tab: Tab, *, token: str | None, patience: float) -> None:
        """``urls`` are tried in turn; ``patience`` is how many seconds it tries before it raises GaveUp."""
        self.tab = tab
        self.session_id: str | None = None
        self.messages: dict[int, dict[str, Any]] = {}
        self.found_late = 0
        """Messages that it never heard live, and only got because it asked."""
        self._urls = list(urls)
        self._auth = {"token": token} if token else None
        self._patience = patience
        self._client: socketio.AsyncClient | None = None
        self._gone = asyncio.Event()
        self._history = asyncio.Event()
        self._news = asyncio.Event()

    async def say(self, words: str) -> Said:
        """Write a message, and return it with its receipt or the refusal that is for good. Raises GaveUp."""
        said = Said(message_id=uuid.uuid4().hex, words=words)
        self.tab.said.append(said)
        until = time.monotonic() + self._patience
        while said.position is None and said.refused is None:
            said.tries += 1
            receipt = await self._receipt(said, until)
            if receipt.get("status") == "ok":
                said.position = int(receipt["position"])
            elif "retry_after" not in receipt:
                said.refused = str(receipt.get("reason"))
            elif time.monotonic() > until:
                raise GaveUp(f"refused for {self._patience:g} s: {receipt.get('reason')}")
            else:
                await asyncio.sleep(float(receipt["retry_after"]))
        return said

    async def hears(self, after: int, seconds: float) -> dict[str, Any] | None:
        """Return the newest message of the other side after a position, once there is one; None if none comes."""
        until = time.monotonic() + seconds
        while True:
            self._news.clear()
            last = max(self._heard, default=0)
            if last > after:
                return self.messages[last]
            if time.monotonic() > until:
                return None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), SILENCE_SECONDS)
                continue
            await self.asks()

    async def asks(self, after: int | None = None) -> None:
        """Ask for the session again, with what was missed since a position (of itself: since the last seen)."""
        before = self._heard
        fresh = self._client is None or self._gone.is_set()
        await self._with_connection(lambda: self._ask(after), time.monotonic() + self._patience)
        if not fresh:
            self.found_late += len(self._heard - before)

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        with contextlib.suppress(Exception):
            await asyncio.wait_for(client.disconnect(), 5)
        # The library keeps the session of a connection that was refused or lost.
        if client.eio.http is not None and not client.eio.http.closed:
            await client.eio.http.close()

    @property
    def _heard(self) -> set[int]:
        """Places of what the other side said: its own words a tab shows without being told."""
        return {place for place, message in self.messages.items() if message["sender"] != "customer"}

    async def _receipt(self, said: Said, until: float) -> dict[str, Any]:
        async def call() -> dict[str, Any]:
            assert self._client is not None
            data = {"message": said.words, "session_id": self.session_id, "message_id": said.message_id}
            receipt: Any = await self._client.call("user_uttered", data, timeout=RECEIPT_SECONDS)
            return receipt if isinstance(receipt, dict) else {}

        receipt: dict[str, Any] = await self._with_connection(call, until)
        return receipt

    async def _with_connection(self, work: Any, until: float) -> Any:
        """Do something over a connection, over a new one when it is lost meanwhile. Raises GaveUp."""
        waits = iter((*AGAIN_SECONDS, *[AGAIN_SECONDS[-1]] * 10_000))
        while True:
            try:
                if self._client is None or self._gone.is_set():
                    await self._connect()
                return await self._or_gone(work())
            except (SocketIOError, TimeoutError, _Gone, OSError) as error:
                await self.close()
                if time.monotonic() > until:
                    raise GaveUp(
                        f"no connection for {self._patience:g} s ({type(error).__name__})"
                    ) from error
                await asyncio.sleep(next(waits))

    async def _connect(self) -> None:
        url = self._urls[0]
        self._urls.append(self._urls.pop(0))
        client = self._client = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        gone = self._gone = asyncio.Event()
        client.on("disconnect", lambda *_: gone.set())
        client.on("session_confirm", self._confirmed)
        client.on("history", self._on_history)
        client.on("bot_uttered", self._on_message)
        client.on("user_message", self._on_message)
        await asyncio.wait_for(
            client.connect(url, auth=self._auth, transports=["websocket"], wait_timeout=5),
            CONNECT_SECONDS,
        )
        await self._or_gone(self._ask(None))

    async def _ask(self, after: int | None) -> None:
        assert self._client is not None
        self._history.clear()
        last = max(self.messages, default=0) if after is None else after
        await self._client.emit("session_request", {"session_id": self.session_id, "after": last})
        await asyncio.wait_for(self._history.wait(), CONNECT_SECONDS)

    async def _or_gone(self, work: Awaitable[T]) -> T:
        """Wait for something, but no longer than the connection lives."""
        doing, losing = asyncio.ensure_future(work), asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait({doing, losing}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise _Gone
            return doing.result()
        finally:
            for task in (doing, losing):
                task.cancel()

    async def _confirmed(self, session_id: str) -> None:
        self.session_id = session_id

    async def _on_history(self, data: dict[str, Any]) -> None:
        for message in data["messages"]:
            self._keep(message)
        self._history.set()

    async def _on_message(self, message: dict[str, Any]) -> None:
        self._keep(message)

    def _keep(self, message: dict[str, Any]) -> None:
        place, text = int(message["position"]), str(message["text"])
        if self.tab.seen.setdefault(place, text) != text:
            self.tab.differing.append(place)
        self.messages[place] = message
        self._news.set()
