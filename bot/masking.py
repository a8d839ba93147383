"""Addresses as they may be shown and logged: without what opens doors."""

from __future__ import annotations

import re

HIDDEN = "********"

_SCHEME = re.compile(r"[a-z0-9+.-]*:?//", re.IGNORECASE)
_USER = re.compile(r"[\w.%-]*")
_NO_PORT = re.compile(r"(//[^/:]*:)(?!\d+(?:/|$))[^/]+")
"""What stands in a port's place and is none: a password whose host was forgotten."""


def masked(url: str) -> str:
    """Return an address without its password and without what follows a "?", also when it is badly written.

    A password may hold whatever an address is made of, so all up to the last "@" counts as log-in.
    """
    login, at, place = url.rpartition("@")
    place, _, query = place.partition("?")
    shown = place + (f"?{HIDDEN}" if query else "")
    if not at:
        return _NO_PORT.sub(rf"\g<1>{HIDDEN}", shown)
    found = _SCHEME.match(login)
    scheme = found[0] if found else ""
    user, colon, _ = login.removeprefix(scheme).partition(":")
    if not _USER.fullmatch(user):
        return f"{scheme}{HIDDEN}@{shown}"
    return f"{scheme}{user}{f':{HIDDEN}' if colon else ''}@{shown}"
