"""The web process: the demo shop page with its chat panel, and the desk."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot import readiness
from bot.texts import Texts
from bot.web.desk import cases, login
from bot.web.desk.session import Sessions
from bot.web.desk.throttle import Throttle
from bot.web.desk.visit import LoginNeeded, to_login
from bot.web.pages import shop, tutorials
from bot.web.parts import Parts, parts
from bot.web.rendering import TEXT_FILES, Renderer
from bot.web.security import SecurityMiddleware, add_headers, security_headers

if TYPE_CHECKING:
    from bot.bootstrap import App

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
FAILURES_WITH_TEXT = (400, 403, 404, 405, 413, 429)


def create_app(app: App) -> FastAPI:
    """Return the web application over these services."""
    web = FastAPI(title="Eftersnack", docs_url=None, redoc_url=None, openapi_url=None)
    web.state.parts = _parts(app)
    headers = security_headers(app.settings.public_dialogue_url, app.settings.public_web_url)
    web.state.headers = headers
    web.add_middleware(SecurityMiddleware, headers=headers, refuse=_failure_page)
    web.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in (shop.router, tutorials.router, login.router, cases.router):
        web.include_router(router)
    web.router.routes.extend(readiness.routes(readiness.Readiness(readiness.database_checks(app.database))))
    web.add_exception_handler(LoginNeeded, to_login)
    web.add_exception_handler(HTTPException, _refused)
    web.add_exception_handler(RequestValidationError, _invalid)
    web.add_exception_handler(Exception, _broken)
    return web


def _parts(app: App) -> Parts:
    settings = app.settings
    texts = Texts.load(TEXT_FILES)
    return Parts(
        app=app,
        texts=texts,
        renderer=Renderer(settings=settings, texts=texts),
        sessions=Sessions(
            secret=settings.signing_secret,
            hours=settings.desk_session_hours,
            secure=settings.public_web_url.startswith("https:"),
            now=app.now,
        ),
        logins=Throttle(now=app.now),
    )


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = _failure_page(request, status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    return _failure_page(request, 400)


def _broken(request: Request, error: Exception) -> Response:
    # Starlette has no middleware outside this handler, and logs the error itself.
    response = _failure_page(request, 500)
    add_headers(response.headers, request.app.state.headers, request.url.path)
    return response


def _failure_page(request: Request, status: int) -> Response:
    known = status if status in FAILURES_WITH_TEXT else 500 if status >= 500 else 400
    return parts(request).renderer.page(request, "failure.html", status=status, failure=f"failure_{known}")
