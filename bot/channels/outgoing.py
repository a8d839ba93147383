"""How a message looks to a browser."""

from __future__ import annotations

from typing import Any

from bot.channels.sealing import Seal
from bot.dialogue.transcript import Message


def outgoing(seal: Seal, conversation_id: str, message: Message) -> dict[str, Any]:
    """Return the message as JSON data, its buttons sealed for this conversation."""
    data: dict[str, Any] = {
        "position": message.position,
        "sender": message.sender,
        "text": message.text,
        "at": message.at.isoformat(),
    }
    if message.buttons:
        data["buttons"] = [
            {
                "title": button["title"],
                "payload": seal.button(conversation_id, button["title"], button["payload"], message.position),
            }
            for button in message.buttons
        ]
        # The name that Rasa's own socket.io channel gives them.
        data["quick_replies"] = data["buttons"]
    if message.question:
        data["question"] = message.question
    return data
