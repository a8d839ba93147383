"""Where Prometheus reads a process's figures: on a port of its own, which is not the one that browsers reach."""

from __future__ import annotations

from prometheus_client import start_http_server

from bot.settings import Settings


def serve(settings: Settings) -> None:
    """Serve /metrics in a thread, where the settings name a port. Raises OSError when it cannot be listened on."""
    if settings.metrics_port:
        start_http_server(settings.metrics_port, addr=settings.metrics_host)
