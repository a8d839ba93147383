"""What leaves the server and comes back must be what left: session ids and button payloads are signed.

A customer can type anything, ``/restart`` and ``/EXTERNAL_checkin`` included. Only what was sealed here, for
this conversation, is obeyed; all else is words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

PREFIX = "button."


@dataclass(frozen=True)
class Press:
    """A pressed button: its title, and the intent and entities that it stands for."""

    title: str
    intent: str
    entities: dict[str, Any]
    position: int
    """The place of the message that it stood under."""

    @property
    def names_its_question(self) -> bool:
        """Whether the button says what it answers; a plain yes does not."""
        return "question" in self.entities

    def parse_data(self) -> dict[str, Any]:
        """Return it as Rasa's understanding of a message, so that nothing is parsed."""
        return {
            "text": self.title,
            "intent": {"name": self.intent, "confidence": 1.0},
            "intent_ranking": [],
            "entities": [{"entity": name, "value": value} for name, value in self.entities.items()],
            "button": True,
        }


class Seal:
    """Signs with the product's secret, bound to one conversation."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def session_id(self, conversation_id: str) -> str:
        return str(self._serializer("session").dumps(conversation_id))

    def conversation_id(self, session_id: str) -> str | None:
        """Return the conversation a session id was made for; None when it was not made here."""
        try:
            return str(self._serializer("session").loads(session_id))
        except (BadData, UnicodeError):
            return None

    def button(self, conversation_id: str, title: str, payload: str, position: int = 0) -> str:
        return PREFIX + str(self._serializer(f"button:{conversation_id}").dumps([title, payload, position]))

    def press(self, conversation_id: str, text: str) -> Press | None:
        """Return the button that a message presses; None when the message is words."""
        if not text.startswith(PREFIX):
            return None
        try:
            sealed = self._serializer(f"button:{conversation_id}").loads(text.removeprefix(PREFIX))
        except (BadData, UnicodeError):
            return None
        title, payload, position = sealed
        intent, brace, entities = payload.removeprefix("/").partition("{")
        return Press(title, intent, json.loads(brace + entities) if brace else {}, position)

    def _serializer(self, salt: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=salt)
