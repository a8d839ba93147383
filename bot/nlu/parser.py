"""A trained model's understanding alone, without a conversation: for measuring and for tests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Parsed:
    """What a model makes of one message."""

    text: str
    intent: str | None
    confidence: float
    language: str | None
    entities: tuple[tuple[str, str], ...]
    """Pairs of an entity's name and its canonical value."""


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

    def parse(self, texts: list[str]) -> list[Parsed]:
        """Understand messages one at a time, as the running assistant does."""
        return asyncio.run(self._parse(texts))

    async def _parse(self, texts: list[str]) -> list[Parsed]:
        return [_parsed(text, await self._agent.parse_message(text)) for text in texts]


def _parsed(text: str, result: dict[str, Any]) -> Parsed:
    return Parsed(
        text=text,
        intent=result["intent"]["name"],
        confidence=result["intent"]["confidence"],
        language=result.get("language"),
        entities=tuple((entity["entity"], str(entity["value"])) for entity in result["entities"]),
    )
