"""``eftersnack worker``: the worker process alone."""

from __future__ import annotations

from bot.bootstrap import build


def worker() -> None:
    """Send what is owed: check-ins that are due, and word to managers (the worker process)."""
    from bot.logs import configure
    from bot.worker.process import Worker

    app = build()
    configure(app.settings.log_level)
    Worker(app).run()
