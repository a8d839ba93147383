"""Rasa's message processor without what it does over again at every message.

Sessions are short by design: one ends with the form it was about, or when it has become long, and the next one
begins with what is unfinished (``actions/session.py``). So a turn's cost does not grow with the conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import (
    ACTION_EXTRACT_SLOTS,
    ACTION_SESSION_START_NAME,
    ACTION_VALIDATE_SLOT_MAPPINGS,
    DEFAULT_SLOT_NAMES,
)
from rasa.shared.core.events import ActionExecutionRejected, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot import metrics
from bot.dialogue.tracker import LiveTracker

LONGEST_SESSION = 60
"""Events, some six to eight turns, after which a session ends with its turn."""


class Processor(MessageProcessor):
    """Handles messages as Rasa's does, without its debug copies of everything that was said."""

    async def answer(self, message: UserMessage) -> LiveTracker:
        """Answer a message, store the turn, and return the conversation; ``latest_rows`` is what was stored."""
        tracker = await self.log_message(message, should_save_tracker=False)
        tracker = await self.run_action_extract_slots(message.output_channel, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)
        await self.save_tracker(tracker)
        return cast(LiveTracker, tracker)

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Set the slots that the latest message fills."""
        if self._all_slots_are_ours:
            events = await self._validated_slots(output_channel, tracker)
        else:
            action = self._get_action(ACTION_EXTRACT_SLOTS)
            events = await action.run(output_channel, self.nlg, tracker, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def _validated_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> list[Event]:
        """What Rasa's action comes to where no mapping of the domain fills a slot."""
        action = self._get_action(ACTION_VALIDATE_SLOT_MAPPINGS)
        events = await action.run(output_channel, self.nlg, tracker.copy(), self.domain)
        return [event for event in events if isinstance(event, SlotSet | BotUttered)]

    @cached_property
    def _all_slots_are_ours(self) -> bool:
        """Whether actions alone set slots (``type: custom`` in domain.yml, without an action of its own)."""
        mappings = [
            mapping
            for slot in self.domain.slots
            if slot.name not in DEFAULT_SLOT_NAMES
            for mapping in slot.mappings
        ]
        return ACTION_VALIDATE_SLOT_MAPPINGS in self.domain.user_actions and all(
            mapping.get("type") == "custom" and "action" not in mapping for mapping in mappings
        )

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Return what the model understands of a message."""
        with metrics.part("parse"):
            return dict(self._parse_message_with_graph(message, tracker, only_output_properties))

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        with metrics.part("predict"):
            return super()._predict_next_with_tracker(tracker)

    async def _update_tracker_session(
        self,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        if tracker.events and not self._has_session_expired(tracker):
            return
        await self._run_action(
            action=self._get_action(ACTION_SESSION_START_NAME),
            tracker=tracker,
            output_channel=output_channel,
            nlg=self.nlg,
            prediction=PolicyPrediction.for_action_name(self.domain, ACTION_SESSION_START_NAME),
        )

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        if isinstance(tracker, LiveTracker) and (
            len(tracker.events) > LONGEST_SESSION or tracker.a_form_has_ended()
        ):
            return True
        return bool(super()._has_session_expired(tracker))

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: Sequence[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        events = list(events or ())
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Nothing is logged: what slots hold is personal."""
