"""Trouble that needs a person is noticed, with the right reason and urgency."""

from __future__ import annotations

import pytest

from bot.cases.cards import PRIORITIES, REASONS
from bot.cases.triage import PRESSING, Signals, Verdict, decide
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
    assert (
        decide(Signals(score_kind="nps", score=9, words="Jävla bra kaffe, tack!", contacts=2, misses=1))
        is None
    )


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (Signals(asked_for_human=True), Verdict("asked_for_human", "normal")),
        (Signals(problem_kind="damaged"), Verdict("damaged", "normal")),
        (Signals(problem_kind="other"), Verdict("other_problem", "normal")),
        (Signals(dispute=True, problem_kind="invoice"), Verdict("dispute", "high")),
        (Signals(contacts=3), Verdict("repeated_contact", "high")),
        (Signals(misses=2), Verdict("bot_failed", "normal")),
        (Signals(problem_kind="does_not_work", words="It is on fire!"), Verdict("does_not_work", "urgent")),
        (Signals(asked_for_human=True, words="Det här är bedrägeri"), Verdict("asked_for_human", "high")),
        (Signals(words="Jag anmäler er till Konsumentverket"), Verdict("strong_words", "high")),
        (Signals(words="I will call my lawyer"), Verdict("strong_words", "high")),
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
    verdict = decide(Signals(words=words))
    assert verdict is not None
    assert verdict.priority == "urgent"


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
    assert decide(Signals(words=words)) is None


def test_every_reason_and_priority_is_a_known_one() -> None:
    assert PRESSING == PRIORITIES
    kinds = ("damaged", "missing", "wrong_item", "does_not_work", "invoice", "other", "something new")
    reasons = {verdict.reason for kind in kinds if (verdict := decide(Signals(problem_kind=kind)))}
    assert reasons <= set(REASONS)
