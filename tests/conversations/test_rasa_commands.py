"""The project stays a standard Rasa project: its own commands agree with what we say of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.train import newest_model
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(300)]


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("rasa")), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_stories_come_true(tmp_path):
    """`rasa test core` exits 0 on failures without --fail-on-prediction-errors."""
    result = rasa(
        "test", "core", "--stories", "tests/test_stories.yml", "--model", str(newest_model(Settings())),
        "--out", str(tmp_path), "--fail-on-prediction-errors",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert "Correct:" in result.stdout + result.stderr


def test_the_data_is_valid_and_every_warning_is_known():
    """`rasa data validate` exits 0 for unused intents, so its words are read instead."""
    result = rasa("data", "validate")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    warnings = re.findall(
        r"UserWarning: (The intent .*|The action .*|The utterance .*)", result.stdout + result.stderr
    )
    # What only this product's own worker can say has no examples, on purpose.
    unknown = [
        each for each in warnings if not re.match(r"The intent 'EXTERNAL_\w+' is listed in the domain", each)
    ]
    assert not unknown
