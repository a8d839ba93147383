"""Models trained once, on the shipped training data, as `rasa train` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.examples import Example, read_yaml
from bot.nlu.language_model import train_language_model
from bot.nlu.linear import LinearModel, train

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared/eval"


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    return read_yaml(sorted((ROOT / "data").glob("*/nlu.yml")))


@pytest.fixture(scope="session")
def intents(examples: list[Example]) -> LinearModel:
    return train([one.text for one in examples], [one.intent for one in examples])


@pytest.fixture(scope="session")
def languages(examples: list[Example]) -> LinearModel:
    return train_language_model([one.text for one in examples], [one.language for one in examples])


def shared(name: str) -> Path:
    """A file of public evaluation data beside the clone; the test skips where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/eval/{name} is not here")
    return path
