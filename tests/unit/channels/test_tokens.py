"""Identity is signed, bound, and expires."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from bot.channels.tokens import IdentityError, issue, read

SECRET = "a secret that is long enough for the algorithm"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_a_token_names_the_customer():
    identity = read(SECRET, issue(SECRET, "anna", 1, NOW), NOW)
    assert (identity.subject, identity.expires_at) == ("anna", NOW + timedelta(hours=1))


def test_a_token_ends():
    token = issue(SECRET, "anna", 1, NOW)
    with pytest.raises(IdentityError) as refused:
        read(SECRET, token, NOW + timedelta(hours=1))
    assert refused.value.reason == "expired"


def forged() -> dict[str, str]:
    far = (NOW + timedelta(days=1)).timestamp()
    return {
        "another secret": issue("another secret that is long enough, too", "anna", 1, NOW),
        "no signature": jwt.encode({"sub": "anna", "aud": "eftersnack", "exp": far}, None, algorithm="none"),
        "another audience": jwt.encode({"sub": "anna", "aud": "other", "exp": far}, SECRET),
        "no end": jwt.encode({"sub": "anna", "aud": "eftersnack"}, SECRET),
        "no customer": jwt.encode({"aud": "eftersnack", "exp": far}, SECRET),
        "an end that is no number": jwt.encode({"sub": "anna", "aud": "eftersnack", "exp": "later"}, SECRET),
        "an end beyond all time": jwt.encode({"sub": "anna", "aud": "eftersnack", "exp": 1e300}, SECRET),
        "no token at all": "hej",
        "half a character": "\ud800",
    }


@pytest.mark.parametrize("kind", list(forged()))
def test_a_forged_token_is_invalid(kind):
    with pytest.raises(IdentityError) as refused:
        read(SECRET, forged()[kind], NOW)
    assert refused.value.reason == "invalid"
