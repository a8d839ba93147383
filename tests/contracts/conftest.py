"""Contract tests run on both engines."""

from __future__ import annotations

from tests.support.databases import database, database_url, postgresql_server

__all__ = ["database", "database_url", "postgresql_server"]
