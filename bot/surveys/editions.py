"""Surveys as they were asked: each response keeps its wording when the catalogue moves on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.surveys.definition import Survey
from bot.surveys.errors import EditionChanged
from bot.surveys.models import SurveyEdition, SurveyResponse
from bot.surveys.repository import SurveyRepository


class Editions:
    """Stores surveys as editions, and reads stored ones back (each once a process)."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._read: dict[int, Survey] = {}

    def publish(self, repository: SurveyRepository, survey: Survey) -> SurveyEdition:
        """Return the stored edition of a survey, storing it the first time.

        Raises EditionChanged when the stored one has other words.
        """
        row = repository.edition(survey.key, survey.version) or repository.add_edition(
            survey.key, survey.version, survey.definition(), self._now()
        )
        if self.survey(row) != survey:
            raise EditionChanged(
                f"The survey {survey.key!r} was changed, but is still version {survey.version}, which is stored "
                f"with other words: set 'version: {survey.version + 1}' in its file, so that old responses "
                "keep their questions."
            )
        return row

    def survey_of(self, row: SurveyResponse) -> Survey:
        """Return the survey that a response answers."""
        return self._read.get(row.edition_id) or self.survey(row.edition)

    def survey(self, row: SurveyEdition) -> Survey:
        if row.id not in self._read:
            self._read[row.id] = Survey.model_validate(row.definition)
        return self._read[row.id]
