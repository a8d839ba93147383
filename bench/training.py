"""How long both take to learn from the same sample; the models are kept, and so are the times."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.paths import OURS, STOCK, WORK

TIMES = WORK / "training.json"
MODEL = "stock"
SAID = "domain.sha256"
"""Digest of the domain that the model has."""
CHANGED = "Ingen orsak!"
"""A sentence of data/smalltalk/texts.yml, which the change of a text changes."""
LIMIT_SECONDS = 3 * 3600


class NotTrained(Exception):
    """A training failed; the message has the end of its words."""


@dataclass(frozen=True)
class Training:
    """Seconds of whole commands: from nothing, and after a change of one text."""

    stock: float
    ours: float
    stock_text: float
    ours_text: float
    """0: our texts are no part of a model."""
    examples: int
    made_at: str
    inputs: str
    """Digest of what was learnt from."""


def known(examples: int, stock: Path) -> Training | None:
    """Return what was measured when stock's model was made; None when it learnt from something else.

    Where only the domain or its texts are new, Rasa makes a new model of what it has learnt, which takes a minute.
    """
    if not TIMES.is_file():
        return None
    training = Training(**json.loads(TIMES.read_text(encoding="utf-8")))
    if training.inputs != _learnt_from() or training.examples != examples:
        return None
    model = STOCK / "models" / f"{MODEL}.tar.gz"
    if not model.is_file() or _said() != (STOCK / SAID).read_text(encoding="utf-8"):
        _train(stock, STOCK, MODEL)
        (STOCK / SAID).write_text(_said(), encoding="utf-8")
    return training


def measure(stock: Path, examples: int) -> Training:
    """Train both from nothing, then again with one text changed. Raises NotTrained."""
    for folder in (OURS, STOCK):
        shutil.rmtree(folder / ".rasa", ignore_errors=True)
    training = Training(
        ours=_train(Path(sys.executable), OURS, "ours"),
        stock=_train(stock, STOCK, MODEL),
        stock_text=_train_changed(stock),
        ours_text=0.0,
        examples=examples,
        made_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        inputs=_learnt_from(),
    )
    (STOCK / SAID).write_text(_said(), encoding="utf-8")
    TIMES.write_text(json.dumps(asdict(training), indent=2) + "\n", encoding="utf-8")
    return training


def _train_changed(stock: Path) -> float:
    domain = STOCK / "domain.yml"
    written = domain.read_text(encoding="utf-8")
    if CHANGED not in written:
        raise NotTrained(f"{domain} does not say {CHANGED!r} any more; name another sentence in {__name__}.")
    try:
        domain.write_text(written.replace(CHANGED, f"{CHANGED} :)"), encoding="utf-8")
        return _train(stock, STOCK, f"{MODEL}-text")
    finally:
        domain.write_text(written, encoding="utf-8")


def _train(python: Path, project: Path, name: str) -> float:
    """Run ``rasa train`` as a user would, and return its seconds. What is unchanged comes from Rasa's cache."""
    started = time.perf_counter()
    done = subprocess.run(
        [str(python), "-m", "rasa", "train", "--out", "models", "--fixed-model-name", name],
        cwd=project,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode or not (project / "models" / f"{name}.tar.gz").is_file():
        raise NotTrained(f"rasa train failed in {project}: {done.stdout[-2000:]}")
    return seconds


def _learnt_from() -> str:
    return _digest(STOCK / "config.yml", *sorted((STOCK / "data").glob("*.yml")))


def _said() -> str:
    return _digest(STOCK / "domain.yml")


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        # Rasa writes down the defaults it took as comments.
        lines = path.read_text(encoding="utf-8").splitlines()
        digest.update("\n".join(line for line in lines if line and not line.startswith("#")).encode())
    return digest.hexdigest()[:12]
