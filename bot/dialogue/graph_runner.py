"""Runs a trained model's steps one after the other, in an order found once.

Rasa's runner has dask plan the same graph anew for every message and every prediction, which takes as long as all
the steps together. ``without_tensorflow`` hands this one to Rasa's message processor.
"""

from __future__ import annotations

from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class InOrderRunner(DaskGraphRunner):
    """Rasa's runner without dask; it never trains."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._steps = lru_cache(maxsize=64)(self._find_steps)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return what each target says. Raises GraphRunError when a step fails for want of its input."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, needs in self._steps(wanted):
                given = (results.get(need, need) for need in needs)
                results[name] = self._instantiated_nodes[name](*given)
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(results[name] for name in wanted)

    def _find_steps(self, wanted: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        """The names of the nodes that the targets need, each after those that it needs, with these."""
        nodes = self._graph_schema.minimal_graph_schema(list(wanted)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        return [(name, needs[name]) for name in TopologicalSorter(needs).static_order() if name in needs]
