"""Makes the environment of stock Rasa, which ours is compared with, and prints the path of its Python.

    python3 scripts/stock_rasa.py

It has Rasa's own pins (Python 3.10, TensorFlow 2.12) and lies in var/compare/stock. Standard library only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from get_uv import ready
from troubles import SetupError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "var" / "compare" / "stock"
PYENV = Path.home() / ".pyenv" / "versions"


def main() -> int:
    try:
        print(stock_environment())
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


def stock_environment() -> Path:
    """Return the Python of stock Rasa's environment, made when it is not there. Raises SetupError."""
    python = VENV / "bin" / "python"
    if (VENV / "ready").is_file():
        return python
    uv = str(ready(ROOT / ".tools"))
    found = next(map(str, PYENV.glob("3.10.*/bin/python3.10")), None) or shutil.which("python3.10")
    if found is None:
        raise SetupError(
            "stock Rasa needs Python 3.10, and there is none here: install it, or put it on the PATH."
        )
    print("Making an environment for stock Rasa (2.5 GB) …", file=sys.stderr, flush=True)
    VENV.parent.mkdir(parents=True, exist_ok=True)
    for command in (
        [uv, "venv", "--quiet", "--clear", "--no-project", "--python", found, str(VENV)],
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--no-config",
            "--python",
            str(python),
            "rasa==3.6.21",
            "setuptools<81",
        ],
    ):
        # Without the clone's configuration, whose own pins would apply.
        done = subprocess.run(command, cwd=VENV.parent, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SetupError(f"stock Rasa could not be installed: {done.stderr.strip()[-300:]}")
    (VENV / "ready").touch()
    return python


if __name__ == "__main__":
    sys.exit(main())
