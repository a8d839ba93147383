"""What can go wrong with a database, by names that say what it means here."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

Conflict = IntegrityError
"""Another writer was faster: do it again on fresh data."""

Away = OperationalError
"""The database does not answer, or is locked for too long."""

_TRANSIENT = {"40001", "40P01"}
"""PostgreSQL's serialization failure and deadlock (its documentation, appendix A)."""


def worth_retrying(error: Exception) -> bool:
    """Whether the same transaction may well succeed when it is run again at once."""
    if isinstance(error, Conflict):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True  # Only this connection may be lost: a failover, or a pooler that was restarted.
    return getattr(getattr(error, "orig", None), "sqlstate", None) in _TRANSIENT
