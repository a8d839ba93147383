"""What can go wrong with a database, by names that say what it means here."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError, OperationalError

Conflict = IntegrityError
"""Another writer was faster: do it again on fresh data."""

Away = OperationalError
"""The database does not answer, or is locked for too long."""
