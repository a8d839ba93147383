"""Survey editions, responses and answers in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.storage.engine import known
from bot.surveys.definition import Question, Value
from bot.surveys.models import SurveyAnswer, SurveyEdition, SurveyResponse


class SurveyRepository:
    """The survey tables, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def edition(self, key: str, version: int) -> SurveyEdition | None:
        return self._session.scalar(select(SurveyEdition).filter_by(key=key, version=version))

    def add_edition(self, key: str, version: int, definition: dict[str, Any], at: datetime) -> SurveyEdition:
        """Store an edition, or return the one that another process stored first."""
        row = SurveyEdition(key=key, version=version, definition=definition, created_at=at)
        if self._add(row):
            return row
        return self._session.scalars(select(SurveyEdition).filter_by(key=key, version=version)).one()

    def add_response(self, row: SurveyResponse) -> bool:
        """Store a response; False when its touchpoint has one, or its conversation an open one, already."""
        return self._add(row)

    def of_touchpoint(self, touchpoint_id: int) -> SurveyResponse | None:
        query = select(SurveyResponse).filter_by(touchpoint_id=touchpoint_id)
        return self._session.scalar(query.with_for_update())

    def open_of(self, conversation_id: str, *, lock: bool = True) -> SurveyResponse | None:
        """Return the conversation's open response; with ``lock`` nobody else changes it before we are done."""
        which = {"conversation_id": conversation_id, "state": "open"}
        query = select(SurveyResponse).filter_by(**which)
        if lock:
            return self._session.scalar(query.with_for_update())
        return known(self._session, SurveyResponse, **which) or self._session.scalar(query)

    def last_stopped_of(self, conversation_id: str) -> SurveyResponse | None:
        query = select(SurveyResponse).filter_by(conversation_id=conversation_id, state="stopped")
        newest = query.order_by(SurveyResponse.updated_at.desc(), SurveyResponse.id.desc()).limit(1)
        return self._session.scalar(newest.with_for_update())

    def by_uid(self, uid: str) -> SurveyResponse | None:
        return self._session.scalar(select(SurveyResponse).filter_by(uid=uid))

    def of_customer(self, customer_id: int) -> Sequence[SurveyResponse]:
        query = select(SurveyResponse).filter_by(customer_id=customer_id)
        newest_first = query.order_by(SurveyResponse.started_at.desc(), SurveyResponse.id.desc())
        return self._session.scalars(newest_first).all()

    def put_answer(
        self,
        response: SurveyResponse,
        question: Question,
        value: Value | None,
        *,
        said: str | None,
        provenance: str,
        at: datetime,
    ) -> None:
        """Store an answer in place of the question's earlier one; None as value is a skipped question."""
        row = next((answer for answer in response.answers if answer.question == question.key), None)
        if row is None:
            row = SurveyAnswer(question=question.key)
            response.answers.append(row)
        row.number = int(value) if isinstance(value, int) else None
        row.text = value if isinstance(value, str) and question.kind == "text" else None
        row.choices = _chosen(value) if question.kind in ("choice", "choices") else None
        row.skipped = value is None
        row.said, row.provenance, row.answered_at = said, provenance, at
        self.save()

    def drop_answers(self, response: SurveyResponse, questions: set[str]) -> None:
        for row in [answer for answer in response.answers if answer.question in questions]:
            response.answers.remove(row)
        self.save()

    def save(self) -> None:
        """Write what was changed on rows, so that queries in this transaction see it."""
        self._session.flush()

    def _add(self, row: SurveyEdition | SurveyResponse) -> bool:
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True


def value_of(row: SurveyAnswer, question: Question) -> Value | None:
    """Return what was answered, as it was before it was stored; None where it was skipped."""
    if row.skipped:
        return None
    if question.kind == "choices":
        return tuple(row.choices or ())
    if question.kind == "choice":
        return str(row.choices[0]) if row.choices else None
    if question.kind == "text":
        return row.text
    return bool(row.number) if question.kind == "yes_no" else row.number


def _chosen(value: Value | None) -> list[str] | None:
    if value is None:
        return None
    return list(value) if isinstance(value, tuple) else [str(value)]
