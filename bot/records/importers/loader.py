"""Importing a file: all of it is read and checked first, and then stored in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.records.importers.formats import Source
from bot.records.importers.records import (
    CompanyIn,
    CustomerIn,
    Item,
    ManagerIn,
    OrderIn,
    Problem,
    ProductIn,
    StandaloneCustomer,
)
from bot.records.importers.report import Report, Tell
from bot.records.importers.repository import ImportRepository
from bot.records.importers.spool import Spool
from bot.records.importers.store_catalogue import CatalogueStore
from bot.records.importers.store_customers import CustomerStore
from bot.records.importers.store_orders import OrderStore, consent_row
from bot.records.importers.tables import Advance, UnreadableFile
from bot.records.models import Consent
from bot.storage.engine import Database

Stored = Callable[[int, int], None]
"""Told how many records of how many have been stored."""


class _NotStored(Exception):
    """Takes the transaction back."""


@dataclass(frozen=True)
class Loader:
    """Stores what importers read. Only what is new or has changed is written."""

    database: Database
    now: Callable[[], datetime]
    default_time_zone: str

    def load(
        self,
        source: Source,
        *,
        skip_bad_rows: bool = False,
        dry_run: bool = False,
        advance: Advance | None = None,
        stored: Stored | None = None,
        listener: Tell | None = None,
    ) -> Report:
        """Import a file wholly or not at all; with ``skip_bad_rows``, without its bad rows.

        ``dry_run`` does everything and takes it back, so that the report tells what would be.
        """
        report = Report(str(source.path), source.title, listener=listener)
        with Spool() as spool:
            try:
                spool.fill(source.read(advance), report.tell)
            except (UnreadableFile, OSError, MemoryError) as error:
                report.failure = str(error) or type(error).__name__
                return report
            if report.error_count and not skip_bad_rows:
                return report
            self._store(spool, report, skip_bad_rows, dry_run, stored)
        return report

    def load_items(self, items: Iterable[Item | Problem], name: str) -> Report:
        """Import records that do not come from a file of somebody else's: the demo data."""
        report = Report(name, stored=False)
        with Spool() as spool:
            spool.fill(items, report.tell)
            self._store(spool, report, skip_bad_rows=False, dry_run=False, stored=None)
        return report

    def _store(
        self, spool: Spool, report: Report, skip_bad_rows: bool, dry_run: bool, stored: Stored | None
    ) -> None:
        try:
            with self.database.transaction() as session:
                work = _Work(ImportRepository(session), report, self.now(), self.default_time_zone)
                done = 0
                for batch in spool.batches():
                    work.put(batch)
                    session.expunge_all()
                    done += len(batch)
                    if stored:
                        stored(done, spool.count)
                work.finish()
                if dry_run or (report.error_count and not skip_bad_rows):
                    raise _NotStored
            report.stored = True
        except _NotStored:
            pass


class _Work:
    """Storing batches within one transaction."""

    def __init__(self, repository: ImportRepository, report: Report, now: datetime, time_zone: str) -> None:
        self._repository = repository
        self._report = report
        self._now = now
        self._customers = CustomerStore(repository, report.counts, now, time_zone)
        self._orders = OrderStore(repository, self._customers, report.counts, now)
        self._catalogue = CatalogueStore(repository, report.counts, now)

    def put(self, batch: Sequence[Any]) -> None:
        kind = type(batch[0])
        if kind is ManagerIn:
            self._catalogue.put_managers(batch)
        elif kind is CompanyIn:
            unknown = self._catalogue.unknown_managers(batch)
            self._catalogue.put_companies(
                self._kept(batch, {("manager", email): "managers" for email in unknown})
            )
        elif kind is ProductIn:
            self._catalogue.put_products(batch)
        elif kind is StandaloneCustomer:
            self._put_customers(batch)
        else:
            self._put_orders(batch)

    def finish(self) -> None:
        if self._catalogue.products_added:
            self._repository.link_products()

    def _put_orders(self, batch: Sequence[OrderIn]) -> None:
        known = self._kept(batch, self._customers.unknown_references([order.customer for order in batch]))
        once = {(order.source, order.number): order for order in known}
        if once:
            self._orders.put(list(once.values()))

    def _put_customers(self, batch: Sequence[StandaloneCustomer]) -> None:
        known = self._kept(batch, self._customers.unknown_references([entry.customer for entry in batch]))
        customers = [entry.customer for entry in known]
        ids = self._customers.put(customers)
        latest = self._repository.latest_marketing(ids, "mail")
        rows = [
            consent_row(customer_id, customer.marketing, "import", self._now)
            for customer_id, customer in zip(ids, customers, strict=True)
            if customer.marketing is not None and customer_id not in latest
        ]
        self._repository.add_many(Consent, rows)

    def _kept(self, batch: Sequence[Any], unknown: dict[tuple[str, str], str]) -> list[Any]:
        """Return the records whose references lead somewhere, and report the others."""
        kept = []
        for item in batch:
            missing = [(key, unknown[key]) for key in _references(item) if key in unknown]
            for (column, value), section in missing:
                way_out = f"Describe it in {section}, in this file or one imported before."
                self._report.tell(Problem(item.at_line, column, value, "is not known.", way_out))
            if not missing:
                kept.append(item)
        return kept


def _references(item: CompanyIn | StandaloneCustomer | OrderIn) -> list[tuple[str, str]]:
    if isinstance(item, CompanyIn):
        return [("manager", item.manager or "")]
    customer: CustomerIn = item.customer
    return [("company", customer.company_ref or ""), ("manager", customer.manager or "")]
