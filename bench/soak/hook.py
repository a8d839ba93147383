"""A place to be told of cases: a web server that takes webhooks and counts them."""

from __future__ import annotations

from collections import Counter

from aiohttp import web


class Hook:
    """Counts what arrives by the notification's id."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.arrived: Counter[str] = Counter()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The hook as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/hook"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.arrived[request.headers["webhook-id"]] += 1
        return web.Response()
