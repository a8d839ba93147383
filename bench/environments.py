"""The environments of stock Rasa and of the load generator: made once, by uv."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bench.paths import BENCH, ROOT, WORK

LOCK = BENCH / "requirements.lock"


class NotMade(Exception):
    """An environment could not be made; the message says why."""


def stock_python() -> Path:
    """Return the Python of stock Rasa's environment. Raises NotMade."""
    return Path(_output([sys.executable, str(ROOT / "scripts" / "stock_rasa.py")]).splitlines()[-1])


def load_python() -> Path:
    """Return the Python of the load generator's environment. Raises NotMade."""
    venv = WORK / "load"
    python, stamp = venv / "bin" / "python", venv / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    uv = next(iter(sorted((ROOT / ".tools").glob("uv-*/bin/uv"))), None)
    if uv is None:
        raise NotMade("uv is not in .tools: run 'make setup' first.")
    _output([str(uv), "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, str(venv)])
    install = ["pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(LOCK)]
    _output([str(uv), *install])
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _output(command: list[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotMade(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-500:]}")
    return done.stdout
