"""Proof that a request comes from one of our own processes: a JWT that lives for a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

import jwt

AUDIENCE = "eftersnack-internal"
LIVES = timedelta(minutes=1)
_SCHEME = "Bearer "


def issue(secret: str, now: datetime) -> str:
    """Return a token for the header "Authorization: Bearer <token>", valid for a minute."""
    claims = {"aud": AUDIENCE, "exp": int((now + LIVES).timestamp())}
    return jwt.encode(claims, secret, algorithm="HS256")


def is_valid(secret: str, header: str, now: datetime) -> bool:
    """Tell whether an Authorization header holds a token that we signed and that has not expired."""
    try:
        claims = jwt.decode(
            header.removeprefix(_SCHEME),
            secret,
            algorithms=["HS256"],
            audience=AUDIENCE,
            # PyJWT would look at its own clock.
            options={"require": ["exp", "aud"], "verify_exp": False},
        )
        return header.startswith(_SCHEME) and int(claims["exp"]) > now.timestamp()
    except (jwt.PyJWTError, ValueError, TypeError):
        return False
