"""Decision code is told what time it is: it never looks at a clock."""

from __future__ import annotations

import ast
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
OWNERS = {"datetime", "date", "time"}


def decision_modules() -> list[str]:
    """The modules that the contract of the imports names as decision code."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    return contracts["importlinter:contract:decisions-are-pure"]["source_modules"].split()


def clock_calls(source: str) -> list[str]:
    """Calls such as datetime.now(), date.today(), time.time(), or time() imported from time."""
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        owner, _, name = ast.unparse(node.func).rpartition(".")
        if (owner.rpartition(".")[2] in OWNERS and name in CLOCKS) or (not owner and name in imported):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("module", decision_modules())
def test_a_decision_reads_no_clock(module: str) -> None:
    source = ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    assert clock_calls(source) == []


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\ndatetime.datetime.now(datetime.UTC)",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from time import monotonic as clock\nclock()",
    ],
)
def test_every_way_to_read_a_clock_is_seen(code: str) -> None:
    assert len(clock_calls(code)) == 1


def test_what_is_given_as_now_may_be_asked() -> None:
    assert clock_calls("from datetime import time\ndef due(now): return now(), time(9, 0)") == []
