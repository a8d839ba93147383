"""Where checked records wait until all of a file is known to be good."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from bot.records.importers.records import KINDS, Item, OrderIn, Problem

BATCH = 500


class Spool:
    """Checked records, waiting on disk, so that a file of any size needs little memory and a short transaction.

    The file has no name and is gone with the process.
    """

    def __init__(self) -> None:
        self.count = 0
        self._files: dict[type[Item], IO[bytes]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def fill(self, items: Iterable[Item | Problem], tell: Callable[[Problem], None]) -> None:
        waiting: dict[Any, list[Item]] = {}
        for item in items:
            if isinstance(item, Problem):
                tell(item)
                continue
            if isinstance(item, OrderIn):
                _ = item.digest  # worked out here, before the database waits for us
            # An order's batch holds one source, so that its numbers are unique in it.
            key = (type(item), getattr(item, "source", ""))
            batch = waiting.setdefault(key, [])
            batch.append(item)
            self.count += 1
            if len(batch) >= BATCH:
                self._write(waiting.pop(key))
        for batch in waiting.values():
            self._write(batch)

    def batches(self) -> Iterator[list[Any]]:
        """Yield the records in the order in which they can be stored."""
        for kind in KINDS:
            file = self._files.get(kind)
            if file is None:
                continue
            file.seek(0)
            while True:
                try:
                    yield pickle.load(file)  # noqa: S301  written by this process a moment ago
                except EOFError:
                    break

    def _write(self, batch: list[Item]) -> None:
        kind = type(batch[0])
        if kind not in self._files:
            self._files[kind] = tempfile.TemporaryFile()  # noqa: SIM115  closed with the spool
        pickle.dump(batch, self._files[kind], protocol=pickle.HIGHEST_PROTOCOL)
