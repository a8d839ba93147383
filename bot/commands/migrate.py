"""``eftersnack migrate``: brings the database to the newest tables, where ``run`` does not do it."""

from __future__ import annotations

import typer

from bot.settings import Settings
from bot.start_checks import check_common, check_storage, stopping


def migrate() -> None:
    """Bring the database to this version's tables; doing it again changes nothing."""
    from bot.storage.migrate import upgrade

    settings = Settings()
    with stopping():
        check_common(settings)
        check_storage(settings, may_be_older=True)
    upgrade(settings.resolved_database_url)
    typer.echo("The database is up to date.")
