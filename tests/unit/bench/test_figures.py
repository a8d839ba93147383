"""A benchmark's figures say what they claim: nothing slow is left out, nothing from the warm-up is counted."""

from __future__ import annotations

from bench import figures
from bench.load_runs import Answer, Result


def result(answers, waiting=(), seconds=10.0):
    return Result(tuple(answers), tuple(waiting), seconds, 0, 0, (), 0.0)


def test_the_rate_counts_customers_messages_after_the_warm_up():
    answers = [Answer(at, 0.1, True) for at in (1.0, 5.0, 6.0, 7.0, 8.0)]
    answers.append(Answer(9.0, 0.1, False))
    assert figures.rate(result(answers), warm_up=2) == 0.5


def test_checkins_count_where_the_load_is_meant_to_be_equalled():
    answers = [Answer(5.0, 0.1, True), Answer(6.0, 0.1, False)]
    assert figures.rate(result(answers), warm_up=0, all_answers=True) == 0.2


def test_a_message_that_was_never_answered_counts_for_as_long_as_it_waited():
    took = figures.latencies(result([Answer(5.0, 0.1, True)], [Answer(10.0, 9.0, True)]), warm_up=0)
    assert took == [0.1, 9.0]


def test_a_percentile_is_a_value_that_was_seen():
    values = [float(value) for value in range(1, 101)]
    assert figures.percentile(values, 0.95) == 95
    assert figures.percentile(values, 1.0) == 100
    assert figures.percentile([7.0], 0.5) == 7


def test_a_turns_latency_is_the_middle_of_those_around_it():
    answers = [Answer(float(turn), 0.001 * turn, True) for turn in range(1, 421)]
    early, late = figures.at_turn(answers, 10), figures.at_turn(answers, 400)
    assert early is not None
    assert late is not None
    assert 0.009 <= early <= 0.011
    assert 0.398 <= late <= 0.401


def test_a_turn_that_was_not_reached_has_no_latency():
    assert figures.at_turn([Answer(1.0, 0.1, True)] * 50, 400) is None


def test_a_ratio_needs_both_figures():
    assert figures.ratio(300.0, 10.0) == 30
    assert figures.ratio(None, 10.0) is None
    assert figures.ratio(300.0, 0.0) is None
