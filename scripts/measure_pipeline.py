"""Trains one NLU pipeline on one set of messages, and measures it. Started by compare_rasa.py in each environment.

    python scripts/measure_pipeline.py CONFIG.yml TRAIN.yml TEST.csv WORK_FOLDER

Prints one line of JSON: seconds of training, accuracy, milliseconds a parse (median, 95th percentile).
Training is timed from data that has been read to a model that is stored, without starting Python or loading
libraries. Needs nothing but Rasa, so that it runs on stock Rasa's Python 3.10 as well.
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

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def main(config: str, train: str, test: str, work: str) -> int:
    import rasa.model_training
    from rasa.core.agent import Agent

    started = time.perf_counter()
    model = rasa.model_training.train_nlu(config, train, str(Path(work)), fixed_model_name="measured")
    seconds = time.perf_counter() - started
    if model is None:
        print("Training made no model; its reason stands above.", file=sys.stderr)
        return 1
    with open(test, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agent = Agent.load(model)
    result = asyncio.run(_measured(agent, rows))
    print(json.dumps({"train_seconds": round(seconds, 2), **result}))
    return 0


async def _measured(agent, rows):
    for row in rows[:50]:  # warm up
        await agent.parse_message(row["text"])
    times, hits = [], 0
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
