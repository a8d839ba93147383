"""Storing managers, companies and products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.records.importers.records import CompanyIn, ManagerIn, ProductIn, TutorialIn
from bot.records.importers.repository import ImportRepository, Row
from bot.records.models import Company, Manager, Product

MANAGER_TIME_ZONE = "Europe/Stockholm"


class CatalogueStore:
    """Managers by e-mail, companies by their key, products by SKU. What a file gives replaces what we have."""

    def __init__(self, repository: ImportRepository, counts: Counter[str], now: datetime) -> None:
        self._repository = repository
        self._counts = counts
        self._now = now
        self.products_added = False

    def put_managers(self, managers: Sequence[ManagerIn]) -> None:
        known = self._repository.managers_by_email({m.email for m in managers})
        for manager in managers:
            blank = {"email": manager.email, "time_zone": MANAGER_TIME_ZONE}
            self._put(Manager, known.get(manager.email), dict(manager.values), blank, "manager")

    def put_companies(self, companies: Sequence[CompanyIn]) -> None:
        known = self._repository.companies_by("external_ref", {c.ref for c in companies})
        managers = self._repository.managers_by_email({c.manager for c in companies if c.manager})
        for company in companies:
            values: Row = {"name": company.name}
            if company.manager in managers:
                values["manager_id"] = managers[company.manager]["id"]
            blank = {"external_ref": company.ref, "created_at": self._now}
            self._put(Company, known.get(company.ref), values, blank, "company")

    def unknown_managers(self, companies: Sequence[CompanyIn]) -> set[str]:
        emails = {c.manager for c in companies if c.manager}
        return emails - self._repository.managers_by_email(emails).keys()

    def put_products(self, products: Sequence[ProductIn]) -> None:
        known = self._repository.products_by_sku({p.sku for p in products})
        for product in products:
            row = known.get(product.sku)
            self.products_added = self.products_added or row is None
            wanted = None if product.tutorials is None else [_tutorial(t) for t in product.tutorials]
            helped = (
                wanted is not None and row is not None and wanted != self._repository.tutorials(row["id"])
            )
            product_id = self._put(
                Product, row, _product(product), {"sku": product.sku}, "product", also=helped
            )
            if wanted is not None and (row is None or helped):
                self._repository.put_tutorials(product_id, wanted)

    def _put(
        self,
        model: type[Manager] | type[Company] | type[Product],
        row: Row | None,
        values: Row,
        blank: Row,
        kind: str,
        also: bool = False,
    ) -> int:
        """Add or change a record and return its id; ``also`` counts it as changed whatever its columns say."""
        counted = f"{kind}s" if kind != "company" else "companies"
        if row is None:
            row_id = self._repository.add(model, [blank | values])[0]
            self._counts[f"{counted}_new"] += 1
            self._repository.note_changes(self._now, f"{kind}_imported", kind, [row_id])
            return row_id
        changed = {name: value for name, value in values.items() if row[name] != value}
        if changed:
            self._repository.change(model, row["id"], changed)
        if changed or also:
            self._counts[f"{counted}_changed"] += 1
            self._repository.note_changes(self._now, f"{kind}_changed_by_import", kind, [row["id"]])
        else:
            self._counts[f"{counted}_unchanged"] += 1
        return int(row["id"])


def _product(product: ProductIn) -> Row:
    values: dict[str, Any] = {"name_sv": product.name["sv"], "name_en": product.name["en"]}
    if product.tip is not None:
        values |= {"tip_sv": product.tip["sv"], "tip_en": product.tip["en"]}
    return values


def _tutorial(tutorial: TutorialIn) -> Row:
    return {
        "problem_kind": tutorial.problem,
        "title_sv": tutorial.title["sv"],
        "title_en": tutorial.title["en"],
        "url_sv": tutorial.url["sv"],
        "url_en": tutorial.url["en"],
    }
