"""The tables that migrations make are the tables that the models describe, on both engines."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from bot.storage import migrate
from bot.storage.engine import Database
from bot.storage.tables import metadata

ROOT = Path(__file__).resolve().parents[2]


def test_models_and_migrations_agree(database: Database) -> None:
    """A change to a model without a migration is noticed."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_foreign_key_is_there(database: Database) -> None:
    """Touchpoints and cases point at each other, which is easily lost on one engine."""
    keys = inspect(database.engine).get_foreign_keys("touchpoints")
    assert {key["referred_table"] for key in keys} == {"customers", "orders", "cases"}


def test_a_database_can_be_taken_back_to_nothing_and_up_again(database_url: str) -> None:
    migrate.upgrade(database_url)
    migrate.downgrade(database_url, "base")
    database = Database(database_url)
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.close()
    migrate.upgrade(database_url)
    assert not migrate.needs_upgrade(database_url)


def test_an_empty_database_needs_its_tables(database_url: str) -> None:
    assert migrate.needs_upgrade(database_url)
    assert migrate.current(database_url) is None


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    """Dialogue, web and worker may all be started at one moment."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        pool.map(migrate.upgrade, [database_url] * 4)
    assert migrate.current(database_url) == migrate.head()


def test_migrating_works_from_any_folder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    code = f"from bot.storage import migrate; migrate.upgrade({url!r}); assert not migrate.needs_upgrade({url!r})"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
