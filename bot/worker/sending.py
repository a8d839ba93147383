"""Handing due touchpoints to the dialogue process, which alone may speak in a conversation."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot.bootstrap import App
from bot.internal_token import issue
from bot.outreach.cards import TouchpointCard

logger = logging.getLogger(__name__)

ANSWER = httpx.Timeout(30.0, connect=5.0, write=5.0)
"""Shorter than the shortest claim, so that nobody takes a touchpoint over while it is being sent."""


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
    """Send what is due. One failure never stops the rest; what failed is tried again later.

    Touchpoints are claimed one at a time, so that none waits with its claim running out. ``go_on`` is asked
    before each.
    """
    total = Sent()
    with httpx.Client(base_url=app.settings.internal_dialogue_url, timeout=ANSWER) as dialogue:
        while go_on():
            if not _answers(dialogue):
                # Nothing is claimed, so that no try is used up while the dialogue process starts.
                return total + Sent(failed=sum(each.due_at <= app.now() for each in app.outreach.upcoming()))
            claimed = app.outreach.claim_due(worker, limit=1)
            if not claimed:
                break
            total += _send(app, dialogue, claimed[0])
    return total


def _send(app: App, dialogue: httpx.Client, touchpoint: TouchpointCard) -> Sent:
    try:
        answer = dialogue.post(
            "/internal/touchpoints",
            json={"uid": touchpoint.uid},
            headers={"Authorization": f"Bearer {issue(app.settings.signing_secret, app.now())}"},
        )
        answer.raise_for_status()
        state = str(answer.json().get("state"))
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("touchpoint %s: %s; tried again later", touchpoint.id, _short(error))
        app.outreach.release(touchpoint.id, _short(error))
        return Sent(failed=1)
    if state == "sent":
        return Sent(sent=1)
    if state == "busy":
        app.outreach.postpone(touchpoint.id, state)
    elif state != "not_claimed":
        app.outreach.release(touchpoint.id, state)
    return Sent(waiting=1)


def _answers(dialogue: httpx.Client) -> bool:
    try:
        return dialogue.get("/health", timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _short(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"dialogue answered {error.response.status_code}"
    return type(error).__name__
