"""The dialogue process: the agent, the website channel, and two small HTTP endpoints, under uvicorn.

Rasa's own HTTP API and channels stay off: they trust whatever sender id they are given.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import socketio
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain

from bot import internal_token
from bot.bootstrap import App, use
from bot.channels.website import Website
from bot.dialogue.breakdown import hand_to_person
from bot.dialogue.in_process_actions import InProcessActions
from bot.dialogue.runtime import Dialogue
from bot.dialogue.text_generator import TextGenerator
from bot.dialogue.touchpoints import TouchpointDelivery
from bot.dialogue.tracker_store import ConversationTrackerStore
from bot.nlu.products import CatalogueProduct, catalogue

log = logging.getLogger(__name__)


def create_dialogue(app: App, model: Path) -> Dialogue:
    """Load the model and connect it to the services.

    Raises EditionChanged when a survey's wording was changed without raising its version.
    """
    use(app)
    app.surveys.publish()
    know_products(app)
    store = ConversationTrackerStore(Domain.empty(), app.database)
    agent = Agent.load(
        model,
        generator=TextGenerator(texts=app.texts, default_language=app.settings.default_language),
        tracker_store=store,
        action_endpoint=InProcessActions("actions", app.database),
    )
    # Rasa wraps the store so that an outage silently starts a fresh conversation in memory: unwrap it.
    store.domain = agent.domain
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor.tracker_store = store
    return Dialogue(agent, app.database, app.conversations, lambda incoming: hand_to_person(app, incoming))


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
    return socketio.ASGIApp(website.server, other_asgi_app=_http(app, dialogue, website))


def _http(app: App, dialogue: Dialogue, website: Website) -> FastAPI:
    http = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    delivery = TouchpointDelivery(app, dialogue)

    @http.get("/health")
    def health() -> dict[str, str]:
        app.database.ping()
        return {"status": "ok"}

    @http.post("/internal/touchpoints")
    async def touchpoint(request: Request) -> dict[str, Any]:
        # Signature first: nothing is read from whoever cannot sign.
        if not internal_token.is_valid(
            app.settings.signing_secret, request.headers.get("authorization", ""), app.now()
        ):
            raise HTTPException(status_code=401, detail="not signed by this product")
        done = await delivery.deliver(await _uid(request))
        await website.deliver(done.conversation_id, list(done.messages))
        return {"state": done.state}

    return http


async def _uid(request: Request) -> str:
    """Return the touchpoint that a request of our own worker names. Raises HTTPException 422."""
    try:
        return str((await request.json())["uid"])
    except (ValueError, KeyError, TypeError) as error:
        raise HTTPException(status_code=422, detail='send {"uid": …}') from error


def serve(app: App, model: Path) -> None:
    """Serve until SIGTERM or SIGINT."""
    settings = app.settings
    server = create_server(app, create_dialogue(app, model))
    log.info("dialogue ready; model=%s", model.name)
    uvicorn.run(
        server,
        host=settings.dialogue_host,
        port=settings.dialogue_port,
        log_level="warning",
        access_log=False,
        ws_max_size=settings.request_bytes,
        timeout_graceful_shutdown=3,
        forwarded_allow_ips=settings.trusted_proxies,
    )
