"""Beginning a planned contact in the customer's own conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot import logs
from bot.bootstrap import App
from bot.dialogue.runtime import Dialogue
from bot.dialogue.transcript import Message
from bot.outreach.cards import TouchpointCard

TALKING = timedelta(minutes=10)
"""A customer who wrote so recently is in the middle of something: the contact waits."""

INTENTS = {"checkin": "EXTERNAL_checkin", "case_checkback": "EXTERNAL_checkback"}

State = Literal["sent", "busy", "unknown", "not_claimed"]


@dataclass(frozen=True)
class Delivery:
    """What became of a contact, and what was said."""

    state: State
    conversation_id: str = ""
    messages: tuple[Message, ...] = ()


class TouchpointDelivery:
    """Says a touchpoint's first words, once: they and its state are stored in one transaction."""

    def __init__(self, app: App, dialogue: Dialogue) -> None:
        self._app = app
        self._dialogue = dialogue

    async def deliver(self, uid: str) -> Delivery:
        """Begin the contact. Doing it again changes nothing. Raises what the turn raised, with nothing stored."""
        return await self._dialogue.run(self._deliver(uid))

    async def _deliver(self, uid: str) -> Delivery:
        with self._app.database.transaction():
            touchpoint = self._app.outreach.touchpoint_by_uid(uid)
            if touchpoint is None:
                return Delivery("unknown")
            if touchpoint.state in ("sent", "answered", "completed"):
                return Delivery("sent")
            if touchpoint.state != "claimed":
                return Delivery("not_claimed")
            return await self._begin(touchpoint)

    async def _begin(self, touchpoint: TouchpointCard) -> Delivery:
        customer = self._app.records.customer(touchpoint.customer_id)
        if customer is None:
            return Delivery("unknown")
        conversation_id = self._conversation(touchpoint, customer.uid)
        with logs.about(conversation_id):
            return await self._say(touchpoint, conversation_id)

    async def _say(self, touchpoint: TouchpointCard, conversation_id: str) -> Delivery:
        self._app.conversations.open(conversation_id, touchpoint.channel, touchpoint.customer_id)
        last = self._app.conversations.last_customer_message_at(conversation_id)
        if last is not None and self._app.now() - last < TALKING:
            return Delivery("busy")
        # First, for its lock: of two processes that deliver the same contact, one waits here and then finds it sent.
        if not self._app.outreach.mark_sent(touchpoint.id):
            return Delivery("sent")
        turn = await self._dialogue.trigger(
            conversation_id, INTENTS[touchpoint.kind], {"touchpoint": touchpoint.uid}
        )
        if not turn.messages:
            raise RuntimeError(f"touchpoint {touchpoint.uid} led to no words")
        return Delivery("sent", conversation_id, tuple(turn.messages))

    def _conversation(self, touchpoint: TouchpointCard, customer_uid: str) -> str:
        return f"{touchpoint.channel}-{customer_uid}"
