"""The dialogue process: the model, the website channel, and a few HTTP endpoints, under uvicorn.

Rasa's own HTTP API and channels stay off: they trust whatever sender id they are given.
"""

from __future__ import annotations

import logging
from pathlib import Path

import socketio
import uvicorn
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain

from bot import metrics, metrics_server
from bot.bootstrap import App, use
from bot.channels.website import Website
from bot.dialogue import in_process_actions
from bot.dialogue.breakdown import hand_to_person
from bot.dialogue.http import create_http
from bot.dialogue.live import LiveConversations
from bot.dialogue.processor import Processor
from bot.dialogue.remote_actions import RemoteActions
from bot.dialogue.runtime import Dialogue
from bot.dialogue.text_generator import TextGenerator
from bot.dialogue.tracker_store import ConversationTrackerStore
from bot.nlu.products import CatalogueProduct, catalogue

log = logging.getLogger(__name__)

LIVE_SECONDS = 900
"""How long a conversation stays in memory after its latest message."""


def create_dialogue(app: App, model: Path) -> Dialogue:
    """Load the model and connect it to the services.

    Raises EditionChanged when a survey's wording was changed without raising its version.
    """
    use(app)
    app.surveys.publish()
    know_products(app)
    store = ConversationTrackerStore(
        Domain.empty(), app.database, LiveConversations(app.settings.live_conversations, LIVE_SECONDS)
    )
    in_process_actions.install()
    processor = Processor(
        model_path=model,
        tracker_store=store,
        lock_store=InMemoryLockStore(),
        generator=TextGenerator(texts=app.texts, default_language=app.settings.default_language),
        action_endpoint=_actions(app),
    )
    store.domain = processor.domain
    metrics.watch(metrics.live, lambda: float(len(store.live)))
    return Dialogue(
        processor,
        app.database,
        app.conversations,
        lambda incoming: hand_to_person(app, incoming),
        whole=not app.settings.actions_url,
    )


def _actions(app: App) -> in_process_actions.InProcessActions | RemoteActions:
    settings = app.settings
    if settings.actions_url:
        return RemoteActions(settings.actions_url.removesuffix("/"), settings.signing_secret, app.now)
    return in_process_actions.InProcessActions("actions")


def know_products(app: App) -> None:
    """Let messages be searched for the shop's products: those of now, and later ones within a minute."""

    def read() -> list[CatalogueProduct]:
        return [CatalogueProduct(p.sku, p.name_sv, p.name_en) for p in app.records.product_names()]

    products = catalogue.Catalogue(read)
    products.load()
    catalogue.use(products)


def create_server(app: App, dialogue: Dialogue) -> socketio.ASGIApp:
    """Return the ASGI application of the dialogue process."""
    website = Website(
        settings=app.settings,
        dialogue=dialogue,
        conversations=app.conversations,
        records=app.records,
        now=app.now,
    )
    return socketio.ASGIApp(
        website.server,
        other_asgi_app=create_http(app, dialogue, website.deliver),
        on_startup=website.rooms.initialize,
        on_shutdown=website.rooms.stop,
    )


def serve(app: App, model: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    settings = app.settings
    server = create_server(app, create_dialogue(app, model))
    metrics.watch_database(app.database)
    metrics_server.serve(settings)
    log.info("dialogue ready; model=%s", model.name)
    uvicorn.run(
        server,
        host=settings.dialogue_host,
        port=settings.dialogue_port,
        log_config=None,  # ours stays
        access_log=False,
        ws_max_size=settings.request_bytes,
        timeout_graceful_shutdown=3,
        forwarded_allow_ips=settings.trusted_proxies,
    )
