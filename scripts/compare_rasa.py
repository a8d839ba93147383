"""Compares our intent pipeline with Rasa's default one: the same data, the same machine, the same run.

    .venv/bin/python scripts/compare_rasa.py [DATA.csv] [--languages sv en] [--epochs 100]

DATA.csv has the columns lang, partition (train, dev), intent and text; default: MASSIVE 1.1 where it lies beside
the clone. Stock Rasa gets an environment of its own with its own pins (Python 3.10, TensorFlow 2.12), made by uv
in var/compare; it takes about half an hour, most of it its training. Prints a table and writes
var/compare/result.json. Standard library only.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path

from stock_rasa import stock_environment
from troubles import SetupError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "eval" / "general_intents.csv"
WORK = ROOT / "var" / "compare"
STOCK = """\
recipe: default.v1
assistant_id: compared
language: {language}
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
    random_seed: 1
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: {epochs}
    constrain_similarities: true
    random_seed: 1
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""
"""What `rasa init` of 3.6.21 writes, with a seed."""
OURS = """\
recipe: default.v1
assistant_id: compared
language: {language}
pipeline:
  - name: bot.nlu.intents.LinearIntentClassifier
  - name: FallbackClassifier
    threshold: 0.5
    ambiguity_threshold: 0.05
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare with Rasa's default pipeline.")
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--languages", nargs="+", default=["sv", "en"])
    parser.add_argument("--examples", type=int, default=2500, help="training examples a language")
    parser.add_argument("--tests", type=int, default=1000, help="messages of dev a language")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7, help="of the draw")
    arguments = parser.parse_args()
    if not arguments.data.is_file():
        print(
            f"{arguments.data} is not here; name a CSV with lang, partition, intent, text.", file=sys.stderr
        )
        return 1
    try:
        stock = stock_environment()
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    results = {language: compare(language, stock, arguments) for language in arguments.languages}
    (WORK / "result.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    show(results)
    return 0


def compare(language: str, stock: Path, arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Draw the messages once and measure both pipelines on them, ours before and after the long one (its median)."""
    folder = WORK / language
    folder.mkdir(parents=True, exist_ok=True)
    write_messages(folder, language, arguments)
    for name, config in (("stock", STOCK), ("ours", OURS)):
        text = config.format(language=language, epochs=arguments.epochs)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    ours = ("ours", Path(sys.executable))
    runs = [ours, ours, ("stock", stock), ours]
    measured = [(name, measure(python, folder, name)) for name, python in runs]
    repeated = [one for name, one in measured if name == "ours"]
    middle = {key: statistics.median(one[key] for one in repeated) for key in repeated[0]}
    return {"ours": middle, "stock": next(one for name, one in measured if name == "stock")}


def write_messages(folder: Path, language: str, arguments: argparse.Namespace) -> None:
    with arguments.data.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == language]
    draw = random.Random(arguments.seed)
    train = [row for row in rows if row["partition"] == "train"]
    test = [row for row in rows if row["partition"] == "dev"]
    train = draw.sample(train, min(arguments.examples, len(train)))
    test = draw.sample(test, min(arguments.tests, len(test)))
    blocks: dict[str, list[str]] = {}
    for row in train:
        blocks.setdefault(row["intent"], []).append(" ".join(row["text"].split()))
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in blocks.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    (folder / "train.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "test.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["intent", "text"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(test)


def measure(python: Path, folder: Path, name: str) -> dict[str, float]:
    """Train and measure one pipeline in a process of its own. Raises RuntimeError when that fails."""
    print(f"{folder.name}: {name} …", flush=True)
    script = Path(__file__).with_name("measure_pipeline.py")
    command = [str(python), str(script), f"{name}.yml", "train.yml", "test.csv", f"model-{name}"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT) if name == "ours" else "",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=5400
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise RuntimeError(f"{name} failed: {done.stderr.strip()[-2000:]}")
    print(f"  {lines[-1]}", flush=True)
    result: dict[str, float] = json.loads(lines[-1])
    return result


def show(results: dict[str, dict[str, dict[str, float]]]) -> None:
    print(f"{'':10}{'accuracy':>10}{'train s':>10}{'parse ms':>10}")
    for language, both in results.items():
        for name, one in both.items():
            print(
                f"{language} {name:7}{one['accuracy']:10.3f}{one['train_seconds']:10.1f}{one['parse_ms_p50']:10.2f}"
            )
        ours, stock = both["ours"], both["stock"]
        print(
            f"{language}: {100 * (ours['accuracy'] - stock['accuracy']):+.1f} points, training "
            f"{stock['train_seconds'] / ours['train_seconds']:.0f} times faster, a parse "
            f"{stock['parse_ms_p50'] / ours['parse_ms_p50']:.1f} times faster"
        )


if __name__ == "__main__":
    sys.exit(main())
