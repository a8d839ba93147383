"""``eftersnack train``: trains the model when what it is made of changed, and finds the newest one."""

from __future__ import annotations

import fcntl
import hashlib
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.commands._training_progress import shown_on, working_in
from bot.settings import Settings
from bot.start_checks import check_settings, stopping

ROOT = Path(__file__).resolve().parents[2]
KEPT = 2  # The newest, and the one that a process may be loading at this moment.


class NoModel(Exception):
    """There is no trained model; the message says how to get one."""


class TrainingFailed(Exception):
    """Training ended without a model; the message says why."""


def train(
    force: Annotated[bool, typer.Option("--force", help="Train even if nothing changed.")] = False,
) -> None:
    """Train the model, if its inputs changed since the last time."""
    # Bound to today's stderr: Rasa's own chatter is kept from it while training.
    console = Console(file=sys.stderr)
    started, settings = time.monotonic(), Settings()
    with stopping():
        check_settings(settings)
    try:
        model, is_new = ensure_model(settings, force=force, progress=console)
    except TrainingFailed as error:
        console.print(
            f"Training stopped: {error}", style="red", markup=False, soft_wrap=True, highlight=False
        )
        raise typer.Exit(1) from error
    done = f"trained in {time.monotonic() - started:.0f} s" if is_new else "up to date"
    console.print(f"The model is {done}: {model}", soft_wrap=True, highlight=False)


@dataclass(frozen=True)
class Inputs:
    """What a model is made of, as two digests; ``str`` of it is a part of the model's file name."""

    code: str
    data: str

    def __str__(self) -> str:
        return f"{self.code}-{self.data}"


def newest_model(settings: Settings) -> Path:
    """Return the model to serve. Raises NoModel."""
    if settings.model_path.is_file():
        return settings.model_path
    models = sorted(settings.model_path.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModel(f"There is no model in {settings.model_path}: make one with 'eftersnack train'.")
    return models[-1]


def ensure_model(
    settings: Settings, *, force: bool = False, progress: Console | None = None
) -> tuple[Path, bool]:
    """Return the model to serve, trained when its inputs changed, and whether that was done.

    Raises TrainingFailed. A model file named by the settings is taken as it is.
    """
    if settings.model_path.is_file():
        return settings.model_path, False
    with _alone(settings.model_path):
        inputs = current_inputs()
        newest = _newest(settings)
        if newest and not force and str(inputs) in newest.name:
            return newest, False
        unknown = newest is None or inputs.code not in newest.name
        # Rasa's cache knows data and configuration, but not the modules that our components import.
        with shown_on(progress or Console(quiet=True)):
            model = _train(settings.model_path, inputs, force=force or unknown)
        _prune(settings.model_path)
        return model, True


def current_inputs(root: Path = ROOT) -> Inputs:
    """Read what a model is made of: code and libraries, and training data."""
    code = [
        *(root / "bot" / "nlu").rglob("*.py"),
        *(root / "bot" / "nlu").rglob("*.yml"),
        root / "requirements.lock",
    ]
    data = [root / "config.yml", root / "domain.yml", *training_files(root)]
    return Inputs(_digest(root, code, platform.python_version()), _digest(root, data, ""))


def training_files(root: Path = ROOT) -> list[Path]:
    """Return the files that Rasa trains on; other YAML under data/ is texts and surveys."""
    return sorted(
        path for name in ("nlu*", "rules", "stories") for path in (root / "data").rglob(f"{name}.yml")
    )


def _newest(settings: Settings) -> Path | None:
    try:
        return newest_model(settings)
    except NoModel:
        return None


def _digest(root: Path, paths: Iterable[Path], more: str) -> str:
    digest = hashlib.sha256(more.encode())
    for path in sorted(paths):
        if path.is_file():
            digest.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else trains into that folder. The lock ends with the process that holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise TrainingFailed(
            f"The folder {folder} cannot be used ({error.strerror}); make it writable, or name another in "
            "EFTERSNACK_MODEL_PATH."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train(folder: Path, inputs: Inputs, *, force: bool) -> Path:
    """Train beside the models and move the result in when it is whole."""
    import rasa.api
    from rasa.shared.exceptions import RasaException

    folder = folder.resolve()
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{inputs}.tar.gz"
    for left_behind in folder.glob(".training-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".training-", dir=folder) as partial, working_in(ROOT):
        try:
            result = rasa.api.train(
                domain="domain.yml",
                config="config.yml",
                training_files=[str(path.relative_to(ROOT)) for path in training_files()],
                output=partial,
                force_training=force,
                fixed_model_name=name,
            )
        except (RasaException, OSError) as error:
            raise TrainingFailed(str(error)) from error
        if result.model is None:
            raise TrainingFailed("Rasa made no model; its reason stands above.")
        return Path(result.model).replace(folder / name)


def _prune(folder: Path) -> None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in models[:-KEPT]:
        old.unlink(missing_ok=True)
