"""Lists known vulnerabilities of the packages in requirements.lock, where their source can be reached."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

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
UNKNOWN_THERE = "not found on PyPI"
"""Said of a package whose vulnerabilities are not listed; of all of them where a mirror has no such list."""
UNREACHABLE = re.compile(
    r"^requests\.exceptions\.(?:\w*Timeout|ConnectionError|ProxyError|SSLError|RetryError)\b"
    r"|Could not connect to PyPI's vulnerability feed|PyPI is not redirecting properly",
    re.MULTILINE,
)


class Verdict(NamedTuple):
    """What to say, and the exit code: 0 too when the source is out of reach, 1 for holes and other failures."""

    lines: list[str]
    code: int


def main() -> int:
    command = [sys.executable, *COMMAND, "--requirement", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    verdict = judge(done.stdout, done.stderr)
    print("\n".join(verdict.lines))
    return verdict.code


def judge(said: str, errors: str) -> Verdict:
    """Judge what pip-audit wrote on its two streams."""
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _unreachable() if UNREACHABLE.search(errors) else _failed(errors)
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        reasons = [str(package["skip_reason"]) for package in packages]
        elsewhere = bool(reasons) and all(UNKNOWN_THERE in reason for reason in reasons)
        return _unreachable() if elsewhere else _failed("\n".join(reasons) or "no package was looked at")
    found = [(package, hole) for package in audited for hole in package["vulns"]]
    lines = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        f"fixed in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for package, hole in found
    ]
    lines.append(f"{len(audited)} of {len(packages)} packages audited, {len(found)} known vulnerabilities.")
    return Verdict(lines, int(bool(found)))


def _unreachable() -> Verdict:
    return Verdict(["The list of known vulnerabilities could not be reached, so nothing was audited."], 0)


def _failed(errors: str) -> Verdict:
    last = errors.strip().splitlines()[-3:] or ["it wrote nothing"]
    return Verdict(["Nothing was audited, because pip-audit failed:", *last], 1)


if __name__ == "__main__":
    sys.exit(main())
