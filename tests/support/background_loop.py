"""An event loop in a thread of its own: the browser tests keep the main thread's for themselves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end, and return or raise what it did."""
    return asyncio.run_coroutine_threadsafe(work, _loop()).result()
