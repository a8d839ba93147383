"""What a browser sends, taken apart without trusting any of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from bot.channels.guard import clean
from bot.channels.sealing import PREFIX, Press
from bot.dialogue.runtime import Incoming
from bot.texts import LANGUAGES

ID_CHARACTERS = 64
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
    message_id: str

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
    """Read a ``user_uttered``; a message without an id gets one."""
    fields = data if isinstance(data, dict) else {}
    text = fields.get("message")
    return Uttered(
        text=text if isinstance(text, str) else "",
        session_id=_word(fields.get("session_id"), SESSION_CHARACTERS),
        message_id=_word(fields.get("message_id"), ID_CHARACTERS) or uuid.uuid4().hex,
    )


def to_incoming(
    uttered: Uttered, press: Press | None, conversation_id: str, channel: str, language: str
) -> Incoming:
    """Return what the dialogue gets: words without commands, or the meaning of a sealed button."""
    return Incoming(
        conversation_id=conversation_id,
        text=press.title if press else clean(uttered.text),
        message_id=uttered.message_id,
        channel=channel,
        parse_data=press.parse_data() if press else None,
        metadata={"language": language},
    )


def _word(value: Any, longest: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= longest else None
