"""Logging in to the desk, and out."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.records.cards import ManagerCard
from bot.records.demo import demo_managers
from bot.web.desk.session import Session
from bot.web.desk.visit import LOGIN, OwnForm, current_visit
from bot.web.parts import Parts, parts

router = APIRouter(prefix="/desk")

LONGEST_PASSWORD = 1000


@router.get("/login")
def login_page(request: Request, next: str = "/desk") -> Response:
    """Show the form; a manager who is logged in already goes on."""
    site = parts(request)
    if current_visit(request) is not None:
        return RedirectResponse(_own_page(next), 303)
    return _form(request, site.sessions.read(request), next=next)


@router.post("/login")
def log_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/desk",
) -> Response:
    """Check the password, as often as the throttle lets through."""
    site = parts(request)
    session = site.sessions.read(request)
    if session is None or not site.sessions.is_own_form(session, form_token):
        return _form(request, session, status=403, problem="desk_login_form_old", email=email, next=next)
    address = request.client.host if request.client else ""
    wait = site.logins.enter(address=address, email=email)
    if wait:
        response = _form(
            request, session, status=429, problem="desk_login_wait", wait=wait, email=email, next=next
        )
        response.headers["Retry-After"] = str(wait)
        return response
    manager = _checked(site, email, password)
    if manager is None:
        return _form(request, session, status=401, problem="desk_login_wrong", email=email, next=next)
    site.logins.succeeded(address=address, email=email)
    response = RedirectResponse(_own_page(next), 303)
    begun = site.sessions.begin(manager.id, site.app.records.password_mark(manager.id))
    site.sessions.write(response, begun, https=request.url.scheme == "https")
    return response


@router.post("/logout")
def log_out(request: Request, visitor: OwnForm) -> Response:
    """End the session in this browser."""
    response = RedirectResponse(LOGIN, 303)
    parts(request).sessions.end(response)
    return response


def _checked(site: Parts, email: str, password: str) -> ManagerCard | None:
    # Hashing takes time that grows with the text: nobody's password is that long.
    if len(password) > LONGEST_PASSWORD:
        return None
    return site.app.records.check_password(email, password)


def _form(
    request: Request,
    session: Session | None,
    *,
    status: int = 200,
    problem: str = "",
    wait: int = 0,
    email: str = "",
    next: str = "/desk",
) -> Response:
    sessions = parts(request).sessions
    session = session or sessions.begin()
    response = parts(request).renderer.page(
        request,
        "login.html",
        status=status,
        problem=problem,
        minutes=math.ceil(wait / 60),
        email=email,
        next=_own_page(next),
        demo_managers=_demo_managers(parts(request)),
        form_token=sessions.form_token(session),
    )
    sessions.write(response, session, https=request.url.scheme == "https")
    return response


def _demo_managers(site: Parts) -> list[str]:
    """Return whom one can log in as where the demo shop is loaded."""
    app = site.app
    return [email for email in demo_managers() if app.settings.demo and app.records.manager_by_email(email)]


def _own_page(wanted: str) -> str:
    """Return the page to go to after the login: one of the desk's, never another site's."""
    plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if plain and (wanted == "/desk" or wanted.startswith("/desk/")) else "/desk"
