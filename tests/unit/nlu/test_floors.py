from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.measuring.floors import fallen, read_floors, written
from bot.nlu.measuring.measure import Measure
from tests.unit.nlu.conftest import ROOT


def test_more_than_a_point_lost_is_told_with_both_figures() -> None:
    assert fallen([Measure("a", "accuracy", 0.90, 100)], {"a": 0.92}) == ["accuracy is 0.900 and was 0.920"]


@pytest.mark.parametrize("value", [0.915, 0.92, 0.97])
def test_less_than_a_point_or_a_gain_passes(value: float) -> None:
    assert fallen([Measure("a", "accuracy", value, 100)], {"a": 0.92}) == []


def test_where_less_is_better_more_is_a_loss() -> None:
    assert fallen([Measure("f", "fell back", 0.05, 100, at_most=True)], {"f": 0.02})
    assert fallen([Measure("f", "fell back", 0.00, 100, at_most=True)], {"f": 0.02}) == []


def test_what_is_written_is_read_again_without_the_times(tmp_path: Path) -> None:
    measures = [Measure("a", "accuracy", 0.91234, 100), Measure("t", "a parse", 1.0, 100, unit="ms")]
    path = tmp_path / "floors.yml"
    path.write_text(written(measures), encoding="utf-8")
    assert read_floors(path) == {"a": 0.9123}


def test_a_target_is_reached_from_either_side() -> None:
    assert Measure("a", "accuracy", 0.9, 1, 0.9).reached
    assert not Measure("a", "fell back", 0.05, 1, 0.04, at_most=True).reached
    assert Measure("a", "accuracy", 0.9, 1).reached is None


def test_our_own_sets_have_floors() -> None:
    assert {"own_accuracy_sv", "own_accuracy_en", "own_fallback"} <= set(
        read_floors(ROOT / "tests/nlu/floors.yml")
    )
