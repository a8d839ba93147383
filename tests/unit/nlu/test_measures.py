from __future__ import annotations

import pytest

from bot.nlu.measures import score


def test_accuracy_and_f1_are_counted_per_intent() -> None:
    report = score(["greet", "greet", "thank", "deny"], ["greet", "thank", "thank", None])
    assert report.accuracy == 0.5
    by_name = {one.intent: one for one in report.intents}
    assert by_name["greet"].precision == 1
    assert by_name["greet"].recall == 0.5
    assert by_name["thank"].f1 == pytest.approx(2 / 3)
    assert report.fell_back == 0.25
    assert ("greet", "thank", 1) in report.confusions


def test_what_is_out_of_scope_is_held_back_by_its_intent_or_by_not_being_understood() -> None:
    report = score(["out_of_scope"] * 4, ["out_of_scope", "nlu_fallback", "greet", "out_of_scope"])
    assert report.held_back == 0.75
    assert report.fell_back == 0


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(ValueError, match="no messages"):
        score([], [])
