"""One database, SQLite or PostgreSQL, and the unit of work that every change goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")

# Longer than the import of a large file, which is one transaction: a writer waits rather than fails.
SQLITE_WAIT_SECONDS = 60


class RememberingSession(Session):
    """A session that holds on to its rows, which otherwise are forgotten as soon as nobody uses them."""

    def forget(self) -> None:
        """Store what waits to be stored, and begin anew."""
        self.flush()
        self.expunge_all()
        self.info.pop("rows", None)


def known(session: Session, model: type[T], **values: object) -> T | None:
    """Return a row that a remembering session has met and that has these values; None where it has to be asked for."""
    if not isinstance(session, RememberingSession):
        return None
    met = (row for row in session.info.get("rows", ()) if type(row) is model and row in session)
    return next((row for row in met if all(getattr(row, name) == values[name] for name in values)), None)


@event.listens_for(RememberingSession, "loaded_as_persistent")
@event.listens_for(RememberingSession, "pending_to_persistent")
def _hold(session: Session, row: object) -> None:
    session.info.setdefault("rows", []).append(row)


class Database:
    """The engine and its transactions.

    A transaction opened inside another on the same task joins it, so that a whole dialogue turn (what the
    actions write, and the turn's events) is stored at once or not at all.
    """

    def __init__(self, url: str) -> None:
        self.url = _normal(url)
        self.engine: Engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)
        self._current: ContextVar[Session | None] = ContextVar("session", default=None)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def transaction(self, *, remembering: bool = False) -> Iterator[Session]:
        """Yield a session: a new transaction, committed at the end, or the running one.

        A new one that is ``remembering`` keeps the rows it has met, so that none is read twice by its key: for
        short work that asks for the same things again and again, as a turn of the dialogue does.
        """
        outer = self._current.get()
        if outer is not None:
            yield outer
            outer.flush()
            return
        kind = RememberingSession if remembering else Session
        with kind(self.engine, expire_on_commit=False) as session:
            token = self._current.set(session)
            try:
                with session.begin():
                    yield session
            finally:
                self._current.reset(token)
            for call in session.info.pop("after_commit", []):
                call()

    @contextmanager
    def savepoint(self) -> Iterator[Session]:
        """Yield the running transaction's session; what fails inside undoes only what was done inside.

        Raises RuntimeError outside a transaction.
        """
        session = self._current.get()
        if session is None:
            raise RuntimeError("a savepoint needs a transaction around it")
        waiting = len(session.info.get("after_commit", ()))
        try:
            with session.begin_nested():
                yield session
        except BaseException:
            del session.info.get("after_commit", [])[waiting:]
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that only reads, and so never waits for a writer; joins a running transaction."""
        outer = self._current.get()
        if outer is not None:
            yield outer
            return
        with Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"reading": True})
            yield session

    def after_commit(self, call: Callable[[], None]) -> None:
        """Run ``call`` once the running transaction is stored; at once when there is none.

        Only for wake-ups: what is owed must be a row, because a killed process never gets here.
        """
        session = self._current.get()
        if session is None:
            call()
        else:
            session.info.setdefault("after_commit", []).append(call)

    def ping(self) -> None:
        """Raise sqlalchemy.exc.OperationalError when the database does not answer."""
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


def _normal(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _postgresql(url: URL) -> Engine:
    # An error's text would otherwise repeat what customers wrote.
    return create_engine(url, pool_pre_ping=True, hide_parameters=True)


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": SQLITE_WAIT_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # sqlite3's own transaction handling breaks savepoints: take it over (SQLAlchemy docs, "pysqlite").
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.cursor().execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: a reader that later writes would otherwise fail at once instead of waiting.
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
