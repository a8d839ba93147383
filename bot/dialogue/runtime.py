"""The dialogue: a customer's message goes in, what was said comes out, and all of it is stored or none.

A turn is one database transaction: the message, the replies, and everything the actions wrote. A process
killed in the middle leaves nothing behind, and the customer's client, which had no receipt, sends the
message again. A message that was stored is recognised by its client id and never answered twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.in_process_actions import InProcessActions, failure
from bot.dialogue.tracker_store import ConversationTrackerStore
from bot.dialogue.transcript import Conversations, Message
from bot.storage.engine import Database
from bot.storage.errors import Away, Conflict

log = logging.getLogger(__name__)

# Another process that went on with the same conversation makes a turn fail; it is run again on fresh data.
TRIES = 3

Breakdown = Callable[["Incoming"], str]
"""What to do with a message the assistant failed on: opens a case and returns what to tell the customer."""


class DialogueAway(Exception):
    """The database cannot be reached; nothing was stored, and the message may be sent again."""


@dataclass(frozen=True)
class Incoming:
    """A customer's message after the guard: words, or a button's title with what the button stands for."""

    conversation_id: str
    text: str
    message_id: str
    channel: str
    parse_data: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What a message led to: its place in the thread and all that follows it."""

    position: int
    messages: list[Message]
    repeated: bool = False


class Dialogue:
    """Runs turns on the Rasa agent, one at a time: they share one core, and one writer of SQLite."""

    def __init__(
        self, agent: Agent, database: Database, conversations: Conversations, breakdown: Breakdown
    ) -> None:
        self._agent = agent
        self._database = database
        self._conversations = conversations
        self._breakdown = breakdown
        self._one_at_a_time = asyncio.Lock()

    async def receive(self, incoming: Incoming) -> Turn:
        """Answer a message. Raises DialogueAway when the database is out of reach."""
        async with self._one_at_a_time:
            try:
                return await self._retrying(lambda: self._answer(incoming))
            except Away as error:
                raise DialogueAway from error
            except Exception:
                log.exception("turn failed; conversation=%s", incoming.conversation_id)
                return await self._apologise(incoming)

    async def trigger(self, conversation_id: str, intent: str, entities: dict[str, str]) -> Turn:
        """Let something outside the conversation start a turn; joins the caller's transaction.

        Raises whatever the turn raised: the caller's transaction must then be undone.
        """
        with self._database.transaction():
            before = self._conversations.last_position(conversation_id)
            await self._run(self._triggered(conversation_id, intent, entities))
            return Turn(before, self._conversations.messages(conversation_id, after=before))

    def exclusive(self) -> asyncio.Lock:
        """The lock under which turns run; hold it around a transaction that contains ``trigger``."""
        return self._one_at_a_time

    async def _retrying(self, turn: Callable[[], Awaitable[Turn]]) -> Turn:
        for attempt in range(1, TRIES + 1):
            try:
                return await turn()
            except Conflict:
                if attempt == TRIES:
                    raise
        raise AssertionError("unreachable")

    async def _answer(self, incoming: Incoming) -> Turn:
        with self._database.transaction():
            known = self._conversations.position_of(incoming.conversation_id, incoming.message_id)
            if known is None:
                await self._run(self._handled(incoming))
        return self._turn(incoming, repeated=known is not None)

    def _turn(self, incoming: Incoming, repeated: bool = False) -> Turn:
        position = self._conversations.position_of(incoming.conversation_id, incoming.message_id)
        if position is None:
            raise RuntimeError("the turn ended without storing the customer's message")
        return Turn(
            position, self._conversations.messages(incoming.conversation_id, after=position), repeated
        )

    async def _run(self, turn: Awaitable[None]) -> None:
        """Run a turn and raise what its actions raised, which Rasa would only log."""
        token = failure.set([])
        try:
            await turn
            failures = failure.get()
            if failures:
                raise failures[0]
        finally:
            failure.reset(token)

    async def _handled(self, incoming: Incoming) -> None:
        message = UserMessage(
            incoming.text,
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


def load_dialogue(
    *,
    model: Path,
    database: Database,
    conversations: Conversations,
    generator: NaturalLanguageGenerator,
    breakdown: Breakdown,
) -> Dialogue:
    """Load the model and connect it to the database and the actions."""
    store = ConversationTrackerStore(Domain.empty(), database)
    agent = Agent.load(
        model,
        generator=generator,
        tracker_store=store,
        action_endpoint=InProcessActions("actions", database),
    )
    # Rasa wraps the store so that an outage silently starts a fresh conversation in memory: unwrap it.
    store.domain = agent.domain
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor.tracker_store = store
    return Dialogue(agent, database, conversations, breakdown)
