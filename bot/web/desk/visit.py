"""Who is at the desk, and whether a form is their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from bot.records.cards import ManagerCard
from bot.web.desk.session import Session
from bot.web.parts import parts

LOGIN = "/desk/login"


class LoginNeeded(Exception):
    """Nobody is logged in, or the session has ended."""


@dataclass(frozen=True)
class Visit:
    """A logged-in manager's request."""

    session: Session
    manager: ManagerCard
    form_token: str

    @property
    def actor(self) -> str:
        """How the manager is named in events and the audit log."""
        return f"manager:{self.manager.uid}"


def current_visit(request: Request) -> Visit | None:
    """Return the visit of the manager who is logged in, and still may be."""
    site = parts(request)
    session = site.sessions.read(request)
    if session is None or session.manager_id is None:
        return None
    manager = site.app.records.manager(session.manager_id)
    if manager is None or not manager.active:
        return None
    if session.password_mark != site.app.records.password_mark(manager.id):
        return None
    return Visit(session, manager, site.sessions.form_token(session))


def visit(request: Request) -> Visit:
    """Return the visit of the manager who is logged in. Raises LoginNeeded."""
    found = current_visit(request)
    if found is None:
        raise LoginNeeded
    return found


AnyVisit = Annotated[Visit, Depends(visit)]


def own_form(request: Request, visitor: AnyVisit, form_token: Annotated[str, Form()] = "") -> Visit:
    """Return the visit when the form was made for this session. Raises HTTPException 403."""
    if not parts(request).sessions.is_own_form(visitor.session, form_token):
        raise HTTPException(403)
    return visitor


OwnForm = Annotated[Visit, Depends(own_form)]


def to_login(request: Request, error: Exception) -> Response:
    """Send somebody who is not logged in to the login, and back afterwards."""
    wanted = request.url.path if request.method == "GET" else "/desk"
    return RedirectResponse(f"{LOGIN}?{urlencode({'next': wanted})}", 303)
