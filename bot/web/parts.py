"""What every page needs, made once when the web process starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from bot.texts import Texts
from bot.web.desk.session import Sessions
from bot.web.desk.throttle import Throttle
from bot.web.rendering import Renderer

if TYPE_CHECKING:
    from bot.bootstrap import App


@dataclass(frozen=True)
class Parts:
    """The application's services and the web process's own parts."""

    app: App
    texts: Texts
    renderer: Renderer
    sessions: Sessions
    logins: Throttle


def parts(connection: HTTPConnection) -> Parts:
    """Return the parts of the web process that serves this request."""
    return cast(Parts, connection.app.state.parts)
