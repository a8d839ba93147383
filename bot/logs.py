"""Logs for operators: one line an event, a conversation's id, no customer's words."""

from __future__ import annotations

import logging
import warnings

QUIET = ("rasa", "rasa_sdk", "huey", "apscheduler", "socketio", "engineio", "httpx", "uvicorn", "alembic")
"""Libraries that tell of their everyday work; only their warnings are worth a line."""


def configure(level: str) -> None:
    """Send this product's logs at ``level``, and libraries' warnings, to standard error."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    logging.raiseExceptions = False
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def configure_rasa(level: str) -> None:
    """Make Rasa's structured logs as quiet as its others.

    As they come they print every customer's message at debug level, and an error's local variables.
    """
    import structlog

    configure(level)
    # Rasa warns at every start of what only its developers can change.
    warnings.filterwarnings("ignore", module="rasa")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )
