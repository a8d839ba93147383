"""Sending what this process says to the others, over Redis: soon, in order, and without anybody waiting for it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

AGAIN_SECONDS = 1.0
"""Between two tries to reach a Redis that is away."""
GATHER_SECONDS = 0.005
"""A word waits so long for others to go with it: to send costs far more than a word."""
BATCH = 500
"""Words sent at once."""
WAITING = 5_000
"""Words that wait to be sent; beyond, they count as missed."""
MISSED_TOPICS = 100_000
"""Topics remembered for their listeners to catch up on; beyond, browsers catch up when they connect again."""

GONE = (RedisError, OSError, TimeoutError)

Word = dict[str, Any]
"""JSON; one with a ``position`` can be caught up on."""


class Mouth:
    """Says words on topics. While Redis is away it notes from where on a topic's listeners miss something."""

    def __init__(self, redis: Redis, prefix: str, name: bytes) -> None:
        """``prefix`` begins every topic in Redis, ``name`` every word."""
        self._redis = redis
        self._prefix = prefix
        self._name = name
        self._waiting: asyncio.Queue[tuple[str, Word]] = asyncio.Queue(WAITING)
        self._lost: dict[str, int] = {}

    def say(self, topic: str, word: Word) -> None:
        """Let a word be sent. Never waits and never fails."""
        try:
            self._waiting.put_nowait((topic, word))
        except asyncio.QueueFull:
            self._lose(topic, word)

    async def run(self) -> None:
        """Send for ever."""
        while True:
            batch = [await self._waiting.get()]
            await asyncio.sleep(GATHER_SECONDS)
            while len(batch) < BATCH and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                await self._publish(batch)
            except GONE:
                for topic, word in batch:
                    self._lose(topic, word)
            if self._lost:
                await self._until_told()

    async def _until_told(self) -> None:
        """Keep what is said meanwhile as missed; once Redis is there, say so on each topic."""
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            while not self._waiting.empty():
                self._lose(*self._waiting.get_nowait())
            lost = [(topic, {"missed": before}) for topic, before in self._lost.items()]
            try:
                for start in range(0, len(lost), BATCH):
                    await self._publish(lost[start : start + BATCH])
            except GONE:
                continue
            for topic, word in lost:
                if self._lost.get(topic) == word["missed"]:
                    del self._lost[topic]
            return

    async def _publish(self, batch: list[tuple[str, Word]]) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for topic, word in batch:
                pipeline.publish(self._prefix + topic, self._name + b" " + json.dumps(word).encode())
            await pipeline.execute()

    def _lose(self, topic: str, word: Word) -> None:
        position = word.get("position")
        if position is not None and (topic in self._lost or len(self._lost) < MISSED_TOPICS):
            self._lost[topic] = min(position - 1, self._lost.get(topic, position))
