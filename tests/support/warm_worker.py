"""Loads, when it is imported, all that a worker loads: for the server that workers are forked from."""

from __future__ import annotations

import apprise

import tests.support.worker_to_kill  # noqa: F401  what the workers run
from bot.cases.calendars import holidays_of
from bot.cases.notifications.delivery import prepare

prepare()
apprise.Apprise.instantiate("json://127.0.0.1:1")
holidays_of("SE")
