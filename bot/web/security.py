"""Headers and limits that every response and request passes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 64_000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def security_headers(dialogue_url: str, web_url: str) -> dict[str, str]:
    """Return the headers that keep foreign scripts, frames and readers out."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": f"'self' {dialogue_url} {_websocket(dialogue_url)}",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if web_url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


class SecurityMiddleware:
    """Adds the headers, and refuses oversized forms and forms sent from other sites."""

    def __init__(
        self, app: ASGIApp, headers: dict[str, str], refuse: Callable[[Request, int], Response]
    ) -> None:
        """``refuse`` makes the page that tells of a refusal with that status."""
        self._app = app
        self._headers = headers
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), self._headers, scope["path"])
            await send(message)

        status = None if scope["method"] in SAFE_METHODS else _refusal(Headers(scope=scope))
        answer = self._app if status is None else self._refuse(Request(scope), status)
        await answer(scope, receive, send_with_headers)


def add_headers(target: MutableHeaders, headers: dict[str, str], path: str) -> None:
    """Set the security headers, and tell caches what they may keep."""
    for name, value in headers.items():
        target.setdefault(name, value)
    # Pages may hold a token or a customer's words; static files are asked for again, and answered 304.
    target.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")


def _refusal(headers: Headers) -> int | None:
    """Return the status that a form is refused with, None for one that is let in."""
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return 411
    if len(length) > len(str(FORM_BYTES)) or int(length) > FORM_BYTES:
        return 413
    origin = headers.get("origin")
    foreign = origin is not None and _host(origin) != headers.get("host", "")
    return 403 if foreign or headers.get("sec-fetch-site") == "cross-site" else None


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _websocket(url: str) -> str:
    return "ws" + url.removeprefix("http")
