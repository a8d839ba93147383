"""Reading expressions as a customer of Wednesday 12 March 2025, half past two in the afternoon, Stockholm time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.nlu.times import FoundTime, find_times

NOW = datetime(2025, 3, 12, 14, 30, tzinfo=ZoneInfo("Europe/Stockholm"))

Read = Callable[[str, str], str]


def short(found: FoundTime) -> str:
    """ "2025-03-14 15:00 - 2025-03-14 16:00" without midnights; an open end is "…"."""

    def moment(value: datetime | None) -> str:
        return "…" if value is None else f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")

    return f"{moment(found.begin)} - {moment(found.until)}"


@pytest.fixture
def read() -> Read:
    """The kind and the stretch of the one expression that covers a text, preposition at its front or not."""

    def one(language: str, text: str) -> str:
        found = find_times(text, NOW, language)
        assert len(found) == 1, found
        assert not any(letter.isalnum() for letter in text[found[0].end :])
        return f"{found[0].kind} {short(found[0])}"

    return one


@pytest.fixture
def only() -> Callable[[str, str], FoundTime]:
    def one(language: str, text: str) -> FoundTime:
        found = find_times(text, NOW, language)
        assert len(found) == 1, found
        return found[0]

    return one
