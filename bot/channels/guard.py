"""What every channel's incoming message passes before the dialogue sees it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond

from bot.channels.rates import Rate, rates
from bot.dialogue.words import without_command
from bot.settings import Settings

BURST_SECONDS = 5
# Kept although "Other, format": joiners of emoji and of some scripts.
JOINERS = {"\u200c", "\u200d"}


@dataclass(frozen=True)
class Refusal:
    """Why a message is not taken: a key of the channel's texts, and when to try again."""

    reason: str
    retry_after: float | None = None


class Guard:
    """Length, rate and cleanness of customers' messages, and the rate of new sessions. It may wait for Redis."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rates = rates(settings)
        self._burst = RateLimitItemPerSecond(settings.messages_burst, BURST_SECONDS)
        self._rate = RateLimitItemPerMinute(settings.messages_a_minute)
        self._address_rate = RateLimitItemPerMinute(settings.address_messages_a_minute)

    def refusal(self, text: object, conversation_id: str, address: str) -> Refusal | None:
        """Say why a message is refused, or None. An accepted message counts towards the rates."""
        if not isinstance(text, str) or not clean(text):
            return Refusal("empty")
        if len(text) > self._settings.message_characters:
            return Refusal("too_long")
        return self._too_many(conversation_id, address)

    def too_many_sessions(self, address: str) -> Refusal | None:
        """Say whether an address asks for sessions too often; one that is let in counts."""
        return self._over(Rate(self._address_rate, f"session:{address}"))

    def _too_many(self, conversation_id: str, address: str) -> Refusal | None:
        return self._over(
            Rate(self._burst, f"burst:{conversation_id}"),
            Rate(self._rate, f"rate:{conversation_id}"),
            Rate(self._address_rate, f"address:{address}"),
        )

    def _over(self, *each: Rate) -> Refusal | None:
        wait = self._rates.wait(each)
        return None if wait is None else Refusal("too_many", retry_after=max(1.0, round(wait, 1)))


def clean(text: str) -> str:
    """Return words only: no control or invisible characters, no leading slash that Rasa would obey."""
    kept = "".join(character for character in text if _visible(character))
    return without_command(kept)


def _visible(character: str) -> bool:
    if character in "\n\t" or character in JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
