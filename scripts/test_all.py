"""Runs the tests on every supported Python that this machine has, each in an environment of its own.

python3 scripts/test_all.py [--except 3.11] [pytest's arguments]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from get_uv import ready
from pythons import SUPPORTED, every_python
from setup import ROOT, TOOLS, set_up
from troubles import SetupError


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests on every supported Python that is here.")
    parser.add_argument(
        "--except", dest="left_out", action="append", default=[], help="a version to leave out"
    )
    arguments, pytest_arguments = parser.parse_known_args()
    try:
        found = every_python(ready(TOOLS))
        results = {
            version: run(version, python, pytest_arguments)
            for version, python in found.items()
            if version not in arguments.left_out
        }
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    for version in sorted(SUPPORTED):
        told = {None: "left out" if version in arguments.left_out else "not on this machine", 0: "passed"}
        print(f"Python {version}: {told.get(results.get(version), 'FAILED')}", flush=True)
    return int(any(results.values()))


def run(version: str, python: str, arguments: list[str]) -> int:
    """Run pytest on that interpreter and return its exit code."""
    venv = ROOT / f".venv-{version}"
    print(f"\n=== Python {version} ({python}) ===", flush=True)
    set_up(venv, python)
    # Models hold pickled parts of the libraries, and those differ from one Python to the next.
    environment = {**os.environ, "EFTERSNACK_MODEL_PATH": str(venv / "models")}
    # Before the tests, whose own time is limited.
    subprocess.run([str(venv / "bin" / "eftersnack"), "train"], cwd=ROOT, env=environment, check=True)
    command = [str(venv / "bin" / "python"), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
