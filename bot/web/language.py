"""Which language a page is shown in."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from bot.texts import LANGUAGES

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600


def language_of(request: HTTPConnection, default: str) -> str:
    """Return the language asked for: by ?lang=, else the cookie, else the browser, else ``default``."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return _from_browser(request.headers.get("accept-language", "")) or default


def remember_language(response: Response, language: str) -> None:
    """Keep the choice for later pages."""
    response.set_cookie(COOKIE, language, max_age=COOKIE_SECONDS, samesite="lax", httponly=True)


def _from_browser(header: str) -> str | None:
    """Return the best language of an Accept-Language header (RFC 9110, 12.5.4), None if we speak none of them."""
    ranked = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        ranked.append((-weight, place, tag.strip().lower().split("-")[0]))
    return next((tag for weight, _, tag in sorted(ranked) if tag in LANGUAGES and weight < 0), None)
