"""What one dialogue process says, heard by the others: topics on Redis.

Own code instead of python-socketio's Redis manager: that one has every process read what all others say, makes
each message wait for a Redis that is away (and logs it twice), and forgets what was said meanwhile. Here a process
hears only topics that it asked for, nothing waits, and whoever listens is told from where on something was missed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot.channels.mouth import AGAIN_SECONDS, GONE, Mouth, Word

log = logging.getLogger(__name__)

ANSWER_SECONDS = 1.0
"""A Redis that takes longer is away."""
QUIET_SECONDS = 5.0
"""After so long without a word the connection is tried, for one that died without a sign."""


class Link:
    """One process's end: its ear, and its mouth."""

    def __init__(
        self,
        url: str,
        prefix: str,
        *,
        heard: Callable[[str, Word], Awaitable[None]],
        missed: Callable[[str, int], Awaitable[None]],
        alive: Callable[[], None],
        back: Callable[[], Awaitable[None]],
    ) -> None:
        """``heard`` gets a topic and a word; ``missed`` a topic, and the position before the first word lost.

        ``alive`` is called when everything that others said until now has been heard, ``back`` when listening
        works again after it did not.
        """
        self._prefix = prefix
        self._heard, self._missed, self._alive, self._back = heard, missed, alive, back
        self._me = uuid4().hex.encode()
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._pubsub: PubSub | None = None
        self._mouth = Mouth(self._redis, prefix, self._me)
        self._topics: set[str] = set()
        self._confirmed: dict[str, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.up = False
        """Whether others are heard now."""

    def start(self) -> None:
        """Begin, in the running event loop; again changes nothing."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._mouth.run())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._close()
        await self._redis.aclose()

    def say(self, topic: str, word: Word) -> None:
        """Tell the others, soon. Never waits and never fails."""
        self._mouth.say(topic, word)

    async def follow(self, topic: str) -> None:
        """Hear a topic: from now on if Redis is there (so what is read next misses nothing), else when it is back."""
        self._topics.add(topic)
        pubsub = self._connected()
        if pubsub is None or not self.up:
            return
        confirmed = self._confirmed.setdefault(topic, asyncio.Event())
        with suppress(*GONE):
            await pubsub.subscribe(self._prefix + topic)
            await asyncio.wait_for(confirmed.wait(), ANSWER_SECONDS)

    async def leave(self, topic: str) -> None:
        """Hear a topic no more."""
        self._topics.discard(topic)
        self._confirmed.pop(topic, None)
        pubsub = self._connected()
        if pubsub is not None and self.up:
            with suppress(*GONE):
                await pubsub.unsubscribe(self._prefix + topic)

    def _connected(self) -> PubSub | None:
        # redis-py would connect a lost connection again by itself, and we would not know that we missed something.
        pubsub = self._pubsub
        return pubsub if pubsub is not None and pubsub.connection and pubsub.connection.is_connected else None

    async def _listen(self) -> None:
        told = False
        while True:
            try:
                await self._subscribe()
                if told:
                    log.warning("Redis is back; browsers are told what they missed")
                told = False
                await self._back()
                await self._hear()
            except GONE as error:
                self.up = False
                if not told:
                    log.warning(
                        "Redis is away (%s); each process talks to its own browsers until it is back",
                        type(error).__name__,
                    )
                told = True
            except Exception:
                self.up = False
                log.exception("listening to other processes failed; it begins again")
            await self._close()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _subscribe(self) -> None:
        self._pubsub = pubsub = self._redis.pubsub()
        asked = set(self._topics)
        # The bare prefix, so that there is always something to listen to.
        await pubsub.subscribe(self._prefix, *(self._prefix + topic for topic in asked))
        if await pubsub.get_message(timeout=ANSWER_SECONDS) is None:
            raise TimeoutError
        self.up = True
        for topic in self._topics - asked:
            await pubsub.subscribe(self._prefix + topic)

    async def _hear(self) -> None:
        while (pubsub := self._connected()) is not None:
            message = await pubsub.get_message(timeout=QUIET_SECONDS)
            if message is None and (pubsub := self._connected()) is not None:
                await pubsub.ping()
                message = await pubsub.get_message(timeout=ANSWER_SECONDS)
                if message is None:
                    raise TimeoutError
            if message is not None:
                await self._take(message)

    async def _take(self, message: dict[str, Any]) -> None:
        self._alive()
        topic = (message.get("channel") or b"").decode().removeprefix(self._prefix)
        if message["type"] == "subscribe" and topic in self._confirmed:
            self._confirmed.pop(topic).set()
        if message["type"] != "message":
            return
        sender, _, word = message["data"].partition(b" ")
        if sender == self._me or topic not in self._topics:
            return
        said = json.loads(word)
        if "missed" in said:
            await self._missed(topic, int(said["missed"]))
        else:
            await self._heard(topic, said)

    async def _close(self) -> None:
        if self._pubsub is not None:
            with suppress(*GONE):
                await self._pubsub.aclose()  # type: ignore[no-untyped-call]
            self._pubsub = None
