"""Handing due touchpoints to the dialogue process, which alone may speak in a conversation."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import jwt

from bot.bootstrap import App
from bot.outreach.cards import TouchpointCard
from bot.settings import Settings

logger = logging.getLogger(__name__)

AUDIENCE = "eftersnack-internal"
TOKEN_SECONDS = 60
BATCH = 10
"""How much one worker claims at a time: what it holds when it is killed waits for claim_minutes."""
ANSWER_SECONDS = 30.0


@dataclass(frozen=True)
class Sent:
    """What became of the touchpoints that were due."""

    sent: int = 0
    waiting: int = 0
    """Not now: the customer is in a conversation, or the dialogue process is away."""
    failed: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.sent + other.sent, self.waiting + other.waiting, self.failed + other.failed)


def send_due(app: App, worker: str, go_on: Callable[[], bool] = lambda: True) -> Sent:
    """Send what is due. One failure never stops the rest; what failed is tried again later."""
    total = Sent()
    with httpx.Client(base_url=app.settings.internal_dialogue_url, timeout=ANSWER_SECONDS) as dialogue:
        if not _answers(dialogue):
            # Nothing is claimed, so that no try is used up while the dialogue process starts.
            return Sent(failed=sum(each.due_at <= app.now() for each in app.outreach.upcoming(limit=BATCH)))
        while go_on() and (claimed := app.outreach.claim_due(worker, limit=BATCH)):
            for touchpoint in claimed:
                total += _send(app, dialogue, touchpoint)
    return total


def _send(app: App, dialogue: httpx.Client, touchpoint: TouchpointCard) -> Sent:
    try:
        answer = dialogue.post(
            "/internal/touchpoints",
            json={"uid": touchpoint.uid},
            headers={"Authorization": f"Bearer {internal_token(app.settings)}"},
        )
        answer.raise_for_status()
        state = str(answer.json().get("state"))
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("touchpoint %s: %s; tried again later", touchpoint.id, _short(error))
        app.outreach.release(touchpoint.id, _short(error))
        return Sent(failed=1)
    if state == "sent":
        return Sent(sent=1)
    if state != "not_claimed":
        app.outreach.release(touchpoint.id, state)
    return Sent(waiting=1)


def internal_token(settings: Settings) -> str:
    """Return a proof, valid for a minute, that a request comes from one of our own processes."""
    claims = {"aud": AUDIENCE, "exp": int(time.time()) + TOKEN_SECONDS}
    return jwt.encode(claims, settings.signing_secret, algorithm="HS256")


def _answers(dialogue: httpx.Client) -> bool:
    try:
        return dialogue.get("/health", timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _short(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"dialogue answered {error.response.status_code}"
    return type(error).__name__
