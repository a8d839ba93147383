"""Finding the customers that a file tells of among those we have, and adding the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.records.importers.records import CustomerIn
from bot.records.importers.repository import ImportRepository, Row
from bot.records.models import Company, Customer

FILLED_IN = (
    "email",
    "phone",
    "name",
    "address",
    "country",
    "language",
    "company_id",
    "manager_id",
    "external_ref",
)
Key = tuple[str, str]


class CustomerStore:
    """Customers by e-mail (also one they had before), else by the other system's key, else by phone."""

    def __init__(
        self, repository: ImportRepository, counts: Counter[str], now: datetime, time_zone: str
    ) -> None:
        self._repository = repository
        self._counts = counts
        self._now = now
        self._time_zone = time_zone

    def find_or_add(self, customers: Sequence[CustomerIn]) -> list[int]:
        """Return the customers' ids; those we have get what was missing in their record."""
        found = self._find(customers)
        missing: dict[Key, CustomerIn] = {}
        for customer in customers:
            if _match(customer, found) is None:
                missing.setdefault(_keys(customer)[0], customer)
        columns = self.columns([*missing.values()])
        ids = self._repository.add(Customer, [self._new(values) for values in columns])
        self._counts["customers_new"] += len(ids)
        self._repository.note_changes(self._now, "customer_imported", "customer", ids)
        added = dict(zip(missing, ids, strict=True))
        self._fill_in([(row, c) for c in customers if (row := _match(c, found)) is not None])
        return [row["id"] if (row := _match(c, found)) is not None else added[_keys(c)[0]] for c in customers]

    def fill_in(self, customers: Mapping[int, CustomerIn]) -> None:
        """Set what is still missing in customers' records; nothing they have is replaced."""
        rows = self._repository.customers_by_id(customers)
        self._fill_in([(row, customers[row_id]) for row_id, row in rows.items()])

    def _fill_in(self, known: Sequence[tuple[Row, CustomerIn]]) -> None:
        once = {row["id"]: (row, customer) for row, customer in known if _has_news(customer, row)}
        columns = self.columns([customer for _, customer in once.values()])
        for values, (row, _) in zip(columns, once.values(), strict=True):
            wanted = {name: values[name] for name in FILLED_IN if values[name] and not row[name]}
            if row["country"] is None and values["country"]:
                wanted["time_zone"] = values["time_zone"] or self._time_zone
            self._change(row, wanted)

    def put(self, customers: Sequence[CustomerIn]) -> list[int]:
        """Store customers told of by themselves: what is given replaces what we have, save what people changed."""
        found = self._find(customers)
        known = {
            row["id"]: customer for customer in customers if (row := _match(customer, found)) is not None
        }
        ids = self.find_or_add(customers)
        rows = self._repository.customers_by_id(known)
        theirs = self._repository.changed_by_people(known)
        for values, row in zip(self.columns([known[i] for i in rows]), rows.values(), strict=True):
            kept = theirs.get(row["id"], set())
            # The e-mail is what the customer was found by: one that differs is a former one.
            names = (*FILLED_IN[1:], "time_zone")
            self._change(
                row, {n: values[n] for n in names if values[n] and values[n] != row[n] and n not in kept}
            )
        return ids

    def unknown_references(self, customers: Sequence[CustomerIn]) -> dict[Key, str]:
        """Return the companies and managers that are pointed at and are nowhere, each with the column."""
        refs = {c.company_ref for c in customers if c.company_ref}
        emails = {c.manager for c in customers if c.manager}
        companies = self._repository.companies_by("external_ref", refs)
        managers = self._repository.managers_by_email(emails)
        return {("company", ref): "companies" for ref in refs - companies.keys()} | {
            ("manager", email): "managers" for email in emails - managers.keys()
        }

    def columns(self, customers: Sequence[CustomerIn]) -> list[Row]:
        """Return the customers' columns, with their companies found or made."""
        companies = self._companies(customers)
        managers = self._repository.managers_by_email({c.manager for c in customers if c.manager})
        return [
            {
                "email": c.email,
                "phone": c.phone,
                "name": c.name,
                "address": c.address,
                "country": c.country,
                "language": c.language,
                "time_zone": c.time_zone,
                "external_ref": c.ref,
                "company_id": companies.get(_company_key(c) or ""),
                "manager_id": managers[c.manager]["id"] if c.manager in managers else None,
            }
            for c in customers
        ]

    def _companies(self, customers: Sequence[CustomerIn]) -> dict[str, int]:
        names = {key: c.company for c in customers if c.company and (key := _company_key(c))}
        keys = {key for c in customers if (key := _company_key(c))}
        known = {ref: row["id"] for ref, row in self._repository.companies_by("external_ref", keys).items()}
        new = sorted(names.keys() - known.keys())
        rows = [{"external_ref": key, "name": names[key], "created_at": self._now} for key in new]
        ids = self._repository.add(Company, rows)
        self._counts["companies_new"] += len(ids)
        self._repository.note_changes(self._now, "company_imported", "company", ids)
        return known | dict(zip(new, ids, strict=True))

    def _find(self, customers: Sequence[CustomerIn]) -> dict[Key, Row]:
        wanted: dict[str, set[str]] = {}
        for customer in customers:
            for column, value in _keys(customer):
                wanted.setdefault(column, set()).add(value)
        found: dict[Key, Row] = {}
        for address, row in self._repository.customers_once_at(wanted.get("email", set())).items():
            found["email", address] = row
        for column, values in wanted.items():
            for value, row in self._repository.customers_by(column, values).items():
                found[column, value] = row
        return found

    def _new(self, values: Row) -> Row:
        times = {"created_at": self._now, "updated_at": self._now}
        return values | times | {"time_zone": values["time_zone"] or self._time_zone}

    def _change(self, row: Row, wanted: Mapping[str, Any]) -> None:
        if not wanted:
            return
        self._repository.change(Customer, row["id"], dict(wanted) | {"updated_at": self._now})
        self._counts["customers_changed"] += 1
        self._repository.note_changes(self._now, "customer_changed_by_import", "customer", [row["id"]])


def _keys(customer: CustomerIn) -> list[Key]:
    """Return what a customer is known by: an e-mail is enough by itself, as a family may share a phone."""
    if customer.email:
        return [("email", customer.email)]
    if customer.ref:
        return [("external_ref", customer.ref)]
    return [("phone", customer.phone)] if customer.phone else []


def _match(customer: CustomerIn, found: Mapping[Key, Row]) -> Row | None:
    return next((found[key] for key in _keys(customer) if key in found), None)


def _has_news(customer: CustomerIn, row: Row) -> bool:
    """Say whether a file tells anything that is missing in a customer's record."""
    given = (
        customer.email,
        customer.phone,
        customer.name,
        customer.address,
        customer.country,
        customer.language,
        customer.company_ref or customer.company,
        customer.manager,
        customer.ref,
    )
    return any(value and not row[name] for name, value in zip(FILLED_IN, given, strict=True))


def _company_key(customer: CustomerIn) -> str | None:
    if customer.company_ref:
        return customer.company_ref
    return f"name:{customer.company.casefold()}"[:100] if customer.company else None
