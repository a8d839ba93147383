"""``eftersnack web``: the web process alone."""

from __future__ import annotations

from contextlib import suppress

import typer
import uvicorn

from bot import logs
from bot.bootstrap import App, build


def web() -> None:
    """Serve the demo shop and the desk (the web process)."""
    app = build()
    logs.configure(app.settings.log_level)
    server = uvicorn.Server(server_config(app))
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise typer.Exit(1)


def server_config(app: App) -> uvicorn.Config:
    """Return how the web process is served."""
    from bot.web.app import create_app

    settings = app.settings
    return uvicorn.Config(
        create_app(app),
        host=settings.web_host,
        port=settings.web_port,
        log_config=None,  # ours stays
        # Query strings and cookies stay out of the log.
        access_log=False,
        server_header=False,
        # Without a list uvicorn would believe every process of this machine.
        forwarded_allow_ips=settings.trusted_proxies,
    )
