"""Which demo customer this browser plays: a signed cookie, for the demo shop only."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.settings import Settings

COOKIE = "demo_customer"


def read_demo_customer(request: Request, settings: Settings) -> str | None:
    """Return the chosen customer's uid, None for a visitor who is nobody in particular."""
    try:
        uid = _signer(settings).loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return None
    return uid if isinstance(uid, str) else None


def write_demo_customer(response: Response, settings: Settings, uid: str | None) -> None:
    """Remember the choice until the browser closes; None forgets it."""
    if uid is None:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(COOKIE, str(_signer(settings).dumps(uid)), httponly=True, samesite="lax")


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.signing_secret, salt="demo-customer")
