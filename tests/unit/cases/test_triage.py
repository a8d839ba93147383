"""Trouble that needs a person is noticed, with the right reason and urgency."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cases.cards import PRIORITIES, REASONS
from bot.cases.triage import PRESSING, Signals, Verdict, decide
from bot.nlu.feeling.urgency import names_of
from bot.surveys.scoring import SCALES, ScoreKind


@pytest.mark.parametrize(("kind", "highest"), [("nps", 6), ("csat", 2), ("ces", 3)])
def test_a_low_score_is_a_case_and_no_other_score_is(kind: ScoreKind, highest: int) -> None:
    low = [score for score in SCALES[kind].values if decide(Signals(score_kind=kind, score=score))]
    assert low == [score for score in SCALES[kind].values if score <= highest]


def test_the_lowest_scores_press_more() -> None:
    assert decide(Signals(score_kind="nps", score=0)) == Verdict("low_score", "high")
    assert decide(Signals(score_kind="nps", score=3)) == Verdict("low_score", "normal")


def test_nothing_to_worry_about_is_no_case() -> None:
    assert decide(Signals()) is None
    calm = Signals(
        score_kind="nps", score=9, contacts=2, misses=1, urgency=names_of("Jävla bra kaffe, tack!")
    )
    assert decide(calm) is None


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (Signals(asked_for_human=True), Verdict("asked_for_human", "normal")),
        (Signals(problem_kind="damaged"), Verdict("damaged", "normal")),
        (Signals(problem_kind="other"), Verdict("other_problem", "normal")),
        (Signals(dispute=True, problem_kind="invoice"), Verdict("dispute", "high")),
        (Signals(contacts=3), Verdict("repeated_contact", "high")),
        (Signals(misses=2), Verdict("bot_failed", "normal")),
        (
            Signals(problem_kind="does_not_work", urgency=frozenset({"safety"})),
            Verdict("does_not_work", "urgent"),
        ),
        (Signals(asked_for_human=True, urgency=frozenset({"anger"})), Verdict("asked_for_human", "high")),
        (Signals(urgency=frozenset({"legal"})), Verdict("strong_words", "high")),
        (Signals(urgency=frozenset({"leaving"})), Verdict("strong_words", "high")),
        (Signals(urgency=frozenset({"leaving", "safety", "anger"})), Verdict("strong_words", "urgent")),
        (Signals(problem_kind="other", sentiment=-0.98), Verdict("other_problem", "high")),
        (Signals(problem_kind="other", sentiment=-0.5), Verdict("other_problem", "normal")),
        (Signals(problem_kind="damaged", sentiment=0.9), Verdict("damaged", "normal")),
    ],
)
def test_each_signal_has_its_reason_and_urgency(signals: Signals, verdict: Verdict) -> None:
    assert decide(signals) == verdict


@pytest.mark.parametrize(
    "words",
    [
        "Maskinen fattade eld",
        "den brinner",
        "Jag fick en elstöt av sladden",
        "I got an electric shock",
        "I burned my hand on the handle",
        "there is smoke coming out",
    ],
)
def test_danger_to_people_comes_before_all_else(words: str) -> None:
    verdict = decide(Signals(urgency=names_of(words)))
    assert verdict is not None
    assert verdict.priority == "urgent"


@pytest.mark.parametrize("words", ["Jag anmäler er till Konsumentverket", "I will call my lawyer"])
def test_a_threat_of_authorities_is_a_case_of_its_own(words: str) -> None:
    assert decide(Signals(urgency=names_of(words))) == Verdict("strong_words", "high")


@pytest.mark.parametrize("sentiment", [-1.0, -0.95, -0.5, 0.0, 0.5, 1.0])
def test_feelings_alone_are_no_case(sentiment: float) -> None:
    assert decide(Signals(sentiment=sentiment)) is None
    assert decide(Signals(sentiment=sentiment, urgency=frozenset({"anger"}))) is None


def test_feelings_never_calm_a_case_down() -> None:
    for signals in (Signals(dispute=True), Signals(score_kind="nps", score=0), Signals(problem_kind="other")):
        pleased, neither = replace(signals, sentiment=1.0), decide(signals)
        assert decide(pleased) == neither


def test_an_unknown_kind_of_urgency_is_left_alone() -> None:
    assert decide(Signals(urgency=frozenset({"something new"}))) is None


@pytest.mark.parametrize(
    "words",
    [
        "Sue heter jag",
        "Jävla gott kaffe",
        "Det är en bra kvarn",
        "Det är ett fint varumärke",
        "rökfri",
        "never mind",
    ],
)
def test_ordinary_words_alarm_nobody(words: str) -> None:
    assert decide(Signals(urgency=names_of(words))) is None


def test_every_reason_and_priority_is_a_known_one() -> None:
    assert PRESSING == PRIORITIES
    kinds = ("damaged", "missing", "wrong_item", "does_not_work", "invoice", "other", "something new")
    reasons = {verdict.reason for kind in kinds if (verdict := decide(Signals(problem_kind=kind)))}
    assert reasons <= set(REASONS)
