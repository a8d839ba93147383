"""The live tracker is Rasa's tracker: the same state, the same past, whatever happens in the conversation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.dialogue.tracker import LiveTracker

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet", "affirm"],
        "slots": {
            "pending": {
                "type": "categorical",
                "values": ["checkin", "human"],
                "mappings": [{"type": "custom"}],
            },
            "language": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]},
        },
        "forms": {"survey_form": {"required_slots": []}},
        "actions": ["action_greet"],
    }
)


def said(intent: str) -> UserUttered:
    return UserUttered("hej", intent={"name": intent, "confidence": 1.0})


happenings = some.lists(
    some.sampled_from(
        [
            lambda: said("greet"),
            lambda: said("affirm"),
            lambda: ActionExecuted("action_listen"),
            lambda: ActionExecuted("action_greet"),
            lambda: ActionExecuted("survey_form"),
            lambda: ActionExecutionRejected("survey_form"),
            lambda: ActiveLoop("survey_form"),
            lambda: ActiveLoop(None),
            lambda: LoopInterrupted(True),
            lambda: SlotSet("pending", "checkin"),
            lambda: SlotSet("pending", None),
            lambda: SlotSet("language", "sv"),
            lambda: BotUttered("Hej!"),
            lambda: SessionStarted(),
        ]
    ),
    max_size=25,
)


def both(events: list[Event]) -> tuple[LiveTracker, DialogueStateTracker]:
    live, plain = LiveTracker("anna", DOMAIN.slots), DialogueStateTracker("anna", DOMAIN.slots)
    for event in events:
        live.update(event)
        plain.update(event)
        live.past_states(DOMAIN)  # as a prediction would, at any point
    return live, plain


@given(happenings)
def test_what_applies_and_what_went_before_are_what_rasa_says(makers) -> None:
    live, plain = both([make() for make in makers])
    assert live.applied_events() == plain.applied_events()
    assert live.past_states(DOMAIN) == plain.past_states(DOMAIN)


@given(happenings, happenings)
def test_a_copy_goes_its_own_way(before, after) -> None:
    live, plain = both([make() for make in before])
    copied = live.copy()
    for make in after:
        copied.update(make())
    assert live.current_state(EventVerbosity.ALL) == plain.current_state(EventVerbosity.ALL)
    assert live.past_states(DOMAIN) == plain.past_states(DOMAIN)


@given(happenings, happenings)
def test_what_is_forgotten_changes_nothing_that_follows(before, after) -> None:
    live, plain = both([make() for make in before])
    live.mark_stored(position=len(before))
    assert sum(isinstance(event, SessionStarted) for event in live.events) <= 1
    for make in after:
        event = make()
        live.update(event)
        plain.update(event)
    assert live.past_states(DOMAIN) == plain.past_states(DOMAIN)
    assert live.current_slot_values() == plain.current_slot_values()
    assert len(live.fresh) == len(after)


def test_a_change_to_a_state_that_was_handed_out_stays_outside() -> None:
    live, _ = both([ActionExecuted("action_listen"), said("greet"), SlotSet("pending", "checkin")])
    live.past_states(DOMAIN)[-1]["slots"].clear()
    assert live.past_states(DOMAIN)[-1]["slots"]
