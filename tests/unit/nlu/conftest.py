"""The trained model's own models; trained only when their inputs changed, as ``eftersnack train`` does."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from bot.commands.train import ensure_model
from bot.nlu.examples import Example, read_yaml
from bot.nlu.intents import LinearIntentClassifier
from bot.nlu.language import LanguageDetector
from bot.nlu.language_model import LanguageModel
from bot.nlu.linear import LinearModel
from bot.settings import Settings

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared/eval"


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    return read_yaml(sorted((ROOT / "data").glob("*/nlu*.yml")))


@pytest.fixture(scope="session")
def components(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what each component of the trained model keeps."""
    settings = Settings()
    if not settings.model_path.is_absolute():
        settings = settings.model_copy(update={"model_path": ROOT / settings.model_path})
    model, _ = ensure_model(settings)
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(model) as archive:
        archive.extractall(folder)  # made here
    return folder / "components"


@pytest.fixture(scope="session")
def intents(components: Path) -> LinearModel:
    return LinearIntentClassifier.kept(of_component(components, LinearIntentClassifier))


@pytest.fixture(scope="session")
def languages(components: Path) -> LanguageModel:
    return LanguageDetector.kept(of_component(components, LanguageDetector))


def of_component(components: Path, kind: type) -> Path:
    """The folder of that component; Rasa names it after the step that trained it."""
    return next(folder for folder in components.iterdir() if kind.__name__ in folder.name)


def shared(name: str) -> Path:
    """A file of public evaluation data beside the clone; the test skips where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/eval/{name} is not here")
    return path
