"""Tables of the customer record: who we sold to, what, when, and what they agreed to."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.base import Base, Json, Key, Uid


class Manager(Base):
    """A human relationship manager."""

    __tablename__ = "managers"

    id: Mapped[Key]
    uid: Mapped[Uid]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320), unique=True)
    languages: Mapped[Json]
    """Language codes the manager answers in, the preferred one first: ["sv", "en"]."""
    team: Mapped[str] = mapped_column(String(100), default="")
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Stockholm")
    working_hours: Mapped[Json]
    """Weekday ("mon" … "sun") to [start, end] in local time: {"mon": ["08:30", "17:00"]}."""
    password_hash: Mapped[str | None] = mapped_column(String(255))
    notify_urls: Mapped[Json] = mapped_column(default=list)
    """Apprise URLs this manager is told through, beside those of the settings."""
    active: Mapped[bool] = mapped_column(default=True)


class Company(Base):
    """A B2B account."""

    __tablename__ = "companies"

    id: Mapped[Key]
    uid: Mapped[Uid]
    external_ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("managers.id"))
    created_at: Mapped[datetime]

    manager: Mapped[Manager | None] = relationship()


class Customer(Base):
    """A person we sold to."""

    __tablename__ = "customers"

    id: Mapped[Key]
    uid: Mapped[Uid]
    external_ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    """Normalised and in lower case."""
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    """E.164: +46701234567."""
    address: Mapped[str | None] = mapped_column(Text)
    """Postal address, one line a row."""
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str | None] = mapped_column(String(8))
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Stockholm")
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("managers.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    company: Mapped[Company | None] = relationship()
    manager: Mapped[Manager | None] = relationship()
    orders: Mapped[list[Order]] = relationship(back_populates="customer")


class Product(Base):
    """What can be bought, in both languages."""

    __tablename__ = "products"

    id: Mapped[Key]
    uid: Mapped[Uid]
    sku: Mapped[str] = mapped_column(String(100), unique=True)
    name_sv: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    tip_sv: Mapped[str | None] = mapped_column(Text)
    tip_en: Mapped[str | None] = mapped_column(Text)

    tutorials: Mapped[list[Tutorial]] = relationship(
        back_populates="product", cascade="all, delete-orphan", order_by="Tutorial.id"
    )


class Tutorial(Base):
    """A page or film that helps with one kind of problem (or with any, when the kind is None)."""

    __tablename__ = "tutorials"

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    problem_kind: Mapped[str | None] = mapped_column(String(40))
    title_sv: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    url_sv: Mapped[str] = mapped_column(String(1000))
    url_en: Mapped[str] = mapped_column(String(1000))

    product: Mapped[Product] = relationship(back_populates="tutorials")


class Order(Base):
    """One purchase."""

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("source", "number"),)

    id: Mapped[Key]
    uid: Mapped[Uid]
    source: Mapped[str] = mapped_column(String(40))
    """Which system the number belongs to: shopify, woocommerce, own."""
    number: Mapped[str] = mapped_column(String(100))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    ordered_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    cancelled_at: Mapped[datetime | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    total: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    import_digest: Mapped[str | None] = mapped_column(String(32))
    """Digest of the order as it was last imported: the same again needs no work."""

    customer: Mapped[Customer] = relationship(back_populates="orders")
    lines: Mapped[list[OrderLine]] = relationship(
        back_populates="order", cascade="all, delete-orphan", order_by="OrderLine.position"
    )


class OrderLine(Base):
    """One product in an order, as it was named when it was sold."""

    __tablename__ = "order_lines"
    __table_args__ = (UniqueConstraint("order_id", "position"),)

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    position: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    sku: Mapped[str | None] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(300))
    quantity: Mapped[Decimal] = mapped_column(Numeric(12, 3))
    unit_price: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    delivered_at: Mapped[datetime | None]

    order: Mapped[Order] = relationship(back_populates="lines")
    product: Mapped[Product | None] = relationship()


class ChannelIdentity(Base):
    """Where a customer is met: the conversation id on a channel."""

    __tablename__ = "channel_identities"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship()


class Consent(Base):
    """A yes or no for one purpose on one channel; the newest row for the pair is in force."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_latest", "customer_id", "purpose", "channel", "recorded_at"),)

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    """service, survey or marketing."""
    channel: Mapped[str] = mapped_column(String(40))
    granted: Mapped[bool]
    source: Mapped[str] = mapped_column(String(100))
    """How it was given: "shopify export", "chat" …"""
    recorded_at: Mapped[datetime]


class AuditEntry(Base):
    """Who changed what in a record, and when. Values of personal data are not repeated here."""

    __tablename__ = "audit_log"

    id: Mapped[Key]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    """"customer", "import", "system" or "manager:<uid>"."""
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(index=True)
    details: Mapped[Json] = mapped_column(default=dict)
