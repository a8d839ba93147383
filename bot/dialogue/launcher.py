"""The dialogue process: the agent, the website channel, and two small HTTP endpoints, under uvicorn.

Rasa's own HTTP API and channels stay off: they trust whatever sender id they are given.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import jwt
import socketio
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

from bot.bootstrap import App, use
from bot.channels.website import Website
from bot.dialogue.breakdown import hand_to_person
from bot.dialogue.runtime import Dialogue, load_dialogue
from bot.dialogue.text_generator import TextGenerator
from bot.dialogue.touchpoints import TouchpointDelivery

log = logging.getLogger(__name__)

INTERNAL_AUDIENCE = "eftersnack-internal"


class DueTouchpoint(BaseModel):
    uid: str


def create_dialogue(app: App, model: Path) -> Dialogue:
    """Load the model and connect it to the services.

    Raises EditionChanged when a survey's wording was changed without raising its version.
    """
    use(app)
    app.surveys.publish()
    return load_dialogue(
        model=model,
        database=app.database,
        conversations=app.conversations,
        generator=TextGenerator(texts=app.texts, default_language=app.settings.default_language),
        breakdown=lambda incoming: hand_to_person(app, incoming),
    )


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
    async def touchpoint(due: DueTouchpoint, request: Request) -> dict[str, Any]:
        _check_internal(app.settings.signing_secret, request)
        done = await delivery.deliver(due.uid)
        await website.deliver(done.conversation_id, list(done.messages))
        return {"state": done.state}

    return http


def _check_internal(secret: str, request: Request) -> None:
    """Only this product's own worker may begin a contact. Raises HTTPException 401."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        jwt.decode(
            token, secret, algorithms=["HS256"], audience=INTERNAL_AUDIENCE, options={"require": ["exp"]}
        )
    except jwt.PyJWTError as error:
        raise HTTPException(status_code=401, detail="not signed by this product") from error


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
    )
