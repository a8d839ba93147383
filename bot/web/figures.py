"""What is owed, as figures for Prometheus: read from the database when they are asked for.

The web process tells them, so that they are there when the worker is not. Several web processes tell the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from bot.backlog import Backlog
    from bot.bootstrap import App

log = logging.getLogger(__name__)

KEPT_SECONDS = 5.0
"""Several who ask within so long get the same figures."""


class Owed(Collector):
    """Touchpoints, notifications and cases that wait."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._kept: list[GaugeMetricFamily] = []
        self._kept_at = float("-inf")

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if time.monotonic() - self._kept_at > KEPT_SECONDS:
            self._kept, self._kept_at = self._read(), time.monotonic()
        yield from self._kept

    def describe(self) -> list[GaugeMetricFamily]:
        """Tell nothing: so that registering asks no database."""
        return []

    def _read(self) -> list[GaugeMetricFamily]:
        up = GaugeMetricFamily("eftersnack_database_up", "Whether the database answers (1) or not (0).")
        try:
            figures = self._figures()
        except Exception as error:
            log.warning("no figures: the database does not answer (%s)", type(error).__name__)
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        return [up, *figures]

    def _figures(self) -> list[GaugeMetricFamily]:
        owed = _by_kind("eftersnack_owed", "What is due and not sent.")
        oldest = _by_kind(
            "eftersnack_owed_oldest_seconds", "Since how long the oldest of it is due; 0 for none."
        )
        dead = _by_kind("eftersnack_dead_letters", "What was given up and waits for a person.")
        backlogs = {
            "touchpoints": self._app.outreach.backlog(),
            "notifications": self._app.notifications.backlog(),
        }
        for kind, backlog in backlogs.items():
            owed.add_metric([kind], backlog.owed)
            oldest.add_metric([kind], self._age(backlog))
            dead.add_metric([kind], backlog.dead)
        active, late = self._app.cases.counted(self._app.now())
        return [
            owed,
            oldest,
            dead,
            GaugeMetricFamily(
                "eftersnack_cases_active", "Cases that wait for a manager or have one.", active
            ),
            GaugeMetricFamily(
                "eftersnack_cases_late",
                "Cases that nobody took up within the time promised to the customer.",
                late,
            ),
        ]

    def _age(self, backlog: Backlog) -> float:
        if backlog.oldest_at is None:
            return 0.0
        return max(0.0, (self._app.now() - backlog.oldest_at).total_seconds())


def _by_kind(name: str, what: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, labels=["kind"])


def register(app: App, registry: CollectorRegistry = REGISTRY) -> None:
    """Let these figures be told with the process's own."""
    registry.register(Owed(app))
