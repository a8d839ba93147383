"""Importing files as the command asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.records.importers.fields import DayOrder
from bot.records.importers.formats import Conventions, recognise
from bot.records.importers.loader import Loader, Stored
from bot.records.importers.report import Report, Tell
from bot.records.importers.tables import Advance, UnreadableFile
from bot.settings import Settings
from bot.storage.engine import Database


class Importer:
    """Imports order exports of Shopify and WooCommerce, and our own JSON and CSV."""

    def __init__(self, *, database: Database, settings: Settings, now: Callable[[], datetime]) -> None:
        self._loader = Loader(database, now, settings.default_time_zone)
        self._settings = settings

    def load(
        self,
        path: Path,
        *,
        skip_bad_rows: bool = False,
        dry_run: bool = False,
        day_order: DayOrder | None = None,
        advance: Advance | None = None,
        stored: Stored | None = None,
        listener: Tell | None = None,
    ) -> Report:
        """Import one file, wholly or not at all; with ``skip_bad_rows``, without its bad rows.

        ``listener`` hears of every problem; the report keeps the first thousand.
        """
        zone = ZoneInfo(self._settings.default_time_zone)
        conventions = Conventions(zone, self._settings.default_country, day_order)
        try:
            source = recognise(path, conventions)
        except UnreadableFile as error:
            return Report(str(path), failure=str(error))
        return self._loader.load(
            source,
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            advance=advance,
            stored=stored,
            listener=listener,
        )
