"""``eftersnack chat``: talk to the running assistant in the terminal, as a customer."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any

import socketio
import typer
from rich.console import Console

from bot.bootstrap import App, build
from bot.channels.tokens import issue

console = Console()


def chat(
    email: Annotated[str, typer.Argument(help="The customer's e-mail address; '-' for a visitor.")],
) -> None:
    """Talk to the assistant in the terminal as that customer."""
    app = build()
    token = None
    if email != "-":
        customer = app.records.customer_by_email(email)
        if customer is None:
            typer.echo(f"There is no customer with the e-mail {email}.", err=True)
            raise typer.Exit(1)
        token = issue(app.settings.identity_key, customer.uid, app.settings.token_hours, app.now())
    try:
        asyncio.run(_Talk(app, token).run())
    except (KeyboardInterrupt, EOFError):
        console.print()


class _Talk:
    """One terminal conversation."""

    def __init__(self, app: App, token: str | None) -> None:
        self._app = app
        self._token = token
        self._session_id = ""
        self._buttons: list[dict[str, str]] = []
        self._client = socketio.AsyncClient()
        self._client.on("session_confirm", self._confirmed)
        self._client.on("history", self._history)
        self._client.on("bot_uttered", self._shown)

    async def run(self) -> None:
        url = self._app.settings.internal_dialogue_url
        try:
            await self._client.connect(url, auth={"token": self._token} if self._token else None)
        except socketio.exceptions.ConnectionError as error:
            typer.echo(
                f"The dialogue does not answer at {url} ({error}). Start it with 'make run'.", err=True
            )
            raise typer.Exit(1) from error
        await self._client.emit("session_request", {})
        console.print("[dim]Write, or give a button's number as :1. Ctrl-D ends.[/]")
        try:
            while True:
                await self._say(await asyncio.to_thread(input, "> "))
        finally:
            await self._client.disconnect()

    async def _say(self, words: str) -> None:
        message = {
            "message": self._meant(words),
            "session_id": self._session_id,
            "message_id": uuid.uuid4().hex,
        }
        receipt = await self._client.call("user_uttered", message, timeout=30)
        if receipt.get("status") != "ok":
            console.print(receipt.get("text"), style="yellow", markup=False)
        await asyncio.sleep(0.1)

    def _meant(self, words: str) -> str:
        number = words.removeprefix(":")
        if words.startswith(":") and number.isdigit() and 0 < int(number) <= len(self._buttons):
            return self._buttons[int(number) - 1]["payload"]
        return words

    async def _confirmed(self, session_id: str) -> None:
        self._session_id = session_id

    async def _history(self, data: dict[str, Any]) -> None:
        for message in data["messages"]:
            await self._shown(message)

    async def _shown(self, message: dict[str, Any]) -> None:
        style = "cyan" if message["sender"] == "customer" else "green"
        console.print(message["text"], style=style, markup=False)
        self._buttons = message.get("buttons") or []
        for number, button in enumerate(self._buttons, start=1):
            console.print(f"  :{number} {button['title']}", style="dim", markup=False)
