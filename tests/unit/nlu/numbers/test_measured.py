"""Numbers and answers are found as public test sets expect; skips where these are absent."""

from __future__ import annotations

import pytest

from bot.nlu.measuring.numbers import measure_numbers
from tests.unit.nlu.conftest import shared

LEAST = 0.97


@pytest.mark.parametrize("know_language", [True, False])
def test_what_fits_a_survey_is_found(know_language):
    score = measure_numbers(shared("recognizers.jsonl").parent, know_language=know_language)
    assert score.rows > 300
    assert score.share >= LEAST, score.failures


def test_rows_are_left_out_for_a_reason_only():
    score = measure_numbers(shared("recognizers.jsonl").parent)
    assert set(score.left_out) == {"outside 0-100", "relative place in a row", "percent without a number"}


def test_a_wrong_value_is_counted_as_wrong(monkeypatch):
    monkeypatch.setattr("bot.nlu.measuring.numbers.find_numbers", lambda text, language: [])
    score = measure_numbers(shared("recognizers.jsonl").parent)
    assert score.share < 0.5
    assert len(score.failures) == score.rows - score.right
