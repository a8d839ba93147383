"""Only this product's own processes may ask for what is internal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from bot import internal_token

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "s" * 32
EXPIRES = int(NOW.timestamp()) + 30


def test_our_own_token_is_good_for_a_minute() -> None:
    header = f"Bearer {internal_token.issue(SECRET, NOW)}"
    assert internal_token.is_valid(SECRET, header, NOW)
    assert internal_token.is_valid(SECRET, header, NOW + timedelta(seconds=59))
    assert not internal_token.is_valid(SECRET, header, NOW + timedelta(seconds=60))


def signed(claims: dict[str, object], secret: str = SECRET, algorithm: str = "HS256") -> str:
    return "Bearer " + jwt.encode(claims, secret, algorithm=algorithm)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer ",
        "Bearer nonsense",
        internal_token.issue(SECRET, NOW),  # not as a bearer
        signed({"aud": internal_token.AUDIENCE, "exp": EXPIRES}, secret="t" * 32),
        signed({"aud": internal_token.AUDIENCE, "exp": EXPIRES}, secret="", algorithm="none"),
        signed({"aud": "eftersnack", "exp": EXPIRES}),  # a customer's token, signed with the same secret
        signed({"exp": EXPIRES}),
        signed({"aud": internal_token.AUDIENCE}),
        signed({"aud": internal_token.AUDIENCE, "exp": "soon"}),
    ],
)
def test_any_other_is_refused(header: str) -> None:
    assert not internal_token.is_valid(SECRET, header, NOW)
