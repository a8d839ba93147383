"""Bringing one message to one place through Apprise, within a bounded time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from typing import Any

from bot.cases.notifications.wording import Message

SECONDS = 30.0
"""After so long a try counts as failed. Below the shortest claim, so that nobody takes it over meanwhile."""

Deliver = Callable[[str, Message], None]

_message_id: ContextVar[str | None] = ContextVar("message_id", default=None)
_patching = threading.Lock()


class DeliveryFailed(Exception):
    """The place refused the message, could not be reached or did not answer in time; the message says which."""


def deliver(url: str, message: Message, seconds: float = SECONDS) -> None:
    """Send a message to an Apprise URL. Raises DeliveryFailed, also for a URL that Apprise cannot read."""
    outcome: SimpleQueue[Exception | None] = SimpleQueue()

    def attempt() -> None:
        try:
            _send(url, message)
        except Exception as error:
            outcome.put(error)
        else:
            outcome.put(None)

    # A thread of its own: a provider that sends its answer a byte a minute escapes every socket time-out.
    threading.Thread(target=attempt, name="delivery", daemon=True).start()
    try:
        error = outcome.get(timeout=seconds)
    except Empty:
        raise DeliveryFailed(f"no answer within {seconds:g} seconds") from None
    if isinstance(error, DeliveryFailed):
        raise error
    if error is not None:
        raise DeliveryFailed(f"{type(error).__name__} while sending") from error


def prepare() -> None:
    """Load Apprise, which takes a second, before the first message has to wait for it."""
    _apprise()


def _send(url: str, message: Message) -> None:
    apprise = _apprise()
    asset = apprise.AppriseAsset(app_id="Eftersnack", app_desc="Eftersnack", app_url="", service_timeout=0)
    place = apprise.Apprise.instantiate(url, asset=asset)
    if place is None:
        raise DeliveryFailed("Apprise cannot read this URL; see its list of services")
    _identify(place, message.id)
    service = apprise.Apprise(asset=asset)
    service.add(place)
    _message_id.set(f"<{message.id}@eftersnack>")
    result = service.notify(body=message.body, title=message.title, body_format=apprise.NotifyFormat.TEXT)
    if not result:
        said = [str(entry.message) for entry in result.logs()]
        raise DeliveryFailed("; ".join(said)[:500] or "the provider refused the message or did not answer")


def _identify(place: Any, message_id: str) -> None:
    """Put the id where receivers look for one: Standard Webhooks' header, and the JSON body."""
    if place.__class__.__name__ in ("NotifyJSON", "NotifyXML", "NotifyForm"):
        place.headers["webhook-id"] = message_id
        if place.__class__.__name__ != "NotifyXML":
            place.payload_extras.setdefault("id", message_id)
    elif isinstance(getattr(place, "headers", None), dict):
        place.headers["X-Eftersnack-Notification"] = message_id


def _apprise() -> Any:
    """Return Apprise (a slow import), made to use our Message-IDs."""
    import apprise
    from apprise.plugins.email import base

    mail: Any = base
    with _patching:
        # Apprise gives every mail a random Message-ID and has no setting for it.
        if not hasattr(mail, "random_msgid"):
            mail.random_msgid = mail.make_msgid
            mail.make_msgid = lambda *args, **named: _message_id.get() or mail.random_msgid(*args, **named)
    return apprise
