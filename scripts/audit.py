"""Lists known vulnerabilities of the packages in requirements.lock, where their source can be reached."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
COMMAND = [
    "-m",
    "pip_audit",
    "--format",
    "json",
    "--progress-spinner",
    "off",
    "--disable-pip",
    "--require-hashes",
]


def main() -> int:
    command = [sys.executable, *COMMAND, "--requirement", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        print("The list of known vulnerabilities could not be reached, so nothing was audited.")
        return 0
    found = [(package, hole) for package in audited for hole in package["vulns"]]
    for package, hole in found:
        fixed = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {hole['id']}, fixed in {fixed}")
    print(f"{len(audited)} of {len(packages)} packages audited, {len(found)} known vulnerabilities.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
