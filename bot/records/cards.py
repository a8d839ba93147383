"""What the record tells other rooms: frozen values, never database rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

WorkingHours = Mapping[str, tuple[str, str]]
"""Weekday ("mon" … "sun") to start and end in local time: {"mon": ("08:30", "17:00")}."""


@dataclass(frozen=True)
class CustomerCard:
    """A person we sold to."""

    id: int
    uid: str
    name: str
    email: str | None
    phone: str | None
    """E.164: +46701234567."""
    address: str | None
    country: str | None
    language: str | None
    time_zone: str
    company_id: int | None
    company_name: str | None
    manager_id: int | None
    """The customer's own manager, else the company's."""

    @property
    def first_name(self) -> str:
        """The name to greet with; empty when no name is known."""
        return self.name.split(maxsplit=1)[0] if self.name.strip() else ""


@dataclass(frozen=True)
class LineCard:
    """One product in an order."""

    name_sv: str
    name_en: str
    quantity: Decimal
    product_id: int | None
    sku: str | None
    delivered_at: datetime | None

    def name(self, language: str) -> str:
        return self.name_sv if language == "sv" else self.name_en


@dataclass(frozen=True)
class OrderCard:
    """One purchase with what was bought."""

    id: int
    uid: str
    number: str
    source: str
    customer_id: int
    ordered_at: datetime
    paid_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    lines: tuple[LineCard, ...]


@dataclass(frozen=True)
class ProductNames:
    """What a product is called."""

    sku: str
    name_sv: str
    name_en: str


@dataclass(frozen=True)
class ManagerCard:
    """A human relationship manager."""

    id: int
    uid: str
    name: str
    email: str
    languages: tuple[str, ...]
    """Codes of the languages the manager answers in, the preferred one first."""
    team: str
    time_zone: str
    working_hours: WorkingHours
    notify_urls: tuple[str, ...]
    active: bool


@dataclass(frozen=True)
class TutorialCard:
    """A page or film that helps, in one language."""

    title: str
    url: str


@dataclass(frozen=True)
class DataHeld:
    """What we hold about one customer, as told when the customer asks."""

    name: str
    email: str | None
    phone: str | None
    address: str | None
    language: str | None
    company_name: str | None
    orders: int
    answers: int
    cases: int
    conversations: int
    touchpoints: int
    consents: int
