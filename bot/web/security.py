"""Headers and limits that every response and request passes."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
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

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), self._headers, scope["path"])
            await send(message)

        refusal = None if scope["method"] in SAFE_METHODS else _refusal(Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send_with_headers)


def add_headers(target: MutableHeaders, headers: dict[str, str], path: str) -> None:
    """Set the security headers, and tell caches what they may keep."""
    for name, value in headers.items():
        target.setdefault(name, value)
    # Pages may hold a token or a customer's words; static files are asked for again, and answered 304.
    target.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")


def _refusal(headers: Headers) -> PlainTextResponse | None:
    length = headers.get("content-length", "")
    if not length.isdigit():
        return PlainTextResponse("Length Required", 411)
    if int(length) > FORM_BYTES:
        return PlainTextResponse("Content Too Large", 413)
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
    if foreign or headers.get("sec-fetch-site") == "cross-site":
        return PlainTextResponse("Forbidden", 403)
    return None


def _websocket(url: str) -> str:
    return "ws" + url.removeprefix("http")
