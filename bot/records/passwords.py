"""Managers' passwords, hashed with Argon2id."""

from __future__ import annotations

import hashlib
from functools import cache

from pwdlib import PasswordHash

_hasher = PasswordHash.recommended()

SHORTEST = 10


class PasswordTooShort(ValueError):
    """The password has fewer characters than SHORTEST."""


def hashed(password: str) -> str:
    """Return the hash to store. Raises PasswordTooShort."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(f"A password needs at least {SHORTEST} characters.")
    return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Say whether the password is right; takes as long when there is none, so that nobody can tell."""
    return _hasher.verify(password, stored or _nobody()) and stored is not None


def mark(stored: str | None) -> str:
    """Return a short digest that changes with the password, and tells nothing of it; empty when there is none."""
    return hashlib.sha256(stored.encode()).hexdigest()[:16] if stored else ""


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
