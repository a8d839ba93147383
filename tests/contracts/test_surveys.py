"""Surveys are asked, answered, left and resumed alike on every database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.outreach.models import Touchpoint
from bot.records.models import Customer
from bot.storage.engine import Database
from bot.surveys.catalogue import Catalogue, load_catalogue, read_survey
from bot.surveys.errors import EditionChanged, UnknownSurvey
from bot.surveys.models import SurveyAnswer, SurveyResponse
from bot.surveys.scoring import Score
from bot.surveys.service import Surveys

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SURVEY = """
key: short
version: {version}
title: {{sv: Kort, en: Short}}
intro: {{sv: Hej, en: Hello}}
thanks: {{sv: Tack, en: Thanks}}
questions:
  - {{key: recommend, kind: nps, text: {{sv: "{words}", en: How likely}}}}
  - {{key: wrong, kind: text, text: {{sv: Vad gick fel, en: What went wrong}},
      ask_if: {{question: recommend, at_most: 6}}}}
  - key: matters
    kind: choices
    text: {{sv: Vad är viktigt, en: What matters}}
    options:
      - {{key: price, title: {{sv: Pris, en: Price}}}}
      - {{key: quality, title: {{sv: Kvalitet, en: Quality}}}}
  - {{key: contact, kind: yes_no, text: {{sv: Får vi ringa, en: May we call}}}}
