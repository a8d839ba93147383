"""The model that the dialogue process serves: there, whole, and made by this code."""

from __future__ import annotations

import gzip
import json
import logging
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.commands.train import NoModel, current_inputs, newest_model
from bot.settings import PREFIX, Settings
from bot.start_checks import CannotStart

log = logging.getLogger(__name__)

AGAIN = "make a new one with 'eftersnack train'"
ASSISTANT = "eftersnack"
_INPUTS = re.compile(r"([0-9a-f]{12})-([0-9a-f]{12})\.tar\.gz$")
_BROKEN = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


def served_model(settings: Settings) -> Path:
    """Return the model to serve. Raises CannotStart when there is none, or other code made it."""
    try:
        model = newest_model(settings)
    except NoModel as error:
        raise CannotStart(f"{error} ({PREFIX}MODEL_PATH)") from error
    named = _INPUTS.search(model.name)
    if named is None or settings.model_path.is_file():
        _check_inside(model)
        return model
    inputs = current_inputs()
    if named[1] != inputs.code:
        raise CannotStart(f"The model {model} was made by other code or libraries than these; {AGAIN}.")
    if named[2] != inputs.data:
        log.warning("the model %s does not know the newest data/; %s", model.name, AGAIN)
    return model


@contextmanager
def loading(model: Path) -> Iterator[None]:
    """Turn what goes wrong while a model is read into a CannotStart."""
    try:
        yield
    except _BROKEN as error:
        raise _broken(model) from error
    except Exception as error:
        if not type(error).__module__.startswith("rasa."):
            raise
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        raise CannotStart(f"The model {model} cannot be loaded ({reason}); {AGAIN}.") from error


def _check_inside(model: Path) -> None:
    """Look into a model whose name does not tell what made it."""
    try:
        made = _metadata(model)
    except (*_BROKEN, OSError, KeyError, ValueError) as error:
        raise _broken(model) from error
    theirs, ours = str(made.get("rasa_open_source_version")), version("rasa")
    if theirs != ours:
        raise CannotStart(f"The model {model} was made by Rasa {theirs}, and this is {ours}; {AGAIN}.")
    if made.get("assistant_id") != ASSISTANT:
        raise CannotStart(
            f"The model {model} is of another assistant ({made.get('assistant_id')!r}); {AGAIN}, "
            f"and name its folder in {PREFIX}MODEL_PATH."
        )


def _metadata(model: Path) -> dict[str, Any]:
    with tarfile.open(model) as archive:
        file = archive.extractfile("metadata.json")
        found = json.load(file) if file is not None else {}
    return found if isinstance(found, dict) else {}


def _broken(model: Path) -> CannotStart:
    return CannotStart(f"The model {model} is no whole model file; {AGAIN}.")
