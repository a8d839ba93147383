"""Trains one NLU pipeline on one set of messages, and measures it. Started by compare_rasa.py in each environment.

    python scripts/measure_pipeline.py CONFIG.yml TRAIN.yml TEST.csv WORK_FOLDER

Prints one line of JSON: seconds of training, accuracy, milliseconds a parse (median, 95th percentile).
`train_seconds` is what the pipeline's own steps take, from tokens to trained models; `whole_seconds` has also what
Rasa does around any pipeline: checking, reading the data (twice), fingerprints, packing the model.
Needs nothing but Rasa, so that it runs on stock Rasa's Python 3.10 as well.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def main(config: str, train: str, test: str, work: str) -> int:
    import rasa.model_training
    import sklearn.svm  # noqa: F401  loading libraries is no training
    from rasa.core.agent import Agent
    from rasa.engine.graph import GraphNode

    steps = timed_steps(GraphNode)
    started = time.perf_counter()
    model = rasa.model_training.train_nlu(config, train, str(Path(work)), fixed_model_name="measured")
    seconds = time.perf_counter() - started
    if model is None:
        print("Training made no model; its reason stands above.", file=sys.stderr)
        return 1
    with Path(test).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agent = Agent.load(model)
    result = asyncio.run(_measured(agent, rows))
    print(json.dumps({"train_seconds": round(sum(steps), 2), "whole_seconds": round(seconds, 2), **result}))
    return 0


def timed_steps(node: Any) -> list[float]:
    """Let each step of a pipeline note how many seconds it takes, in the list that is returned."""
    seconds: list[float] = []
    call = node.__call__

    def timed(self: Any, *inputs: Any) -> Any:
        started = time.perf_counter()
        try:
            return call(self, *inputs)
        finally:
            if self._node_name.startswith(("train_", "run_")):
                seconds.append(time.perf_counter() - started)

    node.__call__ = timed
    return seconds


async def _measured(agent: Any, rows: list[dict[str, str]]) -> dict[str, float]:
    for row in rows[:50]:  # warm up
        await agent.parse_message(row["text"])
    times: list[float] = []
    hits = 0
    for row in rows:
        started = time.perf_counter()
        parsed = await agent.parse_message(row["text"])
        times.append(1000 * (time.perf_counter() - started))
        # The best guess, whatever a threshold would make of it: that is what is compared.
        ranked = [one["name"] for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
        hits += bool(ranked) and ranked[0] == row["intent"]
    return {
        "accuracy": round(hits / len(rows), 4),
        "parse_ms_p50": round(statistics.median(times), 3),
        "parse_ms_p95": round(statistics.quantiles(times, n=20)[-1], 3),
        "tests": len(rows),
    }


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
