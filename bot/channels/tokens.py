"""Identity tokens: a website says who its signed-in customer is, and signs it (JWT, HS256)."""

from __future__ import annotations

from datetime import datetime, timedelta

import jwt

AUDIENCE = "eftersnack"
ALGORITHM = "HS256"


class IdentityError(Exception):
    """The token cannot be trusted; ``reason`` is "expired" or "invalid"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"identity token {reason}")
        self.reason = reason


def issue(secret: str, customer_uid: str, hours: float, now: datetime) -> str:
    """Return a token that names the customer and is valid for ``hours``."""
    claims = {"sub": customer_uid, "aud": AUDIENCE, "iat": now, "exp": now + timedelta(hours=hours)}
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read(secret: str, token: str, now: datetime) -> str:
    """Return the uid of the customer that a token names. Raises IdentityError."""
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            # The clock is injected, so expiry is checked below.
            options={"require": ["sub", "exp", "aud"], "verify_exp": False, "verify_iat": False},
        )
        expires = float(claims["exp"])
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise IdentityError("invalid") from error
    if now.timestamp() >= expires:
        raise IdentityError("expired")
    return str(claims["sub"])
