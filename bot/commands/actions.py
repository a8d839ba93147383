"""``eftersnack actions``: the custom actions in a process of their own."""

from __future__ import annotations

from urllib.parse import urlsplit

import uvicorn

from bot import logs
from bot.settings import Settings
from bot.start_checks import CannotStart, check_port, check_serving, stopping

EXAMPLE = "EFTERSNACK_ACTIONS_URL=http://127.0.0.1:5055/webhook"


def actions() -> None:
    """Serve the custom actions over HTTP, where EFTERSNACK_ACTIONS_URL says (the dialogue needs none)."""
    settings = Settings()
    logs.configure(settings, "actions")
    with stopping():
        host, port = _address(settings.actions_url)
        check_port("EFTERSNACK_ACTIONS_URL", host, port)
        check_serving(settings)
    from bot.bootstrap import build, use
    from bot.dialogue.remote_actions import create_action_server

    app = build(settings)
    use(app)
    server = create_action_server("actions", settings.signing_secret, app.now)
    uvicorn.run(server, host=host, port=port, log_config=None, access_log=False)


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    if not parts.hostname:
        raise CannotStart(f"EFTERSNACK_ACTIONS_URL names no address to listen on; set it, as in {EXAMPLE}.")
    return parts.hostname, parts.port or 5055
