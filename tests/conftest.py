"""What all tests share: settings of their own, and the rule about skipping."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

# Before any test module reads a setting: neither this machine's environment nor its .env has a say,
# except where the model is and that nothing may be skipped.
KEPT = {"EFTERSNACK_NO_SKIPS", "EFTERSNACK_MODEL_PATH"}
NO_SKIPS = bool(os.environ.get("EFTERSNACK_NO_SKIPS"))
MAY_BE_ABSENT = "shared/"
"""Data that lies beside the clone, not in it: a test that skips for want of it names the path."""

for _name in [name for name in os.environ if name.startswith("EFTERSNACK_") and name not in KEPT]:
    del os.environ[_name]
# Playwright and others download nothing while tests run.
os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")


@pytest.fixture(scope="session", autouse=True)
def _no_dotenv() -> None:
    from bot.settings import Settings

    Settings.model_config["env_file"] = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the browser's tests come last: Playwright keeps the main thread's event loop from then on."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With EFTERSNACK_NO_SKIPS=1 a test that skips because a program is missing fails."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if MAY_BE_ABSENT not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped, and EFTERSNACK_NO_SKIPS forbids it: {reason}"
    return report
