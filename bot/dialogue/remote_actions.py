"""Custom actions in a process of their own, over the HTTP protocol of Rasa's action server.

Slower by far than in the dialogue process, and an action's writes are stored apart from the turn that it was part of:
for trying out actions without a restart of the dialogue, or actions that are not written in Python.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import internal_token
from bot.dialogue.failures import note_failure

Now = Callable[[], datetime]
REJECTED = 400
"""How an action server says that an action does not apply."""


class RemoteActions(EndpointConfig):
    """Where an action server is reached; each request is signed, which Rasa's own are not."""

    def __init__(self, url: str, secret: str, now: Now) -> None:
        super().__init__(url, enable_selective_domain=True)
        self._secret = secret
        self._now = now

    async def request(self, *arguments: Any, **named: Any) -> Any:
        token = internal_token.issue(self._secret, self._now())
        try:
            return await super().request(*arguments, headers={"Authorization": f"Bearer {token}"}, **named)
        except Exception as error:
            if getattr(error, "status", None) != REJECTED:
                note_failure(error)
            raise


def create_action_server(package: str, secret: str, now: Now) -> Starlette:
    """Return the server of the actions of a package. It answers only requests that ``secret`` signed."""
    executor = ActionExecutor()
    executor.register_package(package)

    async def webhook(request: Request) -> JSONResponse:
        if not internal_token.is_valid(secret, request.headers.get("authorization", ""), now()):
            return JSONResponse({"error": "not signed by this product"}, status_code=401)
        call = await _call(request)
        if call is None:
            return JSONResponse({"error": "send an action call as JSON"}, status_code=400)
        return await _run(executor, call)

    async def health(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"]), Route("/health", health)])


async def _call(request: Request) -> dict[str, Any] | None:
    body = await request.body()
    try:
        if request.headers.get("content-encoding") == "deflate":
            body = zlib.decompress(body)
        call = json.loads(body)
    except (ValueError, zlib.error):
        return None
    return call if isinstance(call, dict) and "next_action" in call and "tracker" in call else None


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> JSONResponse:
    """Run an action, and answer with the words and codes that Rasa expects."""
    try:
        return JSONResponse(await executor.run(call))
    except ActionExecutionRejection as rejection:
        return JSONResponse(
            {"error": rejection.message, "action_name": rejection.action_name}, status_code=REJECTED
        )
    except ActionNotFoundException as missing:
        return JSONResponse({"error": missing.message, "action_name": missing.action_name}, status_code=404)
