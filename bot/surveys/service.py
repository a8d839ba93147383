"""Asking a survey's questions one after another, keeping every answer as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bot.storage.engine import Database
from bot.surveys.cards import Outcome, ResponseCard, Step
from bot.surveys.catalogue import Catalogue
from bot.surveys.definition import Survey
from bot.surveys.editions import Editions
from bot.surveys.filling import Filling
from bot.surveys.models import SurveyResponse
from bot.surveys.repository import SurveyRepository


class Surveys:
    """The surveys of a catalogue, and the responses to them.

    A conversation has at most one open response. A response keeps the edition that it began on, also when
    the catalogue has a newer one.
    """

    def __init__(self, *, database: Database, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        self.catalogue = catalogue
        self._database = database
        self._now = now
        self._editions = Editions(now)

    def publish(self) -> None:
        """Store the editions of the catalogue; called once at start.

        Raises EditionChanged for a survey whose wording was changed without raising its version.
        """
        with self._database.transaction() as session:
            for survey in self.catalogue:
                self._editions.publish(SurveyRepository(session), survey)

    def start(
        self,
        survey: str,
        *,
        conversation_id: str,
        language: str,
        channel: str,
        customer_id: int | None = None,
        touchpoint_id: int | None = None,
        order_id: int | None = None,
    ) -> Step | None:
        """Begin a survey, or go on with the one that was begun; None when this touchpoint's has ended.

        Without a touchpoint, an open response of the conversation goes on, whichever survey it is. With one,
        the customer has moved on to that occasion: an open response to another is set aside (stopped, its
        answers kept), and one begun in another conversation goes on in this one.
        Raises UnknownSurvey, and EditionChanged as ``publish`` does.
        """
        definition = self.catalogue[survey]
        with self._database.transaction() as session:
            repository = SurveyRepository(session)
            row = _begun(repository, conversation_id, touchpoint_id)
            if row is None:
                self._set_aside(repository, conversation_id, touchpoint_id)
                row = SurveyResponse(
                    edition=self._editions.publish(repository, definition),
                    conversation_id=conversation_id,
                    customer_id=customer_id,
                    touchpoint_id=touchpoint_id,
                    order_id=order_id,
                    language=language,
                    channel=channel,
                    **_opening(definition, self._now()),
                )
                if not repository.add_response(row):  # another process began it at the same moment
                    row = _begun(repository, conversation_id, touchpoint_id)
            elif row.state == "open" and row.conversation_id != conversation_id:
                self._set_aside(repository, conversation_id, touchpoint_id)
                row.conversation_id = conversation_id
                repository.save()
            return self._filling(repository, row).step() if row else None

    def current(self, conversation_id: str) -> Step | None:
        """Return the question that the conversation's open response waits for."""
        with self._database.reading() as session:
            repository = SurveyRepository(session)
            row = repository.open_of(conversation_id, lock=False)
            return self._filling(repository, row).step() if row else None

    def resume(self, conversation_id: str) -> Step | None:
        """Return the open question; without one, open the response that was stopped last again."""
        with self._database.transaction() as session:
            repository = SurveyRepository(session)
            row = repository.open_of(conversation_id) or repository.last_stopped_of(conversation_id)
            if row is None:
                return None
            filling = self._filling(repository, row)
            filling.reopen()
            return filling.step()

    def answer(
        self,
        conversation_id: str,
        text: str,
        *,
        language: str,
        payload_value: str | None = None,
        question: str | None = None,
        provenance: str = "chat",
    ) -> Outcome:
        """Read an answer and keep it.

        ``payload_value`` is the value of a button that was pressed, ``question`` the key of the question that
        the button stood under: an earlier question's button changes that answer. An answer replaces the
        question's earlier one, and answers to questions that it leads past are dropped.
        """
        with self._open(conversation_id) as filling:
            if filling is None:
                return Outcome("none_open")
            return filling.answer(text, language, payload_value, question, provenance)

    def skip(self, conversation_id: str, *, provenance: str = "chat") -> Outcome:
        """Pass the open question over. One that was answered before loses that answer."""
        with self._open(conversation_id) as filling:
            return filling.skip(provenance) if filling else Outcome("none_open")

    def back(self, conversation_id: str) -> Outcome:
        """Return to the question before; its answer stays until a new one replaces it.

        After the new answer come the questions that have none yet, not those that were answered already.
        """
        with self._open(conversation_id) as filling:
            return filling.back() if filling else Outcome("none_open")

    def stop(self, conversation_id: str) -> Outcome:
        """End the open response with what was answered; ``resume`` opens it again."""
        with self._open(conversation_id) as filling:
            return filling.stop() if filling else Outcome("none_open")

    def response(self, uid: str) -> ResponseCard | None:
        with self._database.reading() as session:
            repository = SurveyRepository(session)
            row = repository.by_uid(uid)
            return self._filling(repository, row).card() if row else None

    def responses_of(self, customer_id: int) -> tuple[ResponseCard, ...]:
        """Return what a customer has answered, the newest survey first."""
        with self._database.reading() as session:
            repository = SurveyRepository(session)
            rows = repository.of_customer(customer_id)
            return tuple(self._filling(repository, row).card() for row in rows)

    def _set_aside(
        self, repository: SurveyRepository, conversation_id: str, touchpoint_id: int | None
    ) -> None:
        """Stop the open response to another occasion; one that another process just began is left alone."""
        other = repository.open_of(conversation_id)
        if other is not None and touchpoint_id not in (None, other.touchpoint_id):
            self._filling(repository, other).stop()

    @contextmanager
    def _open(self, conversation_id: str) -> Iterator[Filling | None]:
        with self._database.transaction() as session:
            repository = SurveyRepository(session)
            row = repository.open_of(conversation_id)
            yield self._filling(repository, row) if row else None

    def _filling(self, repository: SurveyRepository, row: SurveyResponse) -> Filling:
        return Filling(repository, row, self._editions.survey_of(row), self._now)


def _begun(
    repository: SurveyRepository, conversation_id: str, touchpoint_id: int | None
) -> SurveyResponse | None:
    if touchpoint_id is None:
        return repository.open_of(conversation_id)
    return repository.of_touchpoint(touchpoint_id)


def _opening(survey: Survey, now: datetime) -> dict[str, Any]:
    return {
        "state": "open",
        "current_question": survey.questions[0].key,
        "started_at": now,
        "updated_at": now,
    }
