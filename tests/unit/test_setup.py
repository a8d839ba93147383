"""Setting up: from nothing but Python to the pinned environment, and one clear sentence when that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
REGISTRY_NAMES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "deb.debian" + ".org",
    "github.com/astral-sh/uv/rel",
)


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone at a path with a space in it, whose lock file asks for one small package."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("scripts", "bot/dialogue"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "bot" / "__init__.py", folder / "bot")
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("iniconfig=="))
    end = next(number for number in range(start, len(lines)) if not lines[number].endswith("\\"))
    (folder / "requirements.lock").write_text("\n".join(lines[start : end + 1]) + "\n", encoding="utf-8")
    tools = sorted((ROOT / ".tools").glob("uv-*"))
    if tools:
        (folder / ".tools").mkdir()
        (folder / ".tools" / tools[-1].name).symlink_to(tools[-1])
    return folder


def set_up(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/setup.py", *arguments],
        cwd=clone,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def test_the_environment_is_made_once_and_again_only_when_the_lock_changes(clone: Path) -> None:
    first = set_up(clone)
    assert first.returncode == 0, first.stderr
    assert "The environment is ready" in first.stdout
    assert set_up(clone).stdout == ""
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert "The environment is ready" in set_up(clone).stdout


def test_an_environment_whose_python_is_gone_is_made_again(clone: Path) -> None:
    assert set_up(clone).returncode == 0
    (clone / ".venv" / "bin" / "python").unlink()
    assert "The environment is ready" in set_up(clone).stdout


def test_rasa_is_made_importable_and_the_command_is_there_on_a_path_with_spaces(clone: Path) -> None:
    assert set_up(clone).returncode == 0
    (clone / "bot" / "cli.py").write_text("def main() -> None:\n    print('it runs')\n", encoding="utf-8")
    done = subprocess.run(
        [clone / ".venv" / "bin" / "eftersnack"], cwd="/", capture_output=True, text=True, check=False
    )
    assert done.stdout == "it runs\n", done.stderr
    source = "import sys; print([type(finder).__name__ for finder in sys.meta_path][0])"
    done = subprocess.run(
        [clone / ".venv" / "bin" / "python", "-c", source], capture_output=True, text=True, check=False
    )
    assert done.stdout == "RasaFinder\n", done.stderr


def test_a_package_that_is_not_what_was_pinned_stops_the_set_up(clone: Path) -> None:
    lock = clone / "requirements.lock"
    lines = lock.read_text(encoding="utf-8").splitlines()
    forged = [
        line[: line.index("sha256:") + 7] + "0" * 64 + line[line.index("sha256:") + 71 :]
        if "sha256:" in line
        else line
        for line in lines
    ]
    lock.write_text("\n".join(forged) + "\n", encoding="utf-8")
    done = set_up(clone)
    assert done.returncode == 1
    assert "Set-up stopped: The packages could not be installed" in done.stderr


def test_a_full_disk_and_a_missing_python_are_told_in_a_sentence(
    scripts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pythons
    import troubles

    with pytest.raises(troubles.SetupError, match="The disk is nearly full"):
        troubles.check_space(tmp_path, needed=10**18)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pythons.system_python() is None


def test_a_python_that_is_too_old_or_broken_is_passed_over(scripts: None, tmp_path: Path) -> None:
    import pythons

    for name, answer in (("python3.10", "3.10 cpython /usr/bin/python3.10"), ("python3.12", "")):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\necho '{answer}'\n")
        file.chmod(0o755)
        assert pythons.version_of(file) is None
    assert pythons.version_of(tmp_path / "absent") is None
    assert pythons.version_of(sys.executable) is not None


def test_uv_comes_by_pip_where_pip_is(scripts: None, tmp_path: Path) -> None:
    import get_uv

    assert [sys.executable, "-m", "pip"] in list(get_uv.pips(tmp_path))[:1]


def test_the_scripts_need_nothing_but_the_standard_library() -> None:
    """They run before anything is installed, also on Python 3.9."""
    source = "import sys; sys.path.insert(0, 'scripts'); import setup, get_uv, pythons, lock, test_all"
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", source], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_registry_is_named_anywhere() -> None:
    """Whoever uses a mirror says so to pip and uv; nothing here goes past it."""
    files = [
        ROOT / "Makefile",
        ROOT / "requirements.lock",
        ROOT / "pyproject.toml",
        *SCRIPTS.iterdir(),
        ROOT / ".ci" / "run",
    ]
    for file in files:
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert not [name for name in REGISTRY_NAMES if name in text], file


def test_every_target_of_the_makefile_is_listed_by_help() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "test", "lint", "train", "lock", "clean", "test-all", "audit"):
        assert f"make {target} " in done.stdout
