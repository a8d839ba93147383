"""Shows which component is being trained, instead of what Rasa and its libraries print meanwhile."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.status import Status

RASA_LOGGER = "rasa.engine.training.hooks"


class _Components(logging.Handler):
    """Shows Rasa's "Starting to train component 'X'." in the status line."""

    def __init__(self, status: Status) -> None:
        super().__init__(logging.INFO)
        self._status = status

    def emit(self, record: logging.LogRecord) -> None:
        name = record.getMessage().partition("'")[2].partition("'")[0]
        self._status.update(f"Training the model: {name} …" if name else "Training the model …")


@contextmanager
def shown_on(console: Console) -> Iterator[None]:
    """Show the progress of what is trained inside; Rasa's warnings and bars are dropped."""
    console.print(
        "Training the model, because what it is made of changed; this takes about a minute.", soft_wrap=True
    )
    logger = logging.getLogger(RASA_LOGGER)
    level = logger.level
    with console.status("Training the model …") as status:
        handler = _Components(status)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = True


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Work in that folder: Rasa finds its cache, and the configuration its components, from the working folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
