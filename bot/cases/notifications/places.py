"""The places a manager is told at. Pure.

A place is an Apprise URL, which may hold a password; the database keeps a digest of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

DESK = "desk"


def digest(url: str) -> str:
    """Return the name under which a URL stands in the database."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def by_target(*sources: Iterable[str]) -> dict[str, str]:
    """Return the URLs by their target, each place once."""
    return {digest(url): url for source in sources for url in source}
