"""Reading e-mail addresses, phone numbers and postal addresses as people write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from email_validator import EmailNotValidError, validate_email

ContactField = Literal["email", "phone", "address"]

# RFC 5321's limit, and the letters of RFC 5322's atoms that nobody has to quote.
LONGEST_LOCAL_PART = 64
PLAIN_LOCAL_PART = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*")
ADDRESS_LONGEST = 500
ADDRESS_SHORTEST = 5


class ContactError(ValueError):
    """A contact detail cannot be used.

    ``reason`` is a key for the sentence to say: email_invalid, email_taken, phone_invalid,
    address_invalid or time_zone_unknown. The message is for logs and import reports.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_contact(field: ContactField, value: str, country: str | None) -> str:
    """Return the value as it is stored. Raises ContactError."""
    if field == "email":
        return read_email(value)
    if field == "phone":
        return read_phone(value, country)
    return read_address(value)


def read_email(value: str) -> str:
    """Return the address normalised and in lower case. Raises ContactError (email_invalid)."""
    local, at, domain = value.strip().partition("@")
    # Many customers share a domain, and checking it is most of the work.
    if at and len(local) <= LONGEST_LOCAL_PART and PLAIN_LOCAL_PART.fullmatch(local):
        return local.lower() + _validated(f"x@{domain}")[1:]
    return _validated(value)


@lru_cache(maxsize=4096)
def _validated(value: str) -> str:
    try:
        # test_environment: addresses such as x@y.test are seen in trial shops; nothing is looked up anyway.
        found = validate_email(value.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ContactError("email_invalid", f"{value!r} is not an e-mail address: {error}") from error
    return found.normalized.lower()


@lru_cache(maxsize=1 << 15)
def read_phone(value: str, country: str | None) -> str:
    """Return the number as E.164; ``country`` (ISO, two letters) reads numbers without a country code.

    Raises ContactError (phone_invalid).
    """
    try:
        number = phonenumbers.parse(value.strip(), (country or "").upper() or None)
    except phonenumbers.NumberParseException as error:
        raise ContactError("phone_invalid", f"{value!r} is not a phone number: {error}") from error
    if not phonenumbers.is_valid_number(number):
        raise ContactError(
            "phone_invalid", f"{value!r} is no phone number in use in {country or 'any country'}."
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_address(value: str) -> str:
    """Return the address with one line a row. Raises ContactError (address_invalid)."""
    rows = value.replace(",", "\n").splitlines()
    address = "\n".join(" ".join(row.split()) for row in rows if row.strip())
    if not ADDRESS_SHORTEST <= len(address) <= ADDRESS_LONGEST or not any(c.isalpha() for c in address):
        raise ContactError(
            "address_invalid",
            f"{value[:60]!r} is not a postal address of {ADDRESS_SHORTEST}-{ADDRESS_LONGEST} characters.",
        )
    return address


@lru_cache(maxsize=1024)
def read_time_zone(value: str) -> str:
    """Return the name of an IANA time zone. Raises ContactError (time_zone_unknown)."""
    try:
        return ZoneInfo(value.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ContactError(
            "time_zone_unknown", f"{value!r} is no time zone; write one such as Europe/Stockholm."
        ) from error
