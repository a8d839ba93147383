"""Against the specifications of two well-known readers of times (public evaluation data, where it is at hand)."""

from __future__ import annotations

from bot.nlu.measuring.times import measure_times
from tests.unit.nlu.conftest import shared


def test_nine_of_ten_of_their_examples_are_read_as_they_expect():
    folder = shared("duckling.csv").parent
    shared("recognizers.jsonl")
    scores = measure_times(folder)
    assert {"duckling sv", "duckling en", "recognizers sv", "recognizers en"} == set(scores)
    for name, score in scores.items():
        assert score.rows > 100, name
        assert score.share >= 0.9, (name, score.failures[:5])
        assert sum(score.left_out.values()) < 100
