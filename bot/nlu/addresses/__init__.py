"""Finding postal addresses in Swedish and English messages."""

from __future__ import annotations

from bot.nlu.addresses.finding import find_addresses

__all__ = ["find_addresses"]
