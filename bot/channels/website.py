"""The website channel: socket.io with Rasa's event names, so that existing Rasa clients work.

Client to server: ``session_request``, ``user_uttered``. Server to client: ``session_confirm``, ``history``,
``bot_uttered``, ``user_message`` (what was typed in another tab) and ``typing``. Every message carries its
position in the thread; a client orders by it and asks for what it missed. See docs/website-channel.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as Refused

from bot import logs, metrics
from bot.channels import tokens
from bot.channels.guard import Guard, Refusal
from bot.channels.incoming import Asked, Uttered, read_asked, read_uttered
from bot.channels.outgoing import outgoing
from bot.channels.reception import Reception
from bot.channels.refusals import Refusals
from bot.channels.rooms import rooms
from bot.channels.sealing import Seal
from bot.channels.visitors import KnowsCustomers, Visitor, Visitors
from bot.dialogue.runtime import Dialogue
from bot.dialogue.transcript import Conversations, Message
from bot.dialogue.turns import DialogueAway, Incoming, Turn
from bot.settings import Settings
from bot.storage.errors import Away

log = logging.getLogger(__name__)

AWAY = Refusal("away", retry_after=5)


class Website:
    """Connects browsers to the dialogue."""

    def __init__(
        self,
        *,
        settings: Settings,
        dialogue: Dialogue,
        conversations: Conversations,
        records: KnowsCustomers,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._dialogue = dialogue
        self._conversations = conversations
        self._now = now
        self._guard = Guard(settings)
        self._seal = Seal(settings.signing_secret)
        self._visitors = Visitors(settings, records, self._seal)
        self._reception = Reception(self._guard, self._seal, conversations, shared=bool(settings.redis_url))
        self._refusals = Refusals(settings)
        self.rooms = rooms(settings, self._catch_up)
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            client_manager=self.rooms,
            cors_allowed_origins=settings.origins,
            max_http_buffer_size=settings.request_bytes,
            logger=False,
            engineio_logger=False,
        )
        metrics.watch(metrics.browsers, self._browsers)
        metrics.watch(metrics.joined, lambda: float(self.rooms.up))
        self.server.on("connect", self._connect)
        self.server.on("session_request", self._session_request)
        self.server.on("user_uttered", self._user_uttered)

    async def deliver(self, conversation_id: str, messages: list[Message], skip: str | None = None) -> None:
        """Send messages to every browser that has the conversation open."""
        for message in messages:
            event, data = self._event(conversation_id, message)
            await self.server.emit(event, data, room=conversation_id, skip_sid=skip)

    async def _catch_up(self, conversation_id: str, after: int) -> None:
        """Tell this process's browsers again what was said, where word from another process was lost."""
        for message in await asyncio.to_thread(self._conversations.messages, conversation_id, after=after):
            event, data = self._event(conversation_id, message)
            await self.server.emit(event, data, room=conversation_id, ignore_queue=True)

    def _event(self, conversation_id: str, message: Message) -> tuple[str, dict[str, Any]]:
        event = "user_message" if message.sender == "customer" else "bot_uttered"
        return event, outgoing(self._seal, conversation_id, message)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        identity = None
        if token is not None:
            try:
                identity = tokens.read(self._settings.identity_key, str(token), self._now())
            except tokens.IdentityError as error:
                raise self._not_let_in(Refusal(error.reason)) from error
        try:
            visitor = await asyncio.to_thread(self._visitors.arrived, identity, environ)
        except Away as error:
            raise self._not_let_in(AWAY) from error
        if visitor is None:
            raise self._not_let_in(Refusal("invalid"))
        await self.server.save_session(sid, visitor)

    def _browsers(self) -> float:
        return float(len(self.rooms.rooms.get("/", {}).get(None, ())))

    def _not_let_in(self, refusal: Refusal) -> Refused:
        return Refused(refusal.reason, self._refusals.say(refusal, self._settings.default_language))

    async def _session_request(self, sid: str, data: Any = None) -> None:
        visitor: Visitor = await self.server.get_session(sid)
        if self._has_ended(visitor) or await asyncio.to_thread(self._too_many_sessions, visitor):
            # The client connects again, and is then told why it is not let in.
            await self.server.disconnect(sid)
            return
        asked = read_asked(data)
        await self._enter(sid, visitor, asked)
        try:
            missed = await asyncio.to_thread(
                self._conversations.messages, visitor.conversation_id, after=asked.after
            )
        except Away:
            await self.server.disconnect(sid)
            return
        await self.server.emit("session_confirm", self._seal.session_id(visitor.conversation_id), to=sid)
        messages = [outgoing(self._seal, visitor.conversation_id, message) for message in missed]
        await self.server.emit("history", {"messages": messages, "complete": True}, to=sid)
        self.rooms.known(visitor.conversation_id, missed[-1].position if missed else asked.after)

    async def _enter(self, sid: str, visitor: Visitor, asked: Asked) -> None:
        if visitor.conversation_id:
            await self.server.leave_room(sid, visitor.conversation_id)
        visitor.language = asked.language or visitor.language
        self._visitors.enter(visitor, asked.session_id)
        await self.server.enter_room(sid, visitor.conversation_id)
        await self.server.save_session(sid, visitor)

    async def _user_uttered(self, sid: str, data: Any = None) -> dict[str, Any]:
        visitor: Visitor = await self.server.get_session(sid)
        if not visitor.conversation_id:
            await self._enter(sid, visitor, read_asked(data))
        with logs.about(visitor.conversation_id):
            return await self._receipt(sid, visitor, data)

    async def _receipt(self, sid: str, visitor: Visitor, data: Any) -> dict[str, Any]:
        language = visitor.language
        try:
            refusal, turn = await self._take(sid, visitor, data)
            if refusal is None and turn is not None:
                metrics.messages.labels("repeated" if turn.repeated else "answered").inc()
                return {"status": "ok", "position": turn.position}
            spoken = await asyncio.to_thread(self._conversations.language, visitor.conversation_id)
            language = spoken if spoken is not None else language
        except (DialogueAway, Away):
            log.warning("dialogue away")
            metrics.messages.labels("away").inc()
            return self._refusals.say(AWAY, language)
        metrics.refused.labels((refusal or AWAY).reason).inc()
        return self._refusals.say(refusal or AWAY, language)

    async def _take(self, sid: str, visitor: Visitor, data: Any) -> tuple[Refusal | None, Turn | None]:
        """Pass a message to the dialogue, or say why not."""
        if self._has_ended(visitor):
            return Refusal("expired"), None
        uttered = read_uttered(data)
        if not self._visitors.owns(visitor, uttered.session_id):
            return Refusal("session"), None
        incoming = await self._admit(uttered, visitor)
        if isinstance(incoming, Refusal):
            return incoming, None
        await self.server.emit("typing", {"on": True}, room=visitor.conversation_id)
        try:
            with metrics.answer_seconds.time():
                turn = await self._dialogue.receive(incoming)
        finally:
            await self.server.emit("typing", {"on": False}, room=visitor.conversation_id)
        await self._answer(sid, visitor, turn)
        return None, turn

    async def _admit(self, uttered: Uttered, visitor: Visitor) -> Incoming | Refusal:
        if self._reception.may_wait(uttered):
            return await asyncio.to_thread(self._reception.admit, uttered, visitor)
        return self._reception.admit(uttered, visitor)

    async def _answer(self, sid: str, visitor: Visitor, turn: Turn) -> None:
        if turn.repeated:
            # Only this browser missed it; the others have long shown it.
            for message in turn.messages:
                event, data = self._event(visitor.conversation_id, message)
                await self.server.emit(event, data, to=sid)
            return
        await self.deliver(visitor.conversation_id, [turn.own] if turn.own else [], skip=sid)
        await self.deliver(visitor.conversation_id, turn.messages)

    def _too_many_sessions(self, visitor: Visitor) -> bool:
        return self._guard.too_many_sessions(visitor.address) is not None

    def _has_ended(self, visitor: Visitor) -> bool:
        return visitor.expires_at is not None and self._now() >= visitor.expires_at
