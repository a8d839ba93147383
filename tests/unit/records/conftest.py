"""An importer on a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import App, build
from bot.records.importers.report import Report
from bot.records.importers.service import Importer
from bot.settings import Settings
from bot.storage import migrate

NOW = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
Import = Callable[..., Report]


@pytest.fixture
def app(tmp_path: Path) -> App:
    settings = Settings(var_dir=tmp_path / "var")
    migrate.upgrade(settings.resolved_database_url)
    return build(settings, now=lambda: NOW)


@pytest.fixture
def load(app: App, tmp_path: Path) -> Import:
    """Import text or bytes as a file of that name, and return the report."""

    def load(content: str | bytes, name: str = "orders.csv", **options: Any) -> Report:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Importer(database=app.database, settings=app.settings, now=app.now).load(path, **options)

    return load
