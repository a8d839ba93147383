"""Handing due touchpoints to the dialogue process, which alone may speak in a conversation."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
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
    with httpx.Client(timeout=ANSWER) as client:
        dialogues = Dialogues(client, app.settings.worker_dialogue_urls)
        while go_on():
            dialogue = dialogues.next_ready()
            if dialogue is None:
                # Nothing is claimed, so that no try is used up while the dialogue process starts.
                return total + Sent(failed=sum(each.due_at <= app.now() for each in app.outreach.upcoming()))
            claimed = app.outreach.claim_due(worker, limit=1)
            if not claimed:
                break
            total += _send(app, dialogues, dialogue, claimed[0])
    return total


class Dialogues:
    """The dialogue processes, asked in turn: any of them can speak in any conversation."""

    def __init__(self, client: httpx.Client, urls: Sequence[str]) -> None:
        self._client = client
        self._urls = deque(urls)

    def next_ready(self) -> str | None:
        """Return the address of the next one that can take work; None when none can."""
        for _ in range(len(self._urls)):
            self._urls.rotate(-1)
            if self._is_ready(self._urls[-1]):
                return self._urls[-1]
        return None

    def send(self, url: str, uid: str, token: str) -> str:
        """Hand a touchpoint over, and return what became of it. Raises httpx.HTTPError or ValueError.

        Where the process ends meanwhile, another gets it: a touchpoint that was sent is known, and not sent again.
        """
        for _ in range(len(self._urls)):
            try:
                return self._post(url, uid, token)
            except (httpx.NetworkError, httpx.RemoteProtocolError):
                url = self.next_ready() or url
        return self._post(url, uid, token)

    def _post(self, url: str, uid: str, token: str) -> str:
        headers = {"Authorization": f"Bearer {token}"}
        answer = self._client.post(f"{url}/internal/touchpoints", json={"uid": uid}, headers=headers)
        answer.raise_for_status()
        return str(answer.json().get("state"))

    def _is_ready(self, url: str) -> bool:
        try:
            return self._client.get(f"{url}/ready", timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def _send(app: App, dialogues: Dialogues, url: str, touchpoint: TouchpointCard) -> Sent:
    try:
        state = dialogues.send(url, touchpoint.uid, issue(app.settings.signing_secret, app.now()))
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


def _short(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"dialogue answered {error.response.status_code}"
    return type(error).__name__
