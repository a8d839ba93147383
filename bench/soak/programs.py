"""The programs of servers as they are installed here, and whose they are."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
from collections.abc import Callable
from pathlib import Path


class NotInstalled(Exception):
    """A program that is needed is not on this machine; the message says which and how to get it."""


def postgres_binaries() -> Path:
    """Return the folder of PostgreSQL's programs: the newest of Debian's, else what the path has."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise NotInstalled("PostgreSQL is not installed (Debian and Ubuntu: apt install postgresql).")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def owner_of(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then its own user runs it, in a folder that it may write to."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            owner = pwd.getpwnam(name)
            # The temporary folder around it lets nobody but root pass.
            folder.parent.chmod(0o711)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            return name
    raise NotInstalled("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it.")


def clean_environment() -> dict[str, str]:
    """Return this environment without what would steer a PostgreSQL client or its language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8"}


def end_with_parent() -> Callable[[], None]:
    """Return what has the kernel end a child when this process is killed (prctl(2), PR_SET_PDEATHSIG)."""
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, int(signal.SIGQUIT)) and None
