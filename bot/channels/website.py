"""The website channel: socket.io with Rasa's event names, so that existing Rasa clients work.

Client to server: ``session_request``, ``user_uttered``. Server to client: ``session_confirm``, ``history``,
``bot_uttered``, ``user_message`` (what was typed in another tab) and ``typing``. Every message carries its
position in the thread; a client orders by it and asks for what it missed. See docs/website-channel.md.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as Refused

from bot.channels import tokens
from bot.channels.guard import Guard, Refusal
from bot.channels.incoming import Asked, read_asked, read_uttered, to_incoming
from bot.channels.outgoing import outgoing
from bot.channels.sealing import Seal
from bot.channels.visitors import KnowsCustomers, Visitor, Visitors
from bot.dialogue.runtime import Dialogue, DialogueAway, Turn
from bot.dialogue.transcript import Conversations, Message
from bot.settings import Settings
from bot.texts import Texts

log = logging.getLogger(__name__)

CHANNEL = "website"
TEXTS = Path(__file__).with_name("texts.yml")


class Website:
    """Connects browsers to the dialogue."""

    def __init__(
        self,
        *,
        settings: Settings,
        dialogue: Dialogue,
        conversations: Conversations,
        records: KnowsCustomers,
        now: Any,
    ) -> None:
        self._settings = settings
        self._dialogue = dialogue
        self._conversations = conversations
        self._now = now
        self._guard = Guard(settings)
        self._seal = Seal(settings.signing_secret)
        self._visitors = Visitors(settings, conversations, records, self._seal)
        self._texts = Texts.load([TEXTS])
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            cors_allowed_origins=settings.origins,
            max_http_buffer_size=settings.request_bytes,
            logger=False,
            engineio_logger=False,
        )
        self.server.on("connect", self._connect)
        self.server.on("session_request", self._session_request)
        self.server.on("user_uttered", self._user_uttered)

    async def deliver(self, conversation_id: str, messages: list[Message], skip: str | None = None) -> None:
        """Send messages to every browser that has the conversation open."""
        for message in messages:
            event = "user_message" if message.sender == "customer" else "bot_uttered"
            data = outgoing(self._seal, conversation_id, message)
            await self.server.emit(event, data, room=conversation_id, skip_sid=skip)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        uid = None
        if token:
            try:
                uid = tokens.read(self._settings.identity_key, str(token), self._now())
            except tokens.IdentityError as error:
                raise self._not_let_in(error.reason) from error
        visitor = self._visitors.arrived(uid, environ)
        if visitor is None:
            raise self._not_let_in("invalid")
        await self.server.save_session(sid, visitor)

    def _not_let_in(self, reason: str) -> Refused:
        return Refused(reason, self._refused(Refusal(reason), self._settings.default_language))

    async def _session_request(self, sid: str, data: Any = None) -> None:
        visitor: Visitor = await self.server.get_session(sid)
        asked = read_asked(data)
        await self._enter(sid, visitor, asked)
        await self.server.emit("session_confirm", self._seal.session_id(visitor.conversation_id), to=sid)
        await self._send_history(sid, visitor.conversation_id, asked.after)

    async def _enter(self, sid: str, visitor: Visitor, asked: Asked) -> None:
        if visitor.conversation_id:
            await self.server.leave_room(sid, visitor.conversation_id)
        visitor.language = asked.language or visitor.language
        self._visitors.enter(visitor, asked.session_id)
        await self.server.enter_room(sid, visitor.conversation_id)
        await self.server.save_session(sid, visitor)

    async def _send_history(self, sid: str, conversation_id: str, after: int) -> None:
        missed = self._conversations.messages(conversation_id, after=after)
        messages = [outgoing(self._seal, conversation_id, message) for message in missed]
        await self.server.emit("history", {"messages": messages, "complete": True}, to=sid)

    async def _user_uttered(self, sid: str, data: Any = None) -> dict[str, Any]:
        visitor: Visitor = await self.server.get_session(sid)
        if not visitor.conversation_id:
            await self._enter(sid, visitor, read_asked(data))
        language = self._conversations.language(visitor.conversation_id) or visitor.language
        uttered = read_uttered(data)
        if not self._visitors.owns(visitor, uttered.session_id):
            return self._refused(Refusal("session"), language)
        press = self._seal.press(visitor.conversation_id, uttered.text)
        refusal = self._guard.refusal(
            press.title if press else uttered.text, visitor.conversation_id, visitor.address
        )
        if refusal is not None:
            return self._refused(refusal, language)
        if uttered.is_button and press is None:
            return self._refused(Refusal("old_button"), language)
        try:
            self._visitors.settle(visitor)
            await self.server.emit("typing", {"on": True}, room=visitor.conversation_id)
            turn = await self._dialogue.receive(
                to_incoming(uttered, press, visitor.conversation_id, CHANNEL, visitor.language)
            )
        except DialogueAway:
            log.warning("dialogue away; conversation=%s", visitor.conversation_id)
            return self._refused(Refusal("away", retry_after=5), language)
        finally:
            await self.server.emit("typing", {"on": False}, room=visitor.conversation_id)
        await self._answer(sid, visitor, turn)
        return {"status": "ok", "position": turn.position}

    async def _answer(self, sid: str, visitor: Visitor, turn: Turn) -> None:
        own = self._conversations.messages(visitor.conversation_id, after=turn.position - 1, limit=1000)
        await self.deliver(visitor.conversation_id, own[:1], skip=sid)
        await self.deliver(visitor.conversation_id, turn.messages)

    def _refused(self, refusal: Refusal, language: str) -> dict[str, Any]:
        text = self._texts.say(
            f"refused_{refusal.reason}",
            language,
            characters=self._settings.message_characters,
            seconds=round(refusal.retry_after or 0),
        )
        answer: dict[str, Any] = {"status": "refused", "reason": refusal.reason, "text": text}
        if refusal.retry_after is not None:
            answer["retry_after"] = refusal.retry_after
        return answer
