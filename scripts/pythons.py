"""Finds the Pythons that the product runs on. Standard library only, Python 3.9 or later."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

SUPPORTED = ("3.13", "3.12", "3.11")
_ASK = "import sys; print('%d.%d' % sys.version_info[:2], sys.implementation.name, sys._base_executable)"


def version_of(python: str | Path) -> tuple[str, str] | None:
    """Return the version ("3.12") and the path of a working, supported CPython, else None."""
    try:
        done = subprocess.run(
            [str(python), "-I", "-c", _ASK], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version, implementation, path = (*done.stdout.strip().split(" ", 2), "", "", "")[:3]
    return (version, path) if version in SUPPORTED and implementation == "cpython" else None


def system_python() -> str | None:
    """Return the path of the system's python3, or else of its newest supported one."""
    for name in ("python3", *(f"python{version}" for version in SUPPORTED)):
        path = shutil.which(name)
        found = version_of(path) if path else None
        if found:
            return found[1]
    return None


def every_python(uv: Path) -> dict[str, str]:
    """Return one interpreter for each supported version that this machine has, by version."""
    found: dict[str, str] = {}
    for candidate in _candidates(uv):
        answer = version_of(candidate)
        if answer:
            found.setdefault(*answer)
    return dict(sorted(found.items()))


def _candidates(uv: Path) -> Iterator[str | Path]:
    for name in ("python3", *(f"python{version}" for version in SUPPORTED)):
        path = shutil.which(name)
        if path:
            yield path
    yield from (Path.home() / ".pyenv" / "versions").glob("3.1[123].*/bin/python3")
    listed = subprocess.run(
        [str(uv), "python", "list", "--only-installed", "--no-config", "--quiet", "--offline"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in listed.stdout.splitlines():
        yield line.split(maxsplit=1)[-1].split(" -> ")[0]
