"""Lists known vulnerabilities of the packages in requirements.lock, where their source can be reached."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
COMMAND = [
    "-m",
    "pip_audit",
    "--requirement",
    str(LOCK),
    "--require-hashes",
    "--disable-pip",
    "--progress-spinner",
    "off",
]
UNREACHABLE = ("ConnectionError", "ServiceError", "NameResolution", "Max retries", "HTTPError")


def main() -> int:
    done = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    if done.returncode and any(word in told for word in UNREACHABLE):
        print(
            "The list of known vulnerabilities could not be reached: nothing was audited; try again online."
        )
        return 0
    print(told.strip())
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
