"""What the dialogue process answers over HTTP beside socket.io: whether it can serve, and the worker's requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import internal_token, readiness
from bot.bootstrap import App
from bot.dialogue.runtime import Dialogue
from bot.dialogue.touchpoints import TouchpointDelivery
from bot.dialogue.transcript import Message

Deliver = Callable[[str, list[Message]], Awaitable[None]]
"""Sends messages to every browser that has the conversation open."""


def create_http(app: App, dialogue: Dialogue, deliver: Deliver) -> Starlette:
    """Return the endpoints; only those that tell of readiness answer to anybody."""
    delivery = TouchpointDelivery(app, dialogue)

    async def touchpoint(request: Request) -> JSONResponse:
        # Signature first: nothing is read from whoever cannot sign.
        if not internal_token.is_valid(
            app.settings.signing_secret, request.headers.get("authorization", ""), app.now()
        ):
            raise HTTPException(status_code=401, detail="not signed by this product")
        done = await delivery.deliver(await _uid(request))
        await deliver(done.conversation_id, list(done.messages))
        return JSONResponse({"state": done.state})

    # No question whether the model is loaded: the port opens when it is.
    ready = readiness.routes(readiness.Readiness(readiness.database_checks(app.database)))
    return Starlette(routes=[*ready, Route("/internal/touchpoints", touchpoint, methods=["POST"])])


async def _uid(request: Request) -> str:
    """Return the touchpoint that a request of our own worker names. Raises HTTPException 422."""
    try:
        return str((await request.json())["uid"])
    except (ValueError, KeyError, TypeError) as error:
        raise HTTPException(status_code=422, detail='send {"uid": …}') from error
