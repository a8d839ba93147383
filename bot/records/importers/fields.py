"""Reading dates, amounts and yes or no, as shops and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil

DayOrder = Literal["day_first", "month_first"]

YEARS = range(1995, 2100)
EPOCH = re.compile(r"\d{9,13}")
NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
OFFSET_APART = re.compile(r" (?=[+-]\d\d:?\d\d$)")
PLAIN_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,6})?")
AMOUNT = re.compile(r"-?[\d.,]+")
THOUSANDS = re.compile(r"-?\d{1,3}([.,]\d{3})+")
YES = frozenset({"yes", "true", "1", "y", "ja", "j", "on", "x"})
NO = frozenset({"no", "false", "0", "n", "nej", "off"})


class _Months(dateutil.parserinfo):
    """Month names in English and Swedish."""

    MONTHS: ClassVar[list[tuple[str, ...]]] = [  # type: ignore[assignment,misc]
        ("Jan", "January", "Januari"),
        ("Feb", "February", "Februari"),
        ("Mar", "March", "Mars"),
        ("Apr", "April"),
        ("May", "Maj"),
        ("Jun", "June", "Juni"),
        ("Jul", "July", "Juli"),
        ("Aug", "August", "Augusti"),
        ("Sep", "Sept", "September"),
        ("Oct", "October", "Okt", "Oktober"),
        ("Nov", "November"),
        ("Dec", "December"),
    ]
    JUMP = [*dateutil.parserinfo.JUMP, "den", "kl", "klockan"]  # noqa: RUF012


class BadValue(ValueError):
    """A cell cannot be read; ``way_out`` says what to do about it."""

    def __init__(self, reason: str, way_out: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


class AmbiguousDate(BadValue):
    """Day or month first? 03/04/2024 does not tell."""

    def __init__(self) -> None:
        super().__init__(
            "may be day/month or month/day.", "Import with --day-first or --month-first, or write 2024-01-31."
        )


# What a text without a date is filled up from: a year that is refused.
_NO_DAY = datetime(1, 1, 1)  # noqa: DTZ001  the zone is added afterwards
_parser = dateutil.parser(_Months())


def read_moment(value: str, zone: ZoneInfo, order: DayOrder | None = None) -> datetime:
    """Return the moment in UTC; without an offset it is local time in ``zone``. Raises BadValue."""
    moment = _moment(value.strip(), order)
    if moment.year not in YEARS:
        raise BadValue(f"is in the year {moment.year}.", "Write a date such as 2024-01-31 10:00:00 +0100.")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def day_order_of(value: str) -> DayOrder | None:
    """Return which order a date must be in, where it tells: 31/01/2024 has its day first."""
    found = NUMERIC_DATE.match(value.strip())
    if found is None:
        return None
    if "." in found[0] or int(found[1]) > 12:  # no country writes the month first with full stops
        return "day_first"
    return "month_first" if int(found[2]) > 12 else None


def read_amount(value: str) -> Decimal:
    """Return an amount or a quantity: 1 234,50 and 1,234.50 kr and $49. Raises BadValue."""
    if PLAIN_AMOUNT.fullmatch(value):
        return Decimal(value)
    bare = re.sub(r"[\s\u00a0\u202f']", "", value)
    found = AMOUNT.search(bare)
    if found is None:
        raise BadValue("is not a number.", "Write it such as 1234.50.")
    digits = found[0].rstrip(".,")
    try:
        amount = Decimal(_pointed(digits))
    except InvalidOperation as error:
        raise BadValue("is not a number.", "Write it such as 1234.50.") from error
    if abs(amount) >= 10**9:
        raise BadValue("is too large to be an amount or a quantity.")
    return amount


def read_yes_no(value: str) -> bool:
    """Raises BadValue for what is neither."""
    word = value.strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise BadValue("is neither yes nor no.", "Write yes or no.")


def _moment(value: str, order: DayOrder | None) -> datetime:
    try:
        return datetime.fromisoformat(OFFSET_APART.sub("", value) if " " in value[11:] else value)
    except ValueError:
        pass
    if EPOCH.fullmatch(value):
        seconds = int(value) / (1000 if len(value) > 11 else 1)
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if value.isdigit():
        raise BadValue("is not a date.", "Write a date such as 2024-01-31 10:00:00 +0100.")
    if NUMERIC_DATE.match(value):
        order = day_order_of(value) or order
        if order is None:
            raise AmbiguousDate
    try:
        return _parser.parse(value, dayfirst=order == "day_first", default=_NO_DAY)
    except (ValueError, OverflowError) as error:
        raise BadValue("is not a date.", "Write a date such as 2024-01-31 10:00:00 +0100.") from error


def _pointed(digits: str) -> str:
    if "," in digits and "." in digits:
        decimal = max(",.", key=digits.rfind)
        return digits.replace("." if decimal == "," else ",", "").replace(",", ".")
    if THOUSANDS.fullmatch(digits) and ("," in digits or digits.count(".") > 1):
        return digits.replace(",", "").replace(".", "")
    return digits.replace(",", ".")
