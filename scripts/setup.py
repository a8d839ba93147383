"""Makes the environment that everything runs in; does nothing when it is as it should be.

    python3 scripts/setup.py [--venv .venv] [--python PATH]

Runs on the system's Python with nothing but the standard library (3.9 or later).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from get_uv import ready
from pythons import SUPPORTED, system_python, version_of
from troubles import GIGABYTE, SetupError, check_space, check_writable

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements.lock"

HOOK = "{root}\nimport bot.dialogue.without_tensorflow; bot.dialogue.without_tensorflow.install()\n"

# The shell finds Python beside this file: a "#!" line allows no space in a path, and no long ones.
LAUNCHER = """#!/bin/sh
''':'
exec "$(dirname "$(readlink -f "$0")")/python" "$0" "$@"
' '''
from bot.cli import main

main()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the environment that everything runs in.")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="folder of the environment")
    parser.add_argument("--python", help="interpreter to use; default: the system's")
    arguments = parser.parse_args()
    try:
        set_up(arguments.venv.resolve(), arguments.python)
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def set_up(venv: Path, python: str | None = None) -> None:
    """Bring ``venv`` to what requirements.lock says. Raises SetupError."""
    stamp = venv / "eftersnack.stamp"
    found = version_of(venv / "bin" / "python")
    if found and stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(found):
        return
    check_writable(ROOT)
    check_space(ROOT)
    stamp.unlink(missing_ok=True)
    uv = ready(TOOLS)
    if found is None:
        _make(uv, venv, python)
    _run(
        uv,
        ["pip", "sync", "--python", str(venv / "bin" / "python"), "--require-hashes", str(LOCK)],
        _not_installed,
    )
    _connect(venv)
    stamp.write_text(_stamp(version_of(venv / "bin" / "python")), encoding="utf-8")
    print(f"The environment is ready in {os.path.relpath(venv, ROOT)}.", flush=True)


def _stamp(python: tuple[str, str] | None) -> str:
    """What the environment depends on: the lock, what this script writes, the interpreter, and the place."""
    inputs = (LOCK.read_bytes(), Path(__file__).read_bytes(), repr(python).encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(inputs)).hexdigest()


def _make(uv: Path, venv: Path, python: str | None) -> None:
    chosen = python or system_python()
    if venv.exists():
        shutil.rmtree(venv)
    if chosen:
        print(f"Using {chosen}.", flush=True)
        _run(uv, ["venv", "--quiet", "--no-project", "--python", chosen, str(venv)], _not_made)
    else:
        print(f"This system has no Python {_either()}: fetching one.", flush=True)
        _run(uv, ["venv", "--no-project", "--managed-python", "--python", "3.12", str(venv)], _no_python)


def _connect(venv: Path) -> None:
    """Make the clone importable, Rasa importable, and put the command beside Python."""
    packages = next((venv / "lib").glob("python3.*")) / "site-packages"
    (packages / "eftersnack.pth").write_text(
        HOOK.format(root=os.path.relpath(ROOT, packages)), encoding="utf-8"
    )
    launcher = venv / "bin" / "eftersnack"
    launcher.write_text(LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)


def _run(uv: Path, arguments: list[str], failure: str) -> None:
    environment = {**os.environ, "UV_PYTHON_INSTALL_DIR": str(TOOLS / "python")}
    environment.pop("VIRTUAL_ENV", None)
    if subprocess.run([str(uv), *arguments], env=environment, cwd=ROOT, check=False).returncode:
        check_space(ROOT, GIGABYTE // 10)
        raise SetupError(failure)


def _either() -> str:
    *others, last = reversed(SUPPORTED)
    return f"{', '.join(others)} or {last}"


_not_made = "uv could not make the environment; its reason stands above."
_not_installed = (
    "The packages could not be installed (uv's reason stands above): check the network and run this again."
)
_no_python = (
    f"There is no Python {_either()} here and uv could not fetch one: install one of them "
    "(Debian and Ubuntu: apt install python3) and run this again."
)

if __name__ == "__main__":
    sys.exit(main())
