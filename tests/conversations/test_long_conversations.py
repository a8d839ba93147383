"""A conversation's thousandth turn is like its tenth, and nothing that is unfinished is lost on the way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

from bot.dialogue.processor import LONGEST_SESSION
from bot.dialogue.rule_policy import EndingRulePolicy
from bot.dialogue.tracker import LiveTracker
from tests.conversations.test_survey import answers, begun

CHATTER = ["tack", "är du en robot?", "var är min beställning?", "hej", "det blir nog fint väder imorgon"]


def live_tracker(customer) -> LiveTracker:
    tracker = customer.stage.dialogue.processor.tracker_store.live.take(customer.conversation_id)
    assert tracker is not None
    return tracker


@contextmanager
def statements(stage) -> Iterator[list[str]]:
    """The SQL statements of what happens inside."""
    told: list[str] = []

    def note(connection, cursor, statement, *_):
        told.append(statement)

    event.listen(stage.app.database.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(stage.app.database.engine, "before_cursor_execute", note)


def test_a_late_turn_holds_no_more_and_asks_the_database_no_more_than_an_early_one(person):
    anna = person("sv")
    held, asked = [], []
    for _ in range(150):
        with statements(anna.stage) as told:
            anna.says("hej")
        asked.append(len(told))
        tracker = live_tracker(anna)
        held.append(len(tracker.events))
        anna.stage.dialogue.processor.tracker_store.live.put(tracker)
    assert max(held) <= LONGEST_SESSION + 20
    assert max(asked[100:]) <= max(asked[1:50])
    assert len(anna.stage.app.conversations.messages(anna.conversation_id)) == 300


def test_a_survey_survives_any_amount_of_chatter(person):
    anna = begun(person)
    asked = anna.heard[-1].question["key"]
    for _ in range(12):
        anna.says("är du en robot?")
    assert anna.heard[-1].question["key"] == asked
    anna.says("9")
    assert answers(anna)["recommend"] == 9


def test_a_problem_that_is_being_told_survives_any_amount_of_chatter(person):
    anna = person("sv")
    anna.is_checked_in_on()
    anna.says("nej, skadad")
    for _ in range(12):
        anna.says("är du en robot?")
    assert "hör av sig" in anna.says("locket sprack när jag öppnade kartongen")
    assert anna.stage.app.cases.open_case_of(anna.conversation_id).reason == "damaged"


def test_who_is_not_understood_is_offered_a_person_wherever_a_session_ends(person):
    emma = person("en")
    for _ in range(7):
        emma.says("hello")
    heard = [emma.says(words) for words in ("asdf qwer zxcv", "plopp krax fnurg", "glurk smorf blarg")]
    assert "colleague" in heard[1]
    assert "in touch" in heard[2]


def test_a_finished_survey_closes_the_session_and_keeps_language_and_order(person):
    emma = begun(person, "en")
    for words in ("9", "the coffee", "5"):
        emma.says(words)
    assert "delivered" in emma.says("where is my order?")
    tracker = live_tracker(emma)
    assert isinstance(tracker.events[0], SessionStarted)
    assert tracker.get_slot("language") == "en"
    assert tracker.get_slot("touchpoint")


def test_a_conversation_read_again_goes_on_like_one_in_memory(person):
    kept, restarted = begun(person), begun(person)
    for words in ("vet inte riktigt", "7", "mer kaffe på köpet", "4", "tack"):
        restarted.is_read_again()
        assert kept.says(words) == restarted.says(words)
    assert answers(kept) == answers(restarted)


@pytest.mark.parametrize("seed", range(6))
def test_the_quick_rule_policy_predicts_what_rasas_does(person, monkeypatch, seed):
    seen: list[bool] = []
    quick = EndingRulePolicy._predict

    def compared(policy, tracker, domain):
        prediction, source = quick(policy, tracker, domain)
        if isinstance(tracker, LiveTracker):
            plain = DialogueStateTracker.from_events("anna", list(tracker.events), domain.slots)
            patient = RulePolicy._predict(_plain(policy), plain, domain)[0]
            assert (patient.probabilities, patient.events) == (prediction.probabilities, prediction.events)
            seen.append(True)
        return prediction, source

    monkeypatch.setattr(EndingRulePolicy, "_predict", compared)
    customer = person("sv")
    customer.is_checked_in_on()
    talk = random.Random(seed)
    words = ["ja", "nej", "9", "2", "hoppa över", "sluta", "den är trasig", "vill prata med en människa",
             "ändra min e-post", "visa mina uppgifter", "help", *CHATTER]  # fmt: skip
    for _ in range(25):
        customer.says(talk.choice(words))
    assert len(seen) > 40


def _plain(policy: EndingRulePolicy) -> RulePolicy:
    twin = object.__new__(RulePolicy)
    twin.__dict__.update(policy.__dict__)
    return twin
