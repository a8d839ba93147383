"""Reading the customer of an order from its billing and shipping columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.records.contacts import ContactError, read_email, read_phone
from bot.records.importers.cells import Reader, without_entities
from bot.records.importers.places import country_code, language_of, time_zone_of
from bot.records.importers.records import CustomerIn
from bot.records.importers.tables import RawRow

LANGUAGES = ("sv", "en")
LONGEST_NAME = 200
# What WordPress and people leave of an address whose customer is to be forgotten.
FORGOTTEN = re.compile(
    r"@(\w+\.)*invalid$|\*\*|^\W*(deleted|redacted|removed|anonymi[sz]ed)\W*(@|$)", re.IGNORECASE
)
NO_COMPANY = frozenset(
    {"na", "none", "no", "nil", "null", "private", "personal", "privat", "privatperson", "ingen", "inget"}
)


@dataclass(frozen=True)
class CustomerColumns:
    """Reads customers; ``default_country`` reads phone numbers where the order names no country."""

    default_country: str
    strict: bool
    """Reject a phone number, country or language that cannot be used, instead of leaving it out."""

    def read(self, reader: Reader, rows: Sequence[RawRow]) -> CustomerIn:
        country = self._country(reader, rows)
        name = self._name(reader, rows)
        phone = self._phone(reader, rows, country)
        return CustomerIn(
            email=self._email(reader, rows),
            phone=phone,
            name=name,
            address=_address(reader, rows),
            country=country,
            language=self._language(reader, rows) or language_of(country),
            time_zone=time_zone_of(country, phone),
            company=_company(reader, rows, name),
            marketing=reader.yes_no(rows, "marketing"),
        )

    def _email(self, reader: Reader, rows: Sequence[RawRow]) -> str | None:
        row, value = reader.first(rows, "email")
        if not value:
            return None
        if FORGOTTEN.search(value):
            reader.note(row, "email", value, "is nobody's address any more. Left out.")
            return None
        try:
            return read_email(value)
        except ContactError as error:
            reason = str(error).partition(": ")[2] or "is not an e-mail address."
            reader.reject(
                row, "email", value, f"is not an e-mail address: {reason}", "Correct or empty the cell."
            )
            return None

    def _phone(self, reader: Reader, rows: Sequence[RawRow], country: str | None) -> str | None:
        row, value = reader.first(rows, "phone")
        value = value.lstrip("'")  # spreadsheets are told "this is text" so
        if not value:
            return None
        try:
            return read_phone(value, country or self.default_country)
        except ContactError:
            reason = f"is no phone number in {country or self.default_country}."
            if self.strict:
                reader.reject(
                    row, "phone", value, reason, "Write it with its country code: +46 70 123 45 67."
                )
            else:
                reader.note(row, "phone", value, f"{reason} Left out.")
            return None

    def _country(self, reader: Reader, rows: Sequence[RawRow]) -> str | None:
        row, value = reader.first(rows, "country")
        code = country_code(value) if value else None
        if value and code is None:
            if self.strict:
                reader.reject(row, "country", value, "is no country.", "Write its two letters, such as SE.")
            else:
                reader.note(row, "country", value, "is no country we know. Left out.")
        return code

    def _language(self, reader: Reader, rows: Sequence[RawRow]) -> str | None:
        row, value = reader.first(rows, "language")
        if not value:
            return None
        language = value.replace("_", "-").partition("-")[0].casefold()
        if language in LANGUAGES:
            return language
        if self.strict:
            reader.reject(
                row, "language", value, "is neither sv nor en.", "Write sv or en, or empty the cell."
            )
        return "en"  # a shop's German customer is met in English

    def _name(self, reader: Reader, rows: Sequence[RawRow]) -> str:
        whole = reader.first(rows, "name")[1]
        parts = (reader.first(rows, "first_name")[1], reader.first(rows, "last_name")[1])
        name = without_entities(whole or " ".join(parts))
        return "" if name.startswith("[") else " ".join(name.split())[:LONGEST_NAME]


def _company(reader: Reader, rows: Sequence[RawRow], name: str) -> str | None:
    """Return the company, unless the cell only says that there is none: strangers would share it."""
    company = without_entities(reader.first(rows, "company")[1])[:LONGEST_NAME]
    word = "".join(letter for letter in company.casefold() if letter.isalnum())
    said = len(word) > 1 and word not in NO_COMPANY and company.casefold() != name.casefold()
    return company if said and not company.startswith("[") else None


def _address(reader: Reader, rows: Sequence[RawRow]) -> str | None:
    for kind in ("shipping", "billing"):
        part = {name: _one(reader, rows, f"{kind}_{name}") for name in ("street", "street2", "zip", "city")}
        country = _one(reader, rows, f"{kind}_country")
        town = f"{part['zip']} {part['city']}".strip()
        if part["street"]:
            kept = [part["street"], part["street2"], town, country]
            return "\n".join(row for row in kept if row) or None
    return None


def _one(reader: Reader, rows: Sequence[RawRow], name: str) -> str:
    """Return a part of an address; a dash stands where a form would not be left empty."""
    text = without_entities(" ".join(reader.first(rows, name)[1].lstrip("'").split()))
    return "" if text in ("-", ".", "--", "[deleted]") else text
