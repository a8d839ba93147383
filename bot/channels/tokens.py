"""Identity tokens: a website says who its signed-in customer is, and signs it (JWT, HS256)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt

AUDIENCE = "eftersnack"
ALGORITHM = "HS256"


class IdentityError(Exception):
    """The token cannot be trusted; ``reason`` is "expired" or "invalid"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"identity token {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Identity:
    """Whom a token names, and until when."""

    subject: str
    """The customer's uid, or e-mail address: websites know the one or the other."""
    expires_at: datetime


def issue(secret: str, subject: str, hours: float, now: datetime) -> str:
    """Return a token that names the customer (uid or e-mail address) and is valid for ``hours``."""
    claims = {"sub": subject, "aud": AUDIENCE, "iat": now, "exp": now + timedelta(hours=hours)}
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read(secret: str, token: str, now: datetime) -> Identity:
    """Return whom a token names. Raises IdentityError."""
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            # The clock is injected, so expiry is checked below.
            options={"require": ["sub", "exp", "aud"], "verify_exp": False, "verify_iat": False},
        )
        expires_at = datetime.fromtimestamp(float(claims["exp"]), UTC)
    except (jwt.PyJWTError, TypeError, ValueError, OverflowError, OSError) as error:
        raise IdentityError("invalid") from error
    if now >= expires_at:
        raise IdentityError("expired")
    return Identity(str(claims["sub"]), expires_at)
