"""Whether a process can serve: what load balancers and the supervisor ask, and what they are told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.storage.engine import Database
from bot.storage.schema import is_current

log = logging.getLogger(__name__)

ANSWER_SECONDS = 2.0
"""A database that takes longer is away."""

Check = Callable[[], bool]
"""Tells whether something is as it must be; may raise instead."""


class Readiness:
    """Asks the checks in order; the name of the first that fails is the reason why not."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._asking: asyncio.Task[str | None] | None = None
        self._told: str | None = None

    async def problem(self) -> str | None:
        """Return why the process cannot serve; None when it can. Answers within ``ANSWER_SECONDS``."""
        # One at a time: a database that hangs would otherwise keep a thread for each question.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(asyncio.to_thread(self._first_problem))
        done, _ = await asyncio.wait([self._asking], timeout=ANSWER_SECONDS)
        problem = self._asking.result() if done else next(iter(self._checks))
        if problem != self._told:
            log.warning("not ready: %s" if problem else "ready again", *([problem] if problem else []))
        self._told = problem
        return problem

    def _first_problem(self) -> str | None:
        for name, holds in self._checks.items():
            try:
                if not holds():
                    return name
            except Exception as error:
                log.debug("%s: %s", name, type(error).__name__)
                return name
        return None


def database_checks(database: Database) -> dict[str, Check]:
    """The database answers, and its tables are those of this version."""

    def answers() -> bool:
        database.ping()
        return True

    return {"database": answers, "schema": lambda: is_current(database)}


def routes(readiness: Readiness) -> list[Route]:
    """Return ``/health`` (the process lives) and ``/ready`` (it can serve; else 503 with the reason's name)."""

    async def health(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> JSONResponse:
        problem = await readiness.problem()
        if problem is None:
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "not_ready", "reason": problem}, status_code=503)

    return [Route("/health", health), Route("/ready", ready)]
