"""Gets the pinned uv into the clone's folder .tools, on any system with Python and a way to the registry.

Looked for in this order: the one already there; pip; the pip that Python's ensurepip carries; on Debian and
Ubuntu, which leave both out, the pip in their package python3-pip-whl (downloaded and unpacked, not
installed, so no administrator is needed). pip then checks uv's hash.

Standard library only, Python 3.9 or later.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from troubles import SetupError

PIN = Path(__file__).with_name("uv.txt")
DEBIAN_WHEELS = Path("usr/share/python-wheels")


def ready(tools: Path) -> Path:
    """Return the pinned uv in ``tools``, fetched when it is not there. Raises SetupError."""
    folder = tools / f"uv-{pinned_version()}"
    if not (folder / "bin" / "uv").is_file():
        tools.mkdir(exist_ok=True)
        print(f"Fetching uv {pinned_version()} into {tools.name}/ …", flush=True)
        _fetch(folder)
    return folder / "bin" / "uv"


def pinned_version() -> str:
    found = re.match(r"uv==(\S+)", PIN.read_text(encoding="utf-8"))
    if found is None:
        raise SetupError(f"{PIN} names no version of uv; restore it with 'git checkout -- scripts/uv.txt'.")
    return found.group(1)


def _fetch(folder: Path) -> None:
    partial = folder.with_name(folder.name + ".partial")
    reasons = []
    for pip in pips(folder.parent):
        shutil.rmtree(partial, ignore_errors=True)
        reason = _install(pip, partial)
        if reason is None:
            shutil.rmtree(folder, ignore_errors=True)
            partial.replace(folder)
            shutil.rmtree(folder.parent / "apt", ignore_errors=True)
            return
        reasons.append(reason)
    if not reasons:
        raise SetupError(
            "Python has no pip here and none could be fetched; install python3-pip and run this again."
        )
    raise SetupError(
        f"uv could not be fetched ({reasons[-1]}); check the network connection and run this again."
    )


def _install(pip: list[str], target: Path) -> str | None:
    """Install uv with that pip; return why it failed, or None."""
    command = [*pip, "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    command += ["--retries", "1", "--disable-pip-version-check", "--target", str(target), "-r", str(PIN)]
    # A user's own "always --user" or "only in a virtualenv" would stand in the way of --target.
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0 and (target / "bin" / "uv").is_file():
        return None
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["pip left no uv"])[-1].strip()


def pips(tools: Path) -> Iterator[list[str]]:
    """Yield ways to run pip, the nearest first."""
    if importlib.util.find_spec("pip"):
        yield [sys.executable, "-m", "pip"]
    for wheel in _bundled_wheels():
        yield [sys.executable, str(wheel / "pip")]
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        wheel = _debian_wheel(tools / "apt")
        if wheel:
            yield [sys.executable, str(wheel / "pip")]


def _bundled_wheels() -> Iterator[Path]:
    spec = importlib.util.find_spec("ensurepip")
    if spec and spec.origin:
        yield from (Path(spec.origin).parent / "_bundled").glob("pip-*.whl")
    yield from (Path("/") / DEBIAN_WHEELS).glob("pip-*.whl")


def _debian_wheel(folder: Path) -> Path | None:
    """Download Debian's pip with package lists of our own, as an ordinary user may, and unpack it."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    options = [f"Dir::State::lists={folder}/lists", f"Dir::Cache={folder}/cache", "APT::Sandbox::User=root"]
    apt = ["apt-get", "-qq", *(word for option in options for word in ("-o", option))]
    try:
        for step in ([*apt, "update"], [*apt, "download", "python3-pip-whl"]):
            subprocess.run(step, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        package = next(folder.glob("python3-pip-whl_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder / "unpacked")], check=True)
    except (subprocess.CalledProcessError, StopIteration):
        return None
    return next((folder / "unpacked" / DEBIAN_WHEELS).glob("pip-*.whl"), None)
