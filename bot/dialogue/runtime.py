"""The dialogue: a customer's message goes in, what was said comes out, and all of it is stored or none.

A turn is one database transaction: the message, the replies, and everything the actions wrote. A process
killed in the middle leaves nothing behind, and the customer's client, which had no receipt, sends the
message again. A message that was stored is recognised by its client id and never answered twice.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.failures import failures
from bot.dialogue.transcript import Conversations
from bot.dialogue.turns import DialogueAway, Incoming, Turn
from bot.dialogue.words import without_command
from bot.storage.engine import Database
from bot.storage.errors import Away, Conflict, worth_retrying

log = logging.getLogger(__name__)

T = TypeVar("T")

# Another process that went on with the same conversation makes a turn fail; it is run again on fresh data.
TRIES = 3

Breakdown = Callable[[Incoming], str]
"""What to do with a message the assistant failed on: opens a case and returns what to tell the customer."""


class Dialogue:
    """Runs turns on the Rasa agent, one at a time: they share one core, and one writer of SQLite.

    They run in a thread of their own, so that a turn which waits for the database holds up no connection.
    """

    def __init__(
        self, agent: Agent, database: Database, conversations: Conversations, breakdown: Breakdown
    ) -> None:
        self._agent = agent
        self._database = database
        self._conversations = conversations
        self._breakdown = breakdown
        self._one_at_a_time = asyncio.Lock()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="dialogue", daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work in the dialogue's thread, when no turn is running; callable from any event loop."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._alone(work), self._loop))

    async def receive(self, incoming: Incoming) -> Turn:
        """Answer a message. Raises DialogueAway when the database is out of reach."""
        return await self.run(self._receive(incoming))

    async def trigger(self, conversation_id: str, intent: str, entities: dict[str, str]) -> Turn:
        """Let something outside the conversation start a turn, inside ``run``; joins the running transaction.

        Raises whatever the turn raised: the caller's transaction must then be undone.
        """
        with self._database.transaction():
            before = self._conversations.last_position(conversation_id)
            await self._run(self._triggered(conversation_id, intent, entities))
            return Turn(before, self._conversations.messages(conversation_id, after=before))

    async def _alone(self, work: Coroutine[Any, Any, T]) -> T:
        async with self._one_at_a_time:
            return await work

    async def _receive(self, incoming: Incoming) -> Turn:
        try:
            return await self._retrying(lambda: self._answer(incoming))
        except Away as error:
            raise DialogueAway from error
        except Exception:
            log.exception("turn failed; conversation=%s", incoming.conversation_id)
            return await self._apologise(incoming)

    async def _retrying(self, turn: Callable[[], Awaitable[Turn]]) -> Turn:
        for attempt in range(1, TRIES + 1):
            try:
                return await turn()
            except (Conflict, Away) as error:
                if attempt == TRIES or not worth_retrying(error):
                    raise
        raise AssertionError("unreachable")

    async def _answer(self, incoming: Incoming) -> Turn:
        with self._database.transaction():
            self._open(incoming)
            known = self._conversations.position_of(incoming.conversation_id, incoming.message_id)
            if known is None:
                await self._run(self._handled(incoming))
        return self._turn(incoming, repeated=known is not None)

    def _open(self, incoming: Incoming) -> None:
        self._conversations.open(incoming.conversation_id, incoming.channel, incoming.customer_id)

    def _turn(self, incoming: Incoming, repeated: bool = False) -> Turn:
        position = self._conversations.position_of(incoming.conversation_id, incoming.message_id)
        if position is None:
            raise RuntimeError("the turn ended without storing the customer's message")
        return Turn(
            position, self._conversations.messages(incoming.conversation_id, after=position), repeated
        )

    async def _run(self, turn: Awaitable[None]) -> None:
        """Run a turn and raise what its actions raised, which Rasa would only log."""
        noted: list[Exception] = []
        token = failures.set(noted)
        try:
            await turn
        finally:
            failures.reset(token)
        if noted:
            raise noted[0]

    async def _handled(self, incoming: Incoming) -> None:
        message = UserMessage(
            incoming.text if incoming.parse_data else without_command(incoming.text),
            CollectingOutputChannel(),
            incoming.conversation_id,
            parse_data=incoming.parse_data,
            input_channel=incoming.channel,
            message_id=incoming.message_id,
            metadata=_metadata(incoming),
        )
        await self._agent.handle_message(message)

    async def _triggered(self, conversation_id: str, intent: str, entities: dict[str, str]) -> None:
        processor = self._agent.processor
        if processor is None:
            raise RuntimeError("no model is loaded")
        channel = CollectingOutputChannel()
        tracker = await processor.fetch_tracker_and_update_session(conversation_id, channel)
        await processor.trigger_external_user_uttered(intent, entities, tracker, channel)

    async def _apologise(self, incoming: Incoming) -> Turn:
        """Keep the message that the assistant failed on, hand it to a person, and say so."""
        try:
            with self._database.transaction():
                self._open(incoming)
                tracker = await self._agent.tracker_store.get_or_create_tracker(incoming.conversation_id)
                words = self._breakdown(incoming)
                _log_unanswered(tracker, incoming, words)
                await self._agent.tracker_store.save(tracker)
            return self._turn(incoming)
        except Exception as error:
            log.exception("apology failed; conversation=%s", incoming.conversation_id)
            raise DialogueAway from error


def _metadata(incoming: Incoming) -> dict[str, Any]:
    return {**incoming.metadata, "client_message_id": incoming.message_id}


def _log_unanswered(tracker: DialogueStateTracker, incoming: Incoming, words: str) -> None:
    tracker.update(
        UserUttered(
            incoming.text,
            input_channel=incoming.channel,
            message_id=incoming.message_id,
            metadata=_metadata(incoming),
        )
    )
    tracker.update(BotUttered(words))
    tracker.update(ActionExecuted("action_listen"))
