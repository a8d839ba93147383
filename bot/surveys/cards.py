"""What the surveys service hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.surveys.definition import Question, Survey, Value
from bot.surveys.scoring import Score

OutcomeKind = Literal["stored", "skipped", "unclear", "back", "first", "finished", "stopped", "none_open"]


@dataclass(frozen=True)
class Step:
    """The question that an open response waits for: ``number`` of at most ``total``, counted from 1."""

    response_id: int
    response_uid: str
    survey: Survey
    question: Question
    number: int
    total: int
    language: str
    """The language of the customer's last answer, or the one the survey was started in."""
    touchpoint_id: int | None = None
    order_id: int | None = None
    updated_at: datetime | None = None
    """When the customer last answered, or when the survey was started."""

    @property
    def begins(self) -> bool:
        """Whether this is the first question, before which the intro is said."""
        return self.number == 1

    @property
    def left(self) -> int:
        """How many questions there are still, at most, this one included."""
        return self.total - self.number + 1


@dataclass(frozen=True)
class Outcome:
    """What became of something the customer said to a survey.

    stored      the answer is kept; ``step`` asks the next question
    skipped     the question is passed over; ``step`` asks the next
    finished    the last question was answered or skipped; ``step`` is None
    unclear     nothing was kept; ``hint`` and ``hint_values`` say what to ask, ``step`` is the same question
    back        ``step`` is the question before
    first       there is no question before; ``step`` is the first one
    stopped     the response ended with what was answered
    none_open   the conversation has no open response
    """

    kind: OutcomeKind
    step: Step | None = None
    answered: Question | None = None
    value: Value | None = None
    said: str | None = None
    """The customer's own words where they say more than the value does."""
    score: Score | None = None
    hint: str | None = None
    """A key of the texts in data/survey/texts.yml."""
    hint_values: Mapping[str, object] = field(default_factory=dict)
    survey: Survey | None = None
    response_id: int | None = None
    response_uid: str | None = None
    touchpoint_id: int | None = None
    answers: int = 0
    """How many questions of the response have an answer, skipped ones not counted."""


@dataclass(frozen=True)
class AnswerCard:
    """One stored answer with the question as it was asked."""

    question: Question
    value: Value | None
    """None when the question was skipped."""
    said: str | None
    provenance: str
    answered_at: datetime
    score: Score | None

    def words(self, language: str, *, yes: str, no: str) -> str:
        """Return the answer for people to read; empty when it was skipped."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return yes if self.value else no
        keys = self.value if isinstance(self.value, tuple) else (str(self.value),)
        options = [(key, self.question.option(key)) for key in keys]
        return ", ".join(option.title.say(language) if option else key for key, option in options)


@dataclass(frozen=True)
class ResponseCard:
    """One filled-in or half-filled survey."""

    id: int
    uid: str
    survey: Survey
    state: str
    customer_id: int | None
    conversation_id: str
    touchpoint_id: int | None
    order_id: int | None
    language: str
    channel: str
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    answers: tuple[AnswerCard, ...]
