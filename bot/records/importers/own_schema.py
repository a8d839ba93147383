"""The schema of our own JSON: docs/import.md describes it, and a test holds the two equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.records.contacts import read_address, read_email, read_phone, read_time_zone
from bot.records.importers.places import country_code, language_of, time_zone_of
from bot.records.importers.records import (
    CompanyIn,
    CustomerIn,
    Item,
    LineIn,
    ManagerIn,
    OrderIn,
    ProductIn,
    StandaloneCustomer,
    TutorialIn,
)


def _of_text(read: Callable[[str], str]) -> BeforeValidator:
    def checked(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be text")  # pydantic reports these, not TypeErrors
        return read(value)

    return BeforeValidator(checked)


Email = Annotated[str, _of_text(read_email)]
Zone = Annotated[str, _of_text(read_time_zone)]
Address = Annotated[str, _of_text(read_address)]
Language = Literal["sv", "en"]
Text = Annotated[str, Field(min_length=1, max_length=300)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Record(BaseModel):
    """What all records share: unknown keys are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Both(Record):
    """A text in both languages."""

    sv: Text
    en: Text


class Manager(Record):
    """A relationship manager; the e-mail is the key."""

    email: Email
    name: Text
    languages: list[Language] = Field(min_length=1)
    team: str = Field("", max_length=100)
    time_zone: Zone | None = None
    working_hours: dict[Day, tuple[Clock, Clock]] = Field(
        default=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("08:00", "17:00"))
    )
    notify_urls: list[str] = []
    active: bool = True

    def item(self, line: int, country: str) -> Item:
        values = self.model_dump(exclude={"email"}, exclude_none=True)
        values["working_hours"] = {day: list(hours) for day, hours in self.working_hours.items()}
        return ManagerIn(self.email, values, line)


class Company(Record):
    """A B2B account; ``ref`` is the key."""

    ref: Annotated[str, Field(min_length=1, max_length=100)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    manager: Email | None = None

    def item(self, line: int, country: str) -> Item:
        return CompanyIn(self.ref, self.name, self.manager, line)


class Tutorial(Record):
    """A page that helps; without ``problem`` it helps with any."""

    problem: Annotated[str, Field(max_length=40)] | None = None
    title: Both
    url: Both


class Product(Record):
    """A product; the SKU is the key."""

    sku: Annotated[str, Field(min_length=1, max_length=100)]
    name: Both
    tip: Both | None = None
    tutorials: list[Tutorial] | None = None

    def item(self, line: int, country: str) -> Item:
        tutorials = None
        if self.tutorials is not None:
            tutorials = tuple(
                TutorialIn(t.problem, t.title.model_dump(), t.url.model_dump()) for t in self.tutorials
            )
        tip = self.tip.model_dump() if self.tip else None
        return ProductIn(self.sku, self.name.model_dump(), tip, tutorials, line)


class Consents(Record):
    """What the customer has agreed to."""

    marketing: bool | None = None


class Customer(Record):
    """A customer; the key is the e-mail, else ``ref``, else the phone number."""

    ref: Annotated[str, Field(max_length=100)] | None = None
    email: Email | None = None
    phone: str | None = None
    name: Annotated[str, Field(max_length=200)] = ""
    address: Address | None = None
    country: Annotated[str, Field(description="two letters, or the name")] | None = None
    language: Language | None = None
    time_zone: Zone | None = None
    company: str | None = None
    manager: Email | None = None
    consents: Consents = Consents()

    @model_validator(mode="after")
    def _reachable(self) -> Customer:
        if not (self.email or self.phone or self.ref):
            raise ValueError("a customer needs an email, a phone or a ref")
        if self.country is not None and country_code(self.country) is None:
            raise ValueError(f"{self.country!r} is no country; write its two letters, such as SE")
        return self

    def read(self, country: str) -> CustomerIn:
        own = country_code(self.country) if self.country else None
        phone = read_phone(self.phone, own or country) if self.phone else None
        return CustomerIn(
            email=self.email,
            phone=phone,
            name=self.name,
            address=self.address,
            country=own,
            language=self.language or language_of(own),
            time_zone=self.time_zone or time_zone_of(own, phone),
            company_ref=self.company,
            manager=self.manager,
            ref=self.ref,
            marketing=self.consents.marketing,
        )

    def item(self, line: int, country: str) -> Item:
        return StandaloneCustomer(self.read(country), line)


class Line(Record):
    """One product in an order: a SKU, a name, or both."""

    sku: Annotated[str, Field(max_length=100)] | None = None
    name: Annotated[str, Field(max_length=300)] = ""
    quantity: Annotated[Decimal, Field(ge=0, lt=10**9)] = Decimal(1)
    unit_price: Annotated[Decimal, Field(lt=10**9)] | None = None
    delivered_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _named(self) -> Line:
        if not (self.sku or self.name):
            raise ValueError("a line needs a sku or a name")
        return self


class Order(Record):
    """An order; source and number together are the key."""

    number: Annotated[str, Field(min_length=1, max_length=100)]
    source: Annotated[str, Field(min_length=1, max_length=40)] = "own"
    customer: Annotated[
        Customer, BeforeValidator(lambda value: {"email": value} if isinstance(value, str) else value)
    ]
    """A customer, or just the e-mail of one."""
    ordered_at: AwareDatetime
    paid_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    cancelled_at: AwareDatetime | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    total: Annotated[Decimal, Field(lt=10**9)] | None = None
    lines: list[Line] = []

    def item(self, line: int, country: str) -> Item:
        return OrderIn(
            source=self.source,
            number=self.number,
            customer=self.customer.read(country),
            ordered_at=self.ordered_at,
            paid_at=self.paid_at,
            delivered_at=self.delivered_at,
            cancelled_at=self.cancelled_at,
            currency=self.currency,
            total=self.total,
            lines=tuple(_line(part, self.delivered_at) for part in self.lines),
            at_line=line,
        )


def _line(line: Line, delivered_at: datetime | None) -> LineIn:
    return LineIn(
        line.name or line.sku or "",
        line.sku,
        line.quantity,
        line.unit_price,
        line.delivered_at or delivered_at,
    )


Described = Manager | Company | Product | Customer | Order
TYPES: dict[str, type[Described]] = {
    "manager": Manager,
    "company": Company,
    "product": Product,
    "customer": Customer,
    "order": Order,
}
SECTIONS = {"managers": "manager", "companies": "company", "products": "product"} | {
    "customers": "customer",
    "orders": "order",
}
