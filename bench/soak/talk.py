"""A customer who tells a story: says things, presses buttons, waits for what was promised."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bench.soak.browser import Browser
from bench.soak.ledger import Said, Visit

Language = Literal["sv", "en"]
Words = tuple[str, str]
"""The same in Swedish and in English."""

LONGEST_THOUGHT = 4.0


class Unexpected(Exception):
    """The conversation went another way than this story always goes; the message says where."""


class NotCheckedIn(Exception):
    """The check-in did not come in time."""


@dataclass
class Pace:
    """How fast customers are, in seconds."""

    think: float = 1.0
    """Mean pause between two messages."""
    checkin: float = 60.0
    """How long they wait for a check-in."""
    answer: float = 20.0
    """How long they wait for the answer to a message that has its receipt."""


class Talk:
    """One conversation in one language, over one tab or two."""

    def __init__(
        self, visit: Visit, browsers: list[Browser], language: Language, chance: random.Random, pace: Pace
    ) -> None:
        self.visit = visit
        self.chance = chance
        self._browsers = browsers
        self._language = language
        self._pace = pace
        self._heard: dict[str, Any] = {}

    def words(self, both: Words) -> str:
        return both[0] if self._language == "sv" else both[1]

    async def checkin(self) -> None:
        """Wait for the check-in. Raises NotCheckedIn."""
        until = time.monotonic() + self._pace.checkin
        while time.monotonic() < until:
            heard = await self._first.hears(0, until - time.monotonic())
            if heard is not None and _buttons(heard):
                self._heard = heard
                return
        raise NotCheckedIn

    async def say(self, both: Words) -> None:
        """Say something after a thought, and wait for the answer."""
        await self._think()
        await self._send(self._first, self.words(both))

    async def press(self, both: Words) -> None:
        """Press the newest message's button of that title. Raises Unexpected."""
        await self._think()
        title = self.words(both)
        await self._newest(lambda message: title in _buttons(message), f"no button {title!r}")
        await self._send(self._first, _buttons(self._heard)[title])

    async def say_odd(self, words: str) -> None:
        """Say something that may well be refused."""
        await self._think()
        said = await self._first.say(words)
        if said.position is not None:
            await self._answer(self._first, said)

    async def both_say(self, one: Words, other: Words) -> None:
        """Write in both tabs at the same moment."""
        await self._think()
        await asyncio.gather(
            self._send(self._browsers[0], self.words(one)), self._send(self._browsers[-1], self.words(other))
        )

    async def asked(self, question: str) -> None:
        """Make sure that the survey is at that question. Raises Unexpected."""
        await self._newest(lambda message: _question(message) == question, f"not asked {question!r}")

    @property
    def _first(self) -> Browser:
        return self._browsers[0]

    async def _newest(self, fits: Callable[[dict[str, Any]], bool], otherwise: str) -> None:
        """Wait until the newest message fits: an answer may come in several, each by itself."""
        until = time.monotonic() + self._pace.answer
        while not fits(self._heard):
            last = int(self._heard.get("position", 0))
            later = await self._first.hears(last, until - time.monotonic())
            if later is None:
                raise Unexpected(f"{otherwise} under {str(self._heard.get('text'))!r} (position {last})")
            self._heard = later

    async def _send(self, browser: Browser, words: str) -> None:
        said = await browser.say(words)
        if said.refused is not None:
            raise Unexpected(f"message {said.message_id} was refused: {said.refused} (try {said.tries})")
        await self._answer(browser, said)

    async def _answer(self, browser: Browser, said: Said) -> None:
        assert said.position is not None
        heard = await browser.hears(said.position, self._pace.answer)
        if heard is None:
            raise Unexpected(f"no answer to message {said.message_id} at {said.position}")
        self._heard = heard

    async def _think(self) -> None:
        await asyncio.sleep(min(LONGEST_THOUGHT, self.chance.expovariate(1 / self._pace.think)))


def _buttons(message: dict[str, Any]) -> dict[str, str]:
    return {button["title"]: button["payload"] for button in message.get("buttons") or ()}


def _question(message: dict[str, Any]) -> str | None:
    key = (message.get("question") or {}).get("key")
    return None if key is None else str(key)
