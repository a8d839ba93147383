"""``eftersnack web``: the web process alone."""

from __future__ import annotations

import logging

import uvicorn

from bot.bootstrap import build


def web() -> None:
    """Serve the demo shop and the desk (the web process)."""
    from bot.web.app import create_app

    app = build()
    settings = app.settings
    logging.basicConfig(level=settings.log_level)
    uvicorn.run(
        create_app(app),
        host=settings.web_host,
        port=settings.web_port,
        log_level=settings.log_level.lower(),
        # Query strings and cookies stay out of the log.
        access_log=False,
        server_header=False,
    )
