"""The dialogue: a customer's message goes in, what was said comes out, and all of it is stored or none.

A turn is a part of one database transaction: the message, the replies, and everything the actions wrote. A process
killed in the middle leaves nothing behind, and the customer's client, which had no receipt, sends the message again.
A message that was stored is recognised by its client id and never answered twice.

Messages that wait at the same time, each in a conversation of its own, share a transaction: storing one turn safely
takes the disk as long as storing eight.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar, cast

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from bot import logs, metrics
from bot.dialogue.failures import raising_failures
from bot.dialogue.processor import Processor
from bot.dialogue.tracker import LiveTracker
from bot.dialogue.transcript import Conversations, said_in
from bot.dialogue.turns import DialogueAway, Incoming, Turn
from bot.dialogue.waiting import Waiting
from bot.dialogue.words import without_command
from bot.storage.engine import Database, RememberingSession
from bot.storage.errors import Away, Conflict, worth_retrying

log = logging.getLogger(__name__)

T = TypeVar("T")

TRIES = 3
"""Another process that went on with the same conversation makes a turn fail; it is run again on fresh data."""

TOGETHER = 8
"""How many turns share a transaction at most: with more, the first to be answered would wait too long."""

Breakdown = Callable[[Incoming], str]
"""What to do with a message the assistant failed on: opens a case and returns what to tell the customer."""


class Dialogue:
    """Runs turns on the model, one at a time: they share one core, and one writer of SQLite.

    They run in a thread of their own, so that a turn which waits for the database holds up no connection.
    """

    def __init__(
        self,
        processor: Processor,
        database: Database,
        conversations: Conversations,
        breakdown: Breakdown,
        *,
        whole: bool = True,
    ) -> None:
        """``whole`` is whether a turn is stored as one: actions in another process would wait for it to end."""
        self.processor = processor
        self._database = database
        self._conversations = conversations
        self._breakdown = breakdown
        self._whole = whole
        self._one_at_a_time = asyncio.Lock()
        self._waiting = Waiting()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="dialogue", daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work in the dialogue's thread, when no turn is running; callable from any event loop."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._alone(work), self._loop))

    async def receive(self, incoming: Incoming) -> Turn:
        """Answer a message. Raises DialogueAway when the database is out of reach."""
        answered = self._waiting.add(incoming)
        asyncio.run_coroutine_threadsafe(self._alone(self._answer_waiting()), self._loop)
        return await asyncio.wrap_future(answered)

    async def trigger(self, conversation_id: str, intent: str, entities: dict[str, str]) -> Turn:
        """Let something outside the conversation start a turn, inside ``run``; joins the running transaction.

        Raises whatever the turn raised: the caller's transaction must then be undone.
        """
        with self._database.transaction():
            before = self._conversations.last_position(conversation_id)
            with raising_failures():
                await self._triggered(conversation_id, intent, entities)
            return Turn(before, self._conversations.messages(conversation_id, after=before))

    async def _alone(self, work: Coroutine[Any, Any, T]) -> T:
        async with self._one_at_a_time:
            return await work

    async def _answer_waiting(self) -> None:
        """Answer the messages that wait; what another call has answered meanwhile waits no more."""
        batch = self._waiting.take(TOGETHER if self._whole else 1)
        turns: Sequence[Turn | None] = [None] * len(batch)
        if len(batch) > 1:
            try:
                turns = await self._answer_together([incoming for incoming, _ in batch])
            except Exception:
                log.warning("turns could not be stored together; each is done again by itself")
        for (incoming, answered), turn in zip(batch, turns, strict=True):
            try:
                answered.set_result(turn or await self._receive(incoming))
            except BaseException as error:
                answered.set_exception(error)

    async def _answer_together(self, batch: Sequence[Incoming]) -> list[Turn | None]:
        """Return the turns of one transaction, None for one that failed and left nothing behind."""
        turns: list[Turn | None] = []
        with self._database.transaction(remembering=True) as session:
            for incoming in batch:
                try:
                    with self._database.savepoint():
                        turns.append(await self._answer(incoming))
                except Exception:
                    turns.append(None)
                cast(RememberingSession, session).forget()
        return turns

    async def _receive(self, incoming: Incoming) -> Turn:
        try:
            return await self._retrying(incoming)
        except Away as error:
            raise DialogueAway from error
        except Exception:
            log.exception("turn failed; conversation=%s", incoming.conversation_id)
            return await self._apologise(incoming)

    async def _retrying(self, incoming: Incoming) -> Turn:
        for attempt in range(1, TRIES + 1):
            try:
                with self._database.transaction(remembering=True) if self._whole else nullcontext():
                    return await self._answer(incoming)
            except (Conflict, Away) as error:
                if attempt == TRIES or not worth_retrying(error):
                    raise
        raise AssertionError("unreachable")

    async def _answer(self, incoming: Incoming) -> Turn:
        """Answer a message within the running transaction."""
        conversation_id = incoming.conversation_id
        self._conversations.open(conversation_id, incoming.channel, incoming.customer_id)
        known = self._conversations.position_of(conversation_id, incoming.message_id)
        if known is not None:
            return Turn(known, self._conversations.messages(conversation_id, after=known), repeated=True)
        with metrics.turn(), logs.about(conversation_id), raising_failures():
            return _turn(incoming, await self.processor.answer(_message(incoming)))

    async def _triggered(self, conversation_id: str, intent: str, entities: dict[str, str]) -> None:
        channel = CollectingOutputChannel()
        tracker = await self.processor.fetch_tracker_and_update_session(conversation_id, channel)
        await self.processor.trigger_external_user_uttered(intent, entities, tracker, channel)

    async def _apologise(self, incoming: Incoming) -> Turn:
        """Keep the message that the assistant failed on, hand it to a person, and say so."""
        try:
            with self._database.transaction():
                self._conversations.open(incoming.conversation_id, incoming.channel, incoming.customer_id)
                tracker = await self.processor.get_tracker(incoming.conversation_id)
                _log_unanswered(tracker, incoming, self._breakdown(incoming))
                await self.processor.save_tracker(tracker)
            return _turn(incoming, tracker)
        except Exception as error:
            log.exception("apology failed; conversation=%s", incoming.conversation_id)
            raise DialogueAway from error


def _message(incoming: Incoming) -> UserMessage:
    return UserMessage(
        incoming.text if incoming.parse_data else without_command(incoming.text),
        CollectingOutputChannel(),
        incoming.conversation_id,
        parse_data=incoming.parse_data,
        input_channel=incoming.channel,
        message_id=incoming.message_id,
        metadata=_metadata(incoming),
    )


def _metadata(incoming: Incoming) -> dict[str, Any]:
    return {**incoming.metadata, "client_message_id": incoming.message_id}


def _turn(incoming: Incoming, tracker: LiveTracker) -> Turn:
    """What a message's turn stored. Raises RuntimeError when the message itself is not there."""
    row = next((row for row in tracker.latest_rows if row["message_id"] == incoming.message_id), None)
    if row is None:
        raise RuntimeError("the turn ended without storing the customer's message")
    said = said_in(tracker.latest_rows)
    own = next((message for message in said if message.position == row["position"]), None)
    later = [message for message in said if message.position > row["position"]]
    return Turn(row["position"], later, own=own)


def _log_unanswered(tracker: LiveTracker, incoming: Incoming, words: str) -> None:
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
