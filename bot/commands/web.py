"""``eftersnack web``: the web process alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import typer
import uvicorn

from bot import logs
from bot.settings import Settings
from bot.start_checks import check_metrics_port, check_port, check_serving, stopping

if TYPE_CHECKING:
    from bot.bootstrap import App


def web() -> None:
    """Serve the demo shop and the desk (the web process)."""
    settings = Settings()
    logs.configure(settings, "web")
    with stopping():
        check_metrics_port(settings)
        check_port("EFTERSNACK_WEB_PORT", settings.web_host, settings.web_port)
        check_serving(settings)
    from bot import metrics_server
    from bot.bootstrap import build
    from bot.web import figures

    app = build(settings)
    figures.register(app)
    metrics_server.serve(settings)
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
