"""A trained model's understanding alone, without a conversation: for measuring and for tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.nlu.feeling.polarity import Sentiment
from bot.nlu.language_model import Guess


@dataclass(frozen=True)
class Parsed:
    """What a model makes of one message."""

    text: str
    intent: str | None
    confidence: float
    wishes: tuple[str, ...]
    """All that it asks for, what the conversation follows first."""
    guess: Guess
    """Its language."""
    sentiment: Sentiment | None
    entities: tuple[tuple[str, str], ...]
    """Pairs of an entity's name and its canonical value."""
    milliseconds: float
    """How long the whole pipeline took."""
    output: dict[str, Any]
    """All that the pipeline says, as Rasa hands it to the conversation."""

    @property
    def language(self) -> str | None:
        return self.guess.language


class Parser:
    """Loads a model file, or the newest in a folder, once. Raises FileNotFoundError where there is none."""

    def __init__(self, models: Path) -> None:
        found = (
            [models] if models.is_file() else sorted(models.glob("*.tar.gz"), key=lambda m: m.stat().st_mtime)
        )
        if not found:
            raise FileNotFoundError(f"There is no trained model in {models}: run 'make train' first.")
        from rasa.core.agent import Agent  # after the check: it takes seconds

        self._agent = Agent.load(str(found[-1]))

    def parse(self, texts: Sequence[str]) -> list[Parsed]:
        """Understand messages one at a time, as the running assistant does."""
        return asyncio.run(self._parse(texts))

    async def _parse(self, texts: Sequence[str]) -> list[Parsed]:
        return [await self._one(text) for text in texts]

    async def _one(self, text: str) -> Parsed:
        started = time.perf_counter()
        result = await self._agent.parse_message(text)
        return _parsed(text, result, 1000 * (time.perf_counter() - started))


def _parsed(text: str, result: dict[str, Any], milliseconds: float) -> Parsed:
    heard = result.get("sentiment")
    return Parsed(
        text=text,
        intent=result["intent"]["name"],
        confidence=result["intent"]["confidence"],
        wishes=tuple(wish["name"] for wish in result.get("wishes") or ()),
        guess=Guess(result.get("language"), result.get("language_confidence") or 0.0),
        sentiment=Sentiment(**heard) if heard else None,
        entities=tuple((entity["entity"], str(entity["value"])) for entity in result["entities"]),
        milliseconds=milliseconds,
        output=result,
    )
