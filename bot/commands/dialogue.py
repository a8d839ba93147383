"""``eftersnack dialogue``: the dialogue process alone."""

from __future__ import annotations

from bot.settings import Settings
from bot.start_checks import check_endpoints, check_metrics_port, check_port, check_serving, stopping


def dialogue() -> None:
    """Serve conversations (the dialogue process)."""
    from bot.dialogue.without_tensorflow import spare_what_is_unused

    settings = Settings()
    spare_what_is_unused(*(() if settings.redis_url else ("redis",)))
    from bot.commands._served_model import loading, served_model
    from bot.logs import configure_dialogue

    configure_dialogue(settings, "dialogue")
    with stopping():
        check_port("EFTERSNACK_DIALOGUE_PORT", settings.dialogue_host, settings.dialogue_port)
        check_metrics_port(settings)
        check_serving(settings)
        check_endpoints()
        model = served_model(settings)
        from bot.bootstrap import build
        from bot.dialogue.launcher import serve

        with loading(model):
            serve(build(settings), model)