"""


class Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def catalogue(tmp_path: Path) -> Callable[..., Catalogue]:
    def write(version: int = 1, words: str = "Hur troligt") -> Catalogue:
        path = tmp_path / "short.yml"
        path.write_text(SURVEY.format(version=version, words=words), encoding="utf-8")
        return Catalogue([read_survey(path), *load_catalogue()])

    return write


@pytest.fixture
def surveys(database: Database, catalogue: Callable[..., Catalogue], clock: Clock) -> Surveys:
    return Surveys(database=database, catalogue=catalogue(), now=clock)


@pytest.fixture
def begin(surveys: Surveys) -> Callable[..., object]:
    def start(conversation: str = "c1", survey: str = "short", **others: object) -> object:
        return surveys.start(survey, conversation_id=conversation, language="sv", channel="website", **others)

    return start


@pytest.fixture
def touchpoint(database: Database) -> Callable[[], int]:
    """Plan a touchpoint for the one customer, and return its id."""
    numbers = count(1)

    def plan() -> int:
        with database.transaction() as session:
            customer = session.scalar(select(Customer)) or Customer(
                name="Anna", created_at=NOW, updated_at=NOW
            )
            session.add(customer)
            session.flush()
            row = Touchpoint(
                customer_id=customer.id,
                kind="checkin",
                occurrence=f"order:{next(numbers)}",
                due_at=NOW,
                created_at=NOW,
            )
            session.add(row)
            session.flush()
            return row.id

    return plan


def answer(surveys: Surveys, words: str, conversation: str = "c1", **others: object):
    return surveys.answer(conversation, words, language="sv", **others)


def stored(surveys: Surveys, outcome) -> dict[str, object]:
    card = surveys.response(outcome.response_uid)
    return {each.question.key: each.value for each in card.answers}


def test_a_survey_is_asked_to_its_end(surveys, begin, clock):
    first = begin()
    assert (first.question.key, first.number, first.total, first.begins) == ("recommend", 1, 4, True)
    clock.moment += timedelta(minutes=1)
    outcome = answer(surveys, "en trea, den läcker")
    assert (outcome.kind, outcome.answered.key, outcome.value) == ("stored", "recommend", 3)
    assert outcome.score == Score("nps", 3, "detractor")
    assert outcome.said == "en trea, den läcker"
    assert (outcome.step.question.key, outcome.step.number, outcome.step.left) == ("wrong", 2, 3)
    answer(surveys, "Kannan var sprucken")
    answer(surveys, "både pris och kvalitet")
    last = answer(surveys, "ja tack")
    assert (last.kind, last.step, last.answered.key, last.value) == ("finished", None, "contact", True)
    card = surveys.response(last.response_uid)
    assert (card.state, card.finished_at) == ("completed", clock.moment)
    assert stored(surveys, last) == {
        "recommend": 3,
        "wrong": "Kannan var sprucken",
        "matters": ("price", "quality"),
        "contact": True,
    }
    assert surveys.current("c1") is None
    assert answer(surveys, "9").kind == "none_open"


def test_every_answer_is_stored_as_it_comes_with_its_provenance(surveys, begin, database, clock):
    begin()
    clock.moment += timedelta(minutes=5)
    answer(surveys, "9, ni är bäst", provenance="slack")
    with database.reading() as session:
        row = session.scalars(select(SurveyAnswer)).one()
        assert (row.question, row.number, row.said, row.provenance, row.answered_at) == (
            "recommend",
            9,
            "9, ni är bäst",
            "slack",
            clock.moment,
        )
        assert (row.text, row.choices, row.skipped) == (None, None, False)


def test_an_answer_belongs_to_the_transaction_around_it(surveys, begin, database):
    step = begin()
    with suppress(RuntimeError), database.transaction():
        answer(surveys, "9")
        raise RuntimeError("the turn failed")
    assert surveys.current("c1").question.key == "recommend"
    assert surveys.response(step.response_uid).answers == ()


def test_what_is_not_understood_is_not_stored_and_says_what_to_ask(surveys, begin):
    begin()
    outcome = answer(surveys, "mellan sju och åtta")
    assert (outcome.kind, outcome.hint) == ("unclear", "utter_survey_hint_between")
    assert (outcome.hint_values["first"], outcome.hint_values["second"]) == (7, 8)
    assert outcome.step.question.key == "recommend"
    assert stored(surveys, outcome) == {}


def test_a_pressed_button_answers(surveys, begin):
    begin()
    assert answer(surveys, "9", payload_value="9", question="recommend").value == 9
    assert answer(surveys, "Pris", payload_value="price").value == ("price",)
    assert answer(surveys, "Nej", payload_value="no").value is False


def test_an_earlier_questions_button_changes_that_answer(surveys, begin):
    begin()
    answer(surveys, "9")
    outcome = answer(surveys, "3", payload_value="3", question="recommend")
    assert (outcome.kind, outcome.answered.key, outcome.value) == ("stored", "recommend", 3)
    assert outcome.step.question.key == "wrong"


@pytest.mark.parametrize("question", ["wrong", "contact", "no_such_question"])
def test_a_button_of_a_question_that_was_not_asked_changes_nothing(surveys, begin, question):
    begin()
    answer(surveys, "9")
    outcome = answer(surveys, "Ja", payload_value="yes", question=question)
    assert (outcome.kind, outcome.hint) == ("unclear", "utter_survey_hint_old_button")
    assert stored(surveys, outcome) == {"recommend": 9}


@pytest.mark.parametrize("payload", ["11", "-1", "", "9.0", "٩", "price", "9" * 5000, "\x00"])
def test_a_forged_button_value_is_refused(surveys, begin, payload):
    begin()
    assert answer(surveys, "hej", payload_value=payload).kind == "unclear"


def test_any_question_can_be_skipped(surveys, begin):
    begin()
    outcome = surveys.skip("c1")
    assert (outcome.kind, outcome.answered.key, outcome.value, outcome.score) == (
        "skipped",
        "recommend",
        None,
        None,
    )
    assert outcome.step.question.key == "matters"
    surveys.skip("c1")
    last = surveys.skip("c1")
    assert (last.kind, last.answers) == ("finished", 0)
    assert stored(surveys, last) == {"recommend": None, "matters": None, "contact": None}


def test_back_returns_to_the_question_before_and_the_new_answer_replaces_the_old(surveys, begin):
    begin()
    answer(surveys, "9")
    outcome = surveys.back("c1")
    assert (outcome.kind, outcome.step.question.key, outcome.step.number) == ("back", "recommend", 1)
    assert stored(surveys, outcome) == {"recommend": 9}
    assert stored(surveys, answer(surveys, "7")) == {"recommend": 7}


def test_back_at_the_first_question_stays_there(surveys, begin):
    begin()
    outcome = surveys.back("c1")
    assert (outcome.kind, outcome.step.question.key) == ("first", "recommend")


def test_answers_that_a_new_answer_leads_past_are_dropped_and_the_others_not_asked_again(surveys, begin):
    begin()
    for words in ("2", "Kannan var sprucken", "pris"):
        answer(surveys, words)
    for _ in range(3):
        outcome = surveys.back("c1")
    assert outcome.step.question.key == "recommend"
    outcome = answer(surveys, "10")
    assert outcome.step.question.key == "contact"
    assert stored(surveys, outcome) == {"recommend": 10, "matters": ("price",)}


def test_a_skipped_question_after_back_loses_its_answer(surveys, begin):
    begin()
    answer(surveys, "9")
    surveys.back("c1")
    assert stored(surveys, surveys.skip("c1")) == {"recommend": None}


def test_stop_keeps_what_was_answered_and_resume_goes_on_there(surveys, begin):
    begin()
    answer(surveys, "9")
    outcome = surveys.stop("c1")
    assert (outcome.kind, outcome.step, outcome.answers) == ("stopped", None, 1)
    assert surveys.response(outcome.response_uid).state == "stopped"
    assert surveys.current("c1") is None
    step = surveys.resume("c1")
    assert (step.question.key, step.response_uid) == ("matters", outcome.response_uid)
    assert surveys.response(outcome.response_uid).finished_at is None


def test_a_half_finished_survey_waits_for_days(surveys, begin, clock, database, catalogue):
    begin()
    answer(surveys, "9")
    clock.moment += timedelta(days=4)
    another_process = Surveys(database=database, catalogue=catalogue(), now=clock)
    step = another_process.current("c1")
    assert (step.question.key, step.updated_at) == ("matters", NOW)


def test_without_an_open_survey_nothing_happens(surveys):
    assert surveys.current("c1") is None
    assert surveys.resume("c1") is None
    assert {surveys.skip("c1").kind, surveys.back("c1").kind, surveys.stop("c1").kind} == {"none_open"}
    assert surveys.response("nobody") is None


def test_a_touchpoints_survey_is_started_once(surveys, begin, touchpoint):
    occasion = touchpoint()
    first = begin(touchpoint_id=occasion)
    answer(surveys, "9")
    again = begin(touchpoint_id=occasion)
    assert (again.response_uid, again.question.key) == (first.response_uid, "matters")


@pytest.mark.parametrize("end", ["complete", "stop"])
def test_a_touchpoints_survey_that_has_ended_is_not_asked_again(surveys, begin, touchpoint, end):
    occasion = touchpoint()
    begin(touchpoint_id=occasion)
    if end == "stop":
        surveys.stop("c1")
    while surveys.current("c1"):
        surveys.skip("c1")
    assert begin(touchpoint_id=occasion) is None


def test_a_survey_started_in_another_conversation_goes_on_in_this_one(surveys, begin, touchpoint):
    occasion = touchpoint()
    first = begin("website-1", touchpoint_id=occasion)
    answer(surveys, "9", "website-1")
    assert begin("slack-1", touchpoint_id=occasion).response_uid == first.response_uid
    assert surveys.current("website-1") is None
    assert answer(surveys, "pris", "slack-1").step.question.key == "contact"


def test_a_new_occasion_sets_an_unfinished_survey_aside(surveys, begin, touchpoint):
    first = begin(touchpoint_id=touchpoint())
    answer(surveys, "9")
    second = begin(touchpoint_id=touchpoint())
    assert second.response_uid != first.response_uid
    assert surveys.current("c1").response_uid == second.response_uid
    card = surveys.response(first.response_uid)
    assert (card.state, len(card.answers)) == ("stopped", 1)


def test_without_an_occasion_the_unfinished_survey_goes_on(surveys, begin):
    first = begin()
    answer(surveys, "9")
    assert begin(survey="relationship").response_uid == first.response_uid


def test_conversations_do_not_meet(surveys, begin):
    begin("c1")
    begin("c2")
    answer(surveys, "9", "c1")
    assert surveys.current("c2").question.key == "recommend"


def test_an_unknown_survey_is_refused_by_name(begin):
    with pytest.raises(UnknownSurvey, match="no survey 'shrt'; did you mean 'short'"):
        begin(survey="shrt")


def test_responses_of_a_customer_come_newest_first(surveys, begin, touchpoint, database, clock):
    occasion = touchpoint()
    with database.reading() as session:
        customer = session.scalars(select(Customer.id)).one()
    old = begin(touchpoint_id=occasion, customer_id=customer)
    answer(surveys, "9")
    clock.moment += timedelta(days=1)
    new = begin(touchpoint_id=touchpoint(), customer_id=customer)
    assert [card.uid for card in surveys.responses_of(customer)] == [new.response_uid, old.response_uid]


def test_the_language_follows_the_answers(surveys, begin):
    assert begin().language == "sv"
    assert surveys.answer("c1", "nine", language="en").step.language == "en"


def test_texts_of_any_kind_are_kept_as_they_are(surveys, begin):
    begin()
    answer(surveys, "1")
    outcome = answer(surveys, "  '; DROP TABLE x; -- <b>😀</b>\x00\ud800  ")
    assert outcome.value == "'; DROP TABLE x; -- <b>😀</b>"
    assert stored(surveys, outcome)["wrong"] == outcome.value


def test_publishing_again_changes_nothing(surveys):
    surveys.publish()
    surveys.publish()


def test_other_words_under_the_same_version_are_refused_at_start(surveys, database, catalogue, clock):
    surveys.publish()
    changed = Surveys(database=database, catalogue=catalogue(words="Hur sannolikt"), now=clock)
    with pytest.raises(EditionChanged, match=r"'short' was changed.*set 'version: 2'"):
        changed.publish()


def test_a_response_keeps_the_questions_it_began_on(surveys, begin, database, catalogue, clock):
    surveys.publish()
    begun = begin()
    newer = Surveys(database=database, catalogue=catalogue(2, "Hur sannolikt"), now=clock)
    newer.publish()
    assert newer.current("c1").question.text.say("sv") == "Hur troligt"
    answer(newer, "9")
    assert newer.response(begun.response_uid).answers[0].question.text.sv == "Hur troligt"
    fresh = newer.start("short", conversation_id="c2", language="sv", channel="website")
    assert (fresh.survey.version, fresh.question.text.sv) == (2, "Hur sannolikt")


def test_many_at_once_start_a_touchpoints_survey_once(surveys, begin, touchpoint, database):
    surveys.publish()
    occasion = touchpoint()
    with ThreadPoolExecutor(8) as pool:
        steps = list(pool.map(lambda _: begin(touchpoint_id=occasion), range(16)))
    assert len({step.response_uid for step in steps}) == 1
    with database.reading() as session:
        assert len(session.scalars(select(SurveyResponse)).all()) == 1


def test_many_at_once_open_one_survey_a_conversation(surveys, begin, database):
    surveys.publish()
    with ThreadPoolExecutor(8) as pool:
        steps = list(pool.map(lambda _: begin(), range(16)))
    assert len({step.response_uid for step in steps}) == 1


def test_answers_at_the_same_moment_are_each_kept_for_one_question(surveys, begin, database):
    begin()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: surveys.skip("c1"), range(4)))
    assert sorted(outcome.kind for outcome in outcomes) == ["finished", "none_open", "skipped", "skipped"]
    with database.reading() as session:
        assert len(session.scalars(select(SurveyAnswer)).all()) == 3
