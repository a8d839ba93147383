"""One program run by the supervisor: how it is started, told, and never left behind."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

LONGEST_LINE = 1 << 20


async def start(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Start a program whose output can be read, and which ends when we do; ``environment`` is added to ours."""
    return await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, **(environment or {}), "PYTHONUNBUFFERED": "1"},
        limit=LONGEST_LINE,
        # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop them in order.
        start_new_session=True,
        preexec_fn=_die_with(os.getpid()) if sys.platform == "linux" else None,
    )


def _die_with(parent: int) -> Callable[[], None]:
    """Return what lets the kernel end a child when we are killed and cannot (prctl(2), PR_SET_PDEATHSIG)."""
    prctl = ctypes.CDLL(None).prctl

    def in_child() -> None:
        prctl(1, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def send(process: asyncio.subprocess.Process | None, number: signal.Signals) -> None:
    """Send a signal to a process that still runs."""
    if process is not None and process.returncode is None:
        try:
            process.send_signal(number)
        except ProcessLookupError:
            return  # It ended by itself in this moment.


def ending(code: int) -> str:
    """Say how a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
