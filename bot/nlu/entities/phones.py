"""Finding telephone numbers with libphonenumber, and leaving alone what only looks like one."""

from __future__ import annotations

import phonenumbers
import regex

from bot.nlu.entities.found import MAX_CHARACTERS, Found

_DIGITS = regex.compile(r"(?:\d\D{0,3}){7}")
_EXTENSION = regex.compile(
    r"\s{0,2},?\s?(?:\(\s?)?(?:ankn?(?:ytning)?|ext(?:ension)?|intern|int|x)\b?\.?\s?:?\s?(?P<digits>\d{1,6})(?!\d)",
    regex.IGNORECASE,
)
_NOT_BEFORE = regex.compile(
    r"(?:#|[€$£]|(?:\b(?:order|ordernr|ordernummer|art|sku|ean)\b\.?[:\s]?))\s?$", regex.IGNORECASE
)
_PERSONAL_NUMBER = regex.compile(r"(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}")
_DATE = regex.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\D.*)?")


def find_phones(text: str, region: str = "SE") -> list[Found]:
    """Telephone numbers in E.164 (+46701740605), a number without country code read as one of `region`.

    A number without + or 00 must begin with the 0 of the region's trunk prefix, where the region has one, or
    with the region's own country code; `details` has the extension, where one is told.
    """
    text = text[:MAX_CHARACTERS]
    if not _DIGITS.search(text):  # the matcher costs ten times the rest of the pipeline
        return []
    found = []
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
        if not _is_something_else(match, text, region):
            extension = match.number.extension
            behind = _EXTENSION.match(text, match.end)
            details = {"extension": extension or behind["digits"]} if extension or behind else {}
            value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            found.append(
                Found("phone_number", value, match.start, behind.end() if behind else match.end, details)
            )
    return found


def _is_something_else(match: phonenumbers.PhoneNumberMatch, text: str, region: str) -> bool:
    """Say whether it is a personal number, a date, an order number, a price or a bare row of digits."""
    written = match.raw_string
    if _NOT_BEFORE.search(text, max(0, match.start - 16), match.start):
        return True
    if _PERSONAL_NUMBER.fullmatch(written) or _DATE.fullmatch(written):
        return True
    prefix = phonenumbers.ndd_prefix_for_region(region, True)
    starts = ("+", "00", prefix or "", str(phonenumbers.country_code_for_region(region)))
    return not written.lstrip("( ").startswith(starts)
