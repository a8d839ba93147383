"""Saying why a message is not taken, in the customer's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.channels.guard import Refusal
from bot.settings import Settings
from bot.texts import Texts

TEXTS = Path(__file__).with_name("texts.yml")


class Refusals:
    def __init__(self, settings: Settings) -> None:
        self._characters = settings.message_characters
        self._texts = Texts.load([TEXTS])

    def say(self, refusal: Refusal, language: str) -> dict[str, Any]:
        """Return the receipt of a message that is refused: reason, sentence, and when to try again."""
        text = self._texts.say(
            f"refused_{refusal.reason}",
            language,
            characters=self._characters,
            seconds=round(refusal.retry_after or 0),
        )
        receipt: dict[str, Any] = {"status": "refused", "reason": refusal.reason, "text": text}
        if refusal.retry_after is not None:
            receipt["retry_after"] = refusal.retry_after
        return receipt
