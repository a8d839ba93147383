"""Numbers and answers are found as public test sets expect; skips where these are absent."""

from __future__ import annotations

import pytest

from bot.nlu.measuring.numbers import measure_numbers, total
from tests.unit.nlu.conftest import shared

LEAST = 0.97


@pytest.mark.parametrize("know_language", [True, False])
def test_what_fits_a_survey_is_found(know_language):
    scores = measure_numbers(shared("recognizers.jsonl").parent, know_language=know_language)
    assert sum(score.count for score in scores) > 300
    assert total(scores) >= LEAST, [failure for score in scores for failure in score.failures]


def test_rows_are_left_out_for_a_reason_only():
    scores = measure_numbers(shared("recognizers.jsonl").parent)
    reasons = {reason for score in scores for reason in score.left_out}
    assert reasons <= {"outside 0-100", "relative place in a row", "percent without a number"}


def test_a_wrong_value_is_counted_as_wrong(monkeypatch):
    monkeypatch.setattr("bot.nlu.measuring.numbers.find_numbers", lambda text, language: [])
    scores = measure_numbers(shared("recognizers.jsonl").parent)
    assert total(scores) < 0.5
    assert all(score.right <= score.count for score in scores)
