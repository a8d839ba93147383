"""The shop's catalogue as the assistant knows it: read from wherever products are kept, and kept fresh.

The process that has a database says how products are read (`use`). Training, `rasa test nlu` and `rasa shell`
have none, and know no products.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from bot.nlu.products.index import ProductIndex
from bot.nlu.products.names import CatalogueProduct

log = logging.getLogger(__name__)

REFRESH_SECONDS = 60.0
SHARE_OF_TIME = 0.001
"""Reading takes at most this share of the time, so a catalogue that is slow to read is read less often."""

ReadProducts = Callable[[], Sequence[CatalogueProduct]]


class Catalogue:
    """An index of the products that is never waited for: it is renewed in a thread of its own."""

    def __init__(self, read: ReadProducts, clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._index = ProductIndex(())
        self._next_reading = float("-inf")
        self._renewing = threading.Lock()

    def load(self) -> None:
        """Read the products now, and index them if they changed. What `read` raises is passed on."""
        started = self._clock()
        try:
            products = tuple(self._read())
            if products != self._index.products:
                self._index = ProductIndex(products)
                log.info("catalogue indexed; products=%d", len(products))
        finally:
            took = self._clock() - started
            self._next_reading = self._clock() + max(REFRESH_SECONDS, took / SHARE_OF_TIME)

    def index(self) -> ProductIndex:
        """The index as it is; where a reading is due, it is begun in the background."""
        if self._clock() >= self._next_reading and self._renewing.acquire(blocking=False):
            self._next_reading = self._clock() + REFRESH_SECONDS
            threading.Thread(target=self._renew, name="catalogue", daemon=True).start()
        return self._index

    def _renew(self) -> None:
        try:
            self.load()
        except Exception:
            # The products known so far stay; the next reading is a minute away.
            log.exception("the catalogue could not be read")
        finally:
            self._renewing.release()


_NO_PRODUCTS = ProductIndex(())
_current: Catalogue | None = None


def use(catalogue: Catalogue | None) -> Catalogue | None:
    """Make this catalogue the process's own, None for none; return the one before."""
    global _current
    former, _current = _current, catalogue
    return former


def current_index() -> ProductIndex:
    """The index of the process's own catalogue; empty where there is none."""
    return _NO_PRODUCTS if _current is None else _current.index()
