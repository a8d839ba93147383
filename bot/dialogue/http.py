"""What the dialogue process answers over HTTP beside socket.io: whether it can serve, and the worker's requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, HTTPException, Request

from bot import internal_token, readiness
from bot.bootstrap import App
from bot.dialogue.runtime import Dialogue
from bot.dialogue.touchpoints import TouchpointDelivery
from bot.dialogue.transcript import Message

Deliver = Callable[[str, list[Message]], Awaitable[None]]
"""Sends messages to every browser that has the conversation open."""


def create_http(app: App, dialogue: Dialogue, deliver: Deliver) -> FastAPI:
    """Return the endpoints; only those that tell of readiness answer to anybody."""
    http = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # No question whether the model is loaded: the port opens when it is.
    readiness.add_to(http, readiness.Readiness(readiness.database_checks(app.database)))
    delivery = TouchpointDelivery(app, dialogue)

    @http.post("/internal/touchpoints")
    async def touchpoint(request: Request) -> dict[str, Any]:
        # Signature first: nothing is read from whoever cannot sign.
        if not internal_token.is_valid(
            app.settings.signing_secret, request.headers.get("authorization", ""), app.now()
        ):
            raise HTTPException(status_code=401, detail="not signed by this product")
        done = await delivery.deliver(await _uid(request))
        await deliver(done.conversation_id, list(done.messages))
        return {"state": done.state}

    return http


async def _uid(request: Request) -> str:
    """Return the touchpoint that a request of our own worker names. Raises HTTPException 422."""
    try:
        return str((await request.json())["uid"])
    except (ValueError, KeyError, TypeError) as error:
        raise HTTPException(status_code=422, detail='send {"uid": …}') from error
