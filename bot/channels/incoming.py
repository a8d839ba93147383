"""What a browser sends, taken apart without trusting any of it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from bot.channels.sealing import PREFIX
from bot.texts import LANGUAGES

MESSAGE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
SESSION_CHARACTERS = 300


@dataclass(frozen=True)
class Asked:
    """A request for a session: the one it had, and what it has seen of it."""

    session_id: str | None
    after: int
    language: str | None


@dataclass(frozen=True)
class Uttered:
    """A message as it was sent."""

    text: str
    session_id: str | None
    message_id: str | None
    """The client's own id of the message; None when it is not one that can be kept."""

    @property
    def is_button(self) -> bool:
        return self.text.startswith(PREFIX)


def read_asked(data: Any) -> Asked:
    """Read a ``session_request``; whatever is of the wrong kind counts as absent."""
    fields = data if isinstance(data, dict) else {}
    after, language = fields.get("after"), fields.get("language")
    return Asked(
        session_id=_word(fields.get("session_id"), SESSION_CHARACTERS),
        after=after if isinstance(after, int) and 0 <= after < 2**31 else 0,
        language=language if language in LANGUAGES else None,
    )


def read_uttered(data: Any) -> Uttered:
    """Read a ``user_uttered``; a message without an id gets one, as Rasa's own clients send none."""
    fields = data if isinstance(data, dict) else {}
    text = fields.get("message")
    return Uttered(
        text=text if isinstance(text, str) else "",
        session_id=_word(fields.get("session_id"), SESSION_CHARACTERS),
        message_id=_message_id(fields.get("message_id")),
    )


def _message_id(value: Any) -> str | None:
    if value is None:
        return uuid.uuid4().hex
    return value if isinstance(value, str) and MESSAGE_ID.fullmatch(value) else None


def _word(value: Any, longest: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= longest else None
