"""The ratios are ours over stock's, and one that could not be measured is empty rather than wrong."""

from __future__ import annotations

from bench import report

STOCK = {
    "messages_a_second": 10.0,
    "p95_ms": 300.0,
    "last_over_turn10": 9.0,
    "memory_mb": 800.0,
    "ready_s": 30.0,
}
OURS = {
    "messages_a_second": 300.0,
    "p95_ms": 9.0,
    "last_over_turn10": 1.1,
    "memory_mb": 200.0,
    "ready_s": 6.0,
}
TRAINING = {"stock": 900.0, "ours": 9.0}


def test_ratios_are_ours_over_stocks():
    measured = {
        "stock": STOCK,
        "ours": OURS,
        "training": TRAINING,
        "scaled": {"over_one": {"1": 1.0, "2": 1.9}},
    }
    assert report.ratios(measured) == {
        "throughput": 30.0,
        "p95": 0.03,
        "turn400_over_turn10": 1.1,
        "memory": 0.25,
        "ready": 0.2,
        "train": 0.01,
        "two_processes": 1.9,
    }


def test_what_was_not_measured_is_empty():
    measured = {
        "stock": STOCK,
        "ours": OURS | {"last_over_turn10": None},
        "training": TRAINING,
        "scaled": {"over_one": {"1": 1.0}},
    }
    ratios = report.ratios(measured)
    assert ratios["turn400_over_turn10"] is None
    assert ratios["two_processes"] is None
