"""The soak itself, cut short: real processes, a PostgreSQL and a Redis of its own, and trouble."""

from __future__ import annotations

import pytest

from bench.soak.plan import Plan
from bench.soak.programs import NotInstalled
from bench.soak.soak import run
from bench.soak.talk import Pace
from bot.commands.train import ensure_model
from bot.settings import Settings

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("soak"),
]


def test_half_a_minute_of_trouble_loses_and_doubles_nothing() -> None:
    model, _ = ensure_model(Settings())
    plan = Plan(
        seconds=30,
        seed=4,
        model=model.resolve(),
        customers=8,
        trouble_every=6,
        calm_seconds=10,
        warm_seconds=600,  # no time to follow memory
        pace=Pace(think=0.5),
    )
    told: list[str] = []
    try:
        outcome = run(plan, told.append)
    except NotInstalled as error:
        pytest.skip(str(error))
    assert [str(violation) for violation in outcome.violations] == []
    assert outcome.figures["messages acknowledged"] > 20, "\n".join(told)
    assert outcome.figures["cases"] > 0
    assert sum(outcome.trouble.values()) >= 3
