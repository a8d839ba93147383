"""Only a source that cannot be reached excuses that nothing was audited."""

from __future__ import annotations

import json

import pytest

from scripts.audit import judge

TRACE = 'Traceback (most recent call last):\n  File "adapters.py", line 723, in send\n'
ABSENT = {
    "name": "rasa",
    "skip_reason": "Dependency not found on PyPI and could not be audited: rasa (3.6.21)",
}
SOUND = {"name": "httpx", "version": "0.28", "vulns": []}
HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages})


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ("", f"{TRACE}requests.exceptions.ProxyError: HTTPSConnectionPool(host='x', port=443)"),
        ("", f"{TRACE}requests.exceptions.ConnectionError: Name or service not known"),
        ("", f"{TRACE}requests.exceptions.ReadTimeout: read timed out"),
        ("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed\n"),
        (report(ABSENT), ""),
    ],
)
def test_a_source_that_cannot_be_reached_is_said_and_no_failure(said: str, errors: str) -> None:
    verdict = judge(said, errors)
    assert verdict.code == 0
    assert "could not be reached" in verdict.lines[0]


@pytest.mark.parametrize(
    ("said", "errors", "told"),
    [
        ("", "No module named pip_audit", "No module named pip_audit"),
        ("", "ERROR:pip_audit._cli:requirement file contains invalid specifier", "invalid specifier"),
        ("", "", "it wrote nothing"),
        ("[]", "", "it wrote nothing"),
        (report(), "", "no package was looked at"),
        (report({"name": "x", "skip_reason": "version 1.x is no version"}), "", "is no version"),
    ],
)
def test_any_other_failure_fails_and_says_why(said: str, errors: str, told: str) -> None:
    verdict = judge(said, errors)
    assert verdict.code == 1
    assert told in verdict.lines[-1]


def test_known_vulnerabilities_fail_and_are_listed() -> None:
    verdict = judge(report(SOUND, ABSENT, {"name": "old", "version": "1.0", "vulns": [HOLE]}), "")
    assert verdict.code == 1
    assert verdict.lines == [
        "old 1.0: PYSEC-1, fixed in 2.0",
        "2 of 3 packages audited, 1 known vulnerabilities.",
    ]


def test_none_is_well() -> None:
    assert judge(report(SOUND, ABSENT), "").code == 0
