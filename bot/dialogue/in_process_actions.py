"""Runs custom actions in the dialogue process instead of over HTTP.

Rasa would write the whole conversation as JSON for every action, and check each answer against a schema that it
compiles anew, which takes longer than the action. Here an action is a function call into rasa_sdk's executor.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, overload

from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection as Rejected
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot import metrics
from bot.dialogue.failures import note_failure


class InProcessActions:
    """Stands where Rasa expects the HTTP endpoint of an action server."""

    # Rasa then sends the domain only to the actions that ask for it in domain.yml.
    kwargs: dict[str, Any] = {"enable_selective_domain": True}  # noqa: RUF012  read by Rasa on the instance

    def __init__(self, package: str) -> None:
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def run(self, name: str, tracker: DialogueStateTracker) -> dict[str, Any]:
        """Run an action and return its events and responses."""
        try:
            with metrics.part("actions"):
                result = await self._executor.run(
                    {"next_action": name, "sender_id": tracker.sender_id, "tracker": _state(tracker)}
                )
        except ActionExecutionRejection as rejection:
            raise Rejected(rejection.action_name, str(rejection)) from rejection
        except Exception as error:
            note_failure(error)
            raise
        return result or {"events": [], "responses": []}


class EventDicts(Sequence[dict[str, Any]]):
    """A tracker's events as rasa_sdk hands them to actions, each written out when it is looked at."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [event.as_dict() for event in list(self._events)[index]]
        return dict(self._events[index].as_dict())


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        "sender_id": tracker.sender_id,
        "slots": tracker.current_slot_values(),
        "latest_message": tracker._latest_message_data(),
        "events": EventDicts(tracker.events),
        "paused": tracker.is_paused(),
        "followup_action": tracker.followup_action,
        "active_loop": vars(tracker.active_loop) if tracker.active_loop else {},
        "latest_action_name": tracker.latest_action_name,
    }


_over_http = RemoteAction.run


async def _run(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    if not isinstance(self.action_endpoint, InProcessActions):
        return list(await _over_http(self, output_channel, nlg, tracker, domain))
    result = await self.action_endpoint.run(self.name(), tracker)
    said = await self._utter_responses(result["responses"], output_channel, nlg, tracker)
    return [*said, *deserialise_events(result["events"])]


@lru_cache(maxsize=1)
def _schema() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def _validate(_: RemoteAction, result: dict[str, Any]) -> bool:
    _schema().validate(result)
    return True


@lru_cache(maxsize=256)
def _event_class(name: str, default: type[Event] | None = None) -> type[Event] | None:
    found = next((each for each in all_subclasses(Event) if each.type_name == name), default)
    if found is None:
        raise ValueError(f"Unknown event name {name!r}.")
    return found


def install() -> None:
    """Let Rasa's actions run in-process where the endpoint is ours, and do constant checks once for all endpoints."""
    RemoteAction.run = _run
    RemoteAction._validate_action_result = _validate
    Event.resolve_by_type = staticmethod(_event_class)
