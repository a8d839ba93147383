"""Tables of survey editions, responses and answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.base import Base, Json, Key, Uid


class SurveyEdition(Base):
    """A survey as it was worded when it was asked, so that old responses keep their question."""

    __tablename__ = "survey_editions"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    definition: Mapped[Json]
    created_at: Mapped[datetime]


class SurveyResponse(Base):
    """One filled-in (or half-filled) survey: open → completed or stopped."""

    __tablename__ = "survey_responses"
    __table_args__ = (
        Index("ix_survey_responses_conversation", "conversation_id", "state"),
        # A conversation has one open response at most, whoever starts one at the same moment.
        Index(
            "uq_survey_responses_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    uid: Mapped[Uid]
    edition_id: Mapped[int] = mapped_column(ForeignKey("survey_editions.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(String(100))
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoints.id"), unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[str] = mapped_column(String(20), default="open")
    current_question: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    edition: Mapped[SurveyEdition] = relationship()
    answers: Mapped[list[SurveyAnswer]] = relationship(
        back_populates="response", cascade="all, delete-orphan", order_by="SurveyAnswer.id"
    )


class SurveyAnswer(Base):
    """One value in a response, with its provenance. Exactly one of the value columns is set, or skipped is."""

    __tablename__ = "survey_answers"
    __table_args__ = (UniqueConstraint("response_id", "question"),)

    id: Mapped[Key]
    response_id: Mapped[int] = mapped_column(ForeignKey("survey_responses.id"))
    question: Mapped[str] = mapped_column(String(60))
    number: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    choices: Mapped[Json | None] = mapped_column(default=None)
    skipped: Mapped[bool] = mapped_column(default=False)
    said: Mapped[str | None] = mapped_column(Text)
    """The customer's own words, or the title of the button."""
    provenance: Mapped[str] = mapped_column(String(20))
    """chat, mail, or the channel's name."""
    answered_at: Mapped[datetime]

    response: Mapped[SurveyResponse] = relationship(back_populates="answers")
