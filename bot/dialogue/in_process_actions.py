"""Runs custom actions in the dialogue process instead of over HTTP.

Rasa calls ``request`` on its action endpoint; here that is a function call into rasa_sdk's executor,
inside a savepoint of the turn's transaction.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import ActionExecutionRejection as Rejected
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.dialogue.failures import note_failure
from bot.storage.engine import Database


class InProcessActions:
    """Stands where Rasa expects the HTTP endpoint of an action server."""

    # Rasa then sends the domain only to the actions that ask for it in domain.yml.
    kwargs: dict[str, Any] = {"enable_selective_domain": True}  # noqa: RUF012  read by Rasa on the instance

    def __init__(self, package: str, database: Database) -> None:
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._database = database

    async def request(self, json: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Run the action that ``json`` names and return its events and responses."""
        try:
            with self._database.transaction():
                result: dict[str, Any] | None = await self._executor.run(json)
        except ActionExecutionRejection as rejection:
            raise Rejected(rejection.action_name, str(rejection)) from rejection
        except Exception as error:
            note_failure(error)
            raise
        return result or {"events": [], "responses": []}
