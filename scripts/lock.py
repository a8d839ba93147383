"""Pins every package that pyproject.toml asks for, with hashes, for all supported Pythons; the load generator's
packages; and uv itself.

python3 scripts/lock.py [--upgrade]
"""

from __future__ import annotations

import subprocess
import sys

from get_uv import PIN, ready
from setup import LOCK, ROOT, TOOLS
from troubles import SetupError

COMMON = ["--quiet", "--generate-hashes", "--no-header", "--universal", "--python-version", "3.11"]


def main() -> int:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    try:
        uv = str(ready(TOOLS))
    except SetupError as error:
        print(f"Locking stopped: {error}", file=sys.stderr)
        return 1
    compile_ = [uv, "pip", "compile", *COMMON, *upgrade]
    subprocess.run([*compile_, "pyproject.toml", "--group", "dev", "-o", str(LOCK)], cwd=ROOT, check=True)
    load = [*compile_, "--no-annotate", "bench/requirements.in", "-o", "bench/requirements.lock"]
    subprocess.run(load, cwd=ROOT, check=True)
    subprocess.run([*compile_, "--no-annotate", "-", "-o", str(PIN)], cwd=ROOT, check=True, input=b"uv\n")
    print(
        "requirements.lock, bench/requirements.lock and scripts/uv.txt are up to date; 'make test' tries them."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
