"""Filling in one response: every change of it, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.surveys import engine, scoring
from bot.surveys.answers import Reading, read_answer
from bot.surveys.cards import AnswerCard, Outcome, OutcomeKind, ResponseCard, Step
from bot.surveys.definition import Question, Survey, Value
from bot.surveys.models import SurveyResponse
from bot.surveys.repository import SurveyRepository, value_of


class Filling:
    """One response, its edition, and what can be done with it."""

    def __init__(
        self, repository: SurveyRepository, row: SurveyResponse, survey: Survey, now: Callable[[], datetime]
    ) -> None:
        self._repository = repository
        self._row = row
        self._survey = survey
        self._now = now

    @property
    def answers(self) -> dict[str, Value | None]:
        return {row.question: value_of(row, self._survey[row.question]) for row in self._row.answers}

    def step(self) -> Step | None:
        """Return the question that the response waits for; None when it has ended."""
        row, answers = self._row, self.answers
        if row.state != "open" or row.current_question is None:
            return None
        question = self._survey[row.current_question]
        place = engine.place(self._survey, answers, question.key)
        return Step(
            response_id=row.id,
            response_uid=row.uid,
            survey=self._survey,
            question=question,
            number=place.number,
            total=place.total,
            language=row.language,
            touchpoint_id=row.touchpoint_id,
            order_id=row.order_id,
            updated_at=row.updated_at,
        )

    def answer(
        self, text: str, language: str, payload: str | None, pressed_under: str | None, provenance: str
    ) -> Outcome:
        question = self._question(pressed_under)
        if question is None:
            return self._outcome("unclear", hint="utter_survey_hint_old_button")
        reading = read_answer(question, text, language, payload)
        if reading.value is None:
            return self._outcome("unclear", hint=reading.hint, hint_values=reading.hint_values)
        self._row.language = language
        return self._keep("stored", question, reading, provenance)

    def skip(self, provenance: str) -> Outcome:
        question = self._question(None)
        assert question is not None
        return self._keep("skipped", question, Reading(value=None), provenance)

    def back(self) -> Outcome:
        current = self._row.current_question or ""
        previous = engine.previous_question(self._survey, self.answers, current)
        if previous is None:
            return self._outcome("first")
        self._row.current_question, self._row.updated_at = previous.key, self._now()
        self._repository.save()
        return self._outcome("back")

    def stop(self) -> Outcome:
        self._end("stopped")
        return self._outcome("stopped")

    def reopen(self) -> None:
        if self._row.state == "open":
            return
        self._row.state, self._row.finished_at, self._row.updated_at = "open", None, self._now()
        self._repository.save()

    def card(self) -> ResponseCard:
        row = self._row
        return ResponseCard(
            id=row.id,
            uid=row.uid,
            survey=self._survey,
            state=row.state,
            customer_id=row.customer_id,
            conversation_id=row.conversation_id,
            touchpoint_id=row.touchpoint_id,
            order_id=row.order_id,
            language=row.language,
            channel=row.channel,
            started_at=row.started_at,
            updated_at=row.updated_at,
            finished_at=row.finished_at,
            answers=self._answer_cards(),
        )

    def _answer_cards(self) -> tuple[AnswerCard, ...]:
        rows = {row.question: row for row in self._row.answers}
        questions = [question for question in self._survey.questions if question.key in rows]
        return tuple(
            AnswerCard(
                question=question,
                value=value_of(rows[question.key], question),
                said=rows[question.key].said,
                provenance=rows[question.key].provenance,
                answered_at=rows[question.key].answered_at,
                score=_score(question, value_of(rows[question.key], question)),
            )
            for question in questions
        )

    def _question(self, pressed_under: str | None) -> Question | None:
        """Return the open question, or the answered one that an earlier button stood under."""
        if pressed_under in (None, self._row.current_question):
            return self._survey[self._row.current_question or ""]
        answers = self.answers
        on_path = engine.path(self._survey, answers)
        return next((asked for asked in on_path if asked.key == pressed_under and asked.key in answers), None)

    def _keep(self, kind: OutcomeKind, question: Question, reading: Reading, provenance: str) -> Outcome:
        now = self._now()
        self._repository.put_answer(
            self._row, question, reading.value, said=reading.said, provenance=provenance, at=now
        )
        self._repository.drop_answers(self._row, engine.off_path(self._survey, self.answers))
        following = engine.next_question(self._survey, self.answers)
        self._row.current_question = following.key if following else None
        self._row.updated_at = now
        self._repository.save()
        if following is None:
            kind = "finished"
            self._end("completed")
        return self._outcome(kind, question=question, reading=reading)

    def _end(self, state: str) -> None:
        self._row.state = state
        self._row.finished_at = self._row.updated_at = self._now()
        self._repository.save()

    def _outcome(
        self,
        kind: OutcomeKind,
        *,
        question: Question | None = None,
        reading: Reading | None = None,
        hint: str | None = None,
        hint_values: dict[str, object] | None = None,
    ) -> Outcome:
        value = reading.value if reading else None
        return Outcome(
            kind=kind,
            step=self.step(),
            answered=question,
            value=value,
            said=reading.said if reading else None,
            score=_score(question, value) if question else None,
            hint=hint,
            hint_values=hint_values or {},
            survey=self._survey,
            response_id=self._row.id,
            response_uid=self._row.uid,
            touchpoint_id=self._row.touchpoint_id,
            answers=sum(not row.skipped for row in self._row.answers),
        )


def _score(question: Question, value: Value | None) -> scoring.Score | None:
    if question.score_kind is None or not isinstance(value, int):
        return None
    return scoring.score(question.score_kind, value)
