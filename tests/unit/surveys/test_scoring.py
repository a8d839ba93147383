"""Scores are classified and added up as their inventors defined them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surveys.scoring import SCALES, ces, csat, nps, score


@pytest.mark.parametrize(
    ("kind", "bands"),
    [
        ("nps", ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2),
        ("csat", ["dissatisfied"] * 2 + ["neutral"] + ["satisfied"] * 2),
        ("ces", ["hard"] * 3 + ["moderate"] + ["easy"] * 3),
    ],
)
def test_every_value_has_its_band(kind, bands):
    assert [score(kind, value).band for value in SCALES[kind].values] == bands


def test_unhappy_customers_have_a_low_score_and_happy_ones_a_high():
    assert [score("nps", value).low for value in (6, 7)] == [True, False]
    assert [score("csat", value).low for value in (2, 3)] == [True, False]
    assert [score("ces", value).low for value in (3, 4)] == [True, False]
    assert [score("nps", value).high for value in (8, 9)] == [False, True]


@pytest.mark.parametrize(("kind", "value"), [("nps", -1), ("nps", 11), ("csat", 0), ("csat", 6), ("ces", 8)])
def test_a_value_off_the_scale_is_refused_by_name(kind, value):
    with pytest.raises(ValueError, match=f"{value} is not a {kind} answer"):
        score(kind, value)


def test_nps_is_promoters_less_detractors_in_percent():
    result = nps([10, 9, 9, 8, 7, 6, 0, 10, 10, 3])
    assert (result.value, result.count) == (20, 10)


def test_nps_margin_is_that_of_the_adjusted_wald_interval():
    # 60 promoters, 20 passives, 20 detractors: 60.75, 20.75 of 103.
    result = nps([10] * 60 + [7] * 20 + [0] * 20)
    share = (60.75 + 20.75) / 103 - ((60.75 - 20.75) / 103) ** 2
    assert result.margin == pytest.approx(196 * (share / 103) ** 0.5)


def test_csat_is_the_share_of_the_two_highest_answers():
    assert csat([5, 4, 3, 2, 1]).value == 40


def test_ces_is_the_mean():
    assert ces([1, 7, 7]).value == 5


@pytest.mark.parametrize("aggregate", [nps, csat, ces])
def test_no_answers_have_no_score(aggregate):
    assert aggregate([]) is None


@pytest.mark.parametrize("aggregate", [nps, csat, ces])
def test_one_answer_is_never_certain(aggregate):
    assert aggregate([5]).margin > 5


@given(st.lists(st.integers(0, 10), min_size=1))
def test_nps_stays_between_minus_100_and_100(values):
    result = nps(values)
    assert -100 <= result.value <= 100
    assert result.margin > 0


@given(st.lists(st.integers(1, 5), min_size=1), st.lists(st.integers(1, 7), min_size=1))
def test_csat_and_ces_stay_on_their_scales(satisfied, easy):
    assert 0 <= csat(satisfied).value <= 100
    assert 1 <= ces(easy).value <= 7
