"""Turning what a browser sent into a message for the dialogue, or refusing it."""

from __future__ import annotations

from bot.channels.guard import Guard, Refusal, clean
from bot.channels.incoming import Uttered
from bot.channels.sealing import Press, Seal
from bot.channels.visitors import Visitor
from bot.dialogue.transcript import Conversations
from bot.dialogue.turns import Incoming

CHANNEL = "website"


class Reception:
    def __init__(self, guard: Guard, seal: Seal, conversations: Conversations, *, shared: bool) -> None:
        """``shared`` is whether the guard counts in Redis."""
        self._shared = shared
        self._guard = guard
        self._seal = seal
        self._conversations = conversations

    def may_wait(self, uttered: Uttered) -> bool:
        """Whether to admit a message may take until Redis or the database answers."""
        return self._shared or uttered.is_button

    def admit(self, uttered: Uttered, visitor: Visitor) -> Incoming | Refusal:
        """Return what the dialogue gets (words without commands, or a sealed button's meaning), or why not."""
        if uttered.message_id is None:
            return Refusal("unreadable")
        press = self._seal.press(visitor.conversation_id, uttered.text)
        text = press.title if press else uttered.text
        refusal = self._guard.refusal(text, visitor.conversation_id, visitor.address)
        if refusal is not None:
            return refusal
        if uttered.is_button and not self._is_good(press, visitor.conversation_id):
            return Refusal("old_button")
        return Incoming(
            conversation_id=visitor.conversation_id,
            text=press.title if press else clean(uttered.text),
            message_id=uttered.message_id,
            channel=CHANNEL,
            customer_id=visitor.customer_id,
            parse_data=press.parse_data() if press else None,
        )

    def _is_good(self, press: Press | None, conversation_id: str) -> bool:
        """Whether a button still answers what it was put under."""
        if press is None:
            return False
        return press.names_its_question or self._conversations.is_latest_choice(
            conversation_id, press.position
        )
