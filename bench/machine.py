"""What the benchmark ran on: figures mean little without it."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

OURS = ("rasa", "scikit-learn", "numpy", "sqlalchemy", "python-socketio", "uvicorn")
STOCK = ("rasa", "tensorflow", "scikit-learn", "numpy", "sqlalchemy", "sanic")


def describe(stock: Path, load: Path) -> dict[str, Any]:
    """Return the machine, its system, and the versions of what is compared."""
    return {
        "cpu": _cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "load_average": round(os.getloadavg()[0], 2),
        "ours": {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version} | _own_versions(),
        "stock": _versions(stock, STOCK),
        "load": _versions(load, ("locust", "gevent", "python-socketio")),
    }


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _own_versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in OURS}


def _versions(python: Path, names: tuple[str, ...]) -> dict[str, str]:
    script = (
        "import platform, sys\nfrom importlib.metadata import version\n"
        "print('python', platform.python_version())\n"
        "for name in sys.argv[1:]: print(name, version(name))"
    )
    done = subprocess.run(
        [str(python), "-c", script, *names],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())
