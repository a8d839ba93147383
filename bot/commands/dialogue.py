"""``eftersnack dialogue``: the dialogue process alone."""

from __future__ import annotations

from bot.bootstrap import build


def dialogue() -> None:
    """Serve conversations (the dialogue process)."""
    from bot.commands.train import newest_model
    from bot.dialogue.launcher import serve
    from bot.logs import configure_rasa

    app = build()
    configure_rasa(app.settings.log_level)
    serve(app, newest_model(app.settings))
