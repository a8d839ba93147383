"""The desk's session cookie and the token that guards its forms."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "desk"


@dataclass(frozen=True)
class Session:
    """One browser at the desk; ``manager_id`` is None until somebody has logged in."""

    id: str
    manager_id: int | None
    password_mark: str
    """Of the password that the manager logged in with: another one ends the session."""
    started_at: datetime


class Sessions:
    """Reads and writes sessions; all state is in the signed cookie."""

    def __init__(self, *, secret: str, hours: int, secure: bool, now: Callable[[], datetime]) -> None:
        self._cookies = URLSafeSerializer(secret, salt="desk-session")
        self._forms = URLSafeSerializer(secret, salt="desk-form")
        self._lifetime = timedelta(hours=hours)
        self._secure = secure
        self._now = now

    def begin(self, manager_id: int | None = None, password_mark: str = "") -> Session:
        """Return a new session, under a new id, so that one known from before a login is worth nothing."""
        return Session(secrets.token_urlsafe(18), manager_id, password_mark, self._now())

    def read(self, request: Request) -> Session | None:
        """Return the request's session; None when there is none, or it is forged or too old."""
        content = self._opened(request.cookies.get(COOKIE, ""))
        if content is None:
            return None
        started_at = datetime.fromisoformat(content["at"])
        session = Session(content["id"], content["manager"], content.get("password", ""), started_at)
        return session if self._now() - session.started_at < self._lifetime else None

    def write(self, response: Response, session: Session, *, https: bool) -> None:
        content = {
            "id": session.id,
            "manager": session.manager_id,
            "password": session.password_mark,
            "at": session.started_at.isoformat(),
        }
        response.set_cookie(
            COOKIE,
            str(self._cookies.dumps(content)),
            max_age=int(self._lifetime.total_seconds()),
            path="/desk",
            httponly=True,
            samesite="lax",
            secure=self._secure or https,
        )

    def end(self, response: Response) -> None:
        response.delete_cookie(COOKIE, path="/desk")

    def form_token(self, session: Session) -> str:
        """Return what a form of this session must send back."""
        return str(self._forms.dumps(session.id))

    def is_own_form(self, session: Session, token: str) -> bool:
        return hmac.compare_digest(self.form_token(session).encode(), token.encode())

    def _opened(self, cookie: str) -> dict[str, Any] | None:
        try:
            content = self._cookies.loads(cookie)
        except BadSignature:
            return None
        return content if isinstance(content, dict) else None
