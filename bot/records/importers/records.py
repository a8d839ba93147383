"""What every importer makes of its file, whatever shop it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "note"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where, what, why, and the way out."""

    line: int
    """Physical line of the file, counted from 1."""
    column: str
    value: str
    reason: str
    way_out: str = ""
    severity: Severity = "error"
    """An error rejects the row's whole order; a note only leaves the value out."""

    def __str__(self) -> str:
        what = f"line {self.line}, {self.column}: {self.value!r} {self.reason}"
        return f"{what} {self.way_out}".strip()


class CustomerIn(NamedTuple):
    """A customer, as a file tells of one."""

    email: str | None = None
    phone: str | None = None
    name: str = ""
    address: str | None = None
    country: str | None = None
    language: str | None = None
    time_zone: str | None = None
    company: str | None = None
    """Name of the company, as shops have it."""
    company_ref: str | None = None
    """Key of a company that our own format describes."""
    manager: str | None = None
    """E-mail of the customer's own manager."""
    ref: str | None = None
    """The other system's key for the customer."""
    marketing: bool | None = None
    """Consent to marketing mail; None when the file says nothing."""


class LineIn(NamedTuple):
    """One product in an order."""

    name: str
    sku: str | None
    quantity: Decimal
    unit_price: Decimal | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True)
class OrderIn:
    """An order, as a file tells of one."""

    source: str
    number: str
    customer: CustomerIn
    ordered_at: datetime
    paid_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    currency: str | None
    total: Decimal | None
    lines: tuple[LineIn, ...]
    at_line: int = field(default=0, compare=False, repr=False)

    @cached_property
    def digest(self) -> str:
        """32 hex digits that stay the same as long as the order does, wherever in a file it stands."""
        return blake2b(repr(self).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class TutorialIn:
    """A page that helps with a kind of problem, in both languages."""

    problem: str | None
    title: Mapping[str, str]
    url: Mapping[str, str]


@dataclass(frozen=True)
class ProductIn:
    """A product; what is None is left as it is."""

    sku: str
    name: Mapping[str, str]
    tip: Mapping[str, str] | None = None
    tutorials: tuple[TutorialIn, ...] | None = None
    at_line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class CompanyIn:
    """A B2B account."""

    ref: str
    name: str
    manager: str | None = None
    """E-mail of its manager."""
    at_line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ManagerIn:
    """A relationship manager; what is None is left as it is."""

    email: str
    values: Mapping[str, Any]
    """Columns of the managers' table to set."""
    at_line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StandaloneCustomer:
    """A customer told of without an order. Its values replace those we have, but not what a customer changed."""

    customer: CustomerIn
    at_line: int = field(default=0, compare=False)


Item = ManagerIn | CompanyIn | ProductIn | StandaloneCustomer | OrderIn
KINDS: tuple[type[Item], ...] = (ManagerIn, CompanyIn, ProductIn, StandaloneCustomer, OrderIn)
"""In the order in which they are stored, so that what is pointed at is there."""
