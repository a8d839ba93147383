"""A survey as it is written: its texts in both languages, its questions, and who is asked which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from bot.surveys.scoring import SCALES, Scale, ScoreKind

Kind = Literal["nps", "csat", "ces", "choice", "choices", "yes_no", "text"]
Value = bool | int | str | tuple[str, ...]
"""What a customer answered: a number, yes or no, an option's key, several keys, or the text."""

Name = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Sentence = Annotated[StrictStr, Field(min_length=1)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True)


class Wording(Part):
    """One text in every language. ``{shop}`` in it stands for the shop's name."""

    sv: Sentence
    en: Sentence

    def say(self, language: str, *, shop: str = "") -> str:
        """Return the text in ``language``; Swedish when it is neither of ours."""
        return (self.en if language == "en" else self.sv).replace("{shop}", shop)


class OtherWords(Part):
    """Words a customer may use for an option beside its title."""

    sv: tuple[Sentence, ...] = ()
    en: tuple[Sentence, ...] = ()


class Option(Part):
    key: Name
    title: Wording
    also: OtherWords = OtherWords()


class Condition(Part):
    """What an earlier answer must be; with the question alone, that it was answered and not skipped."""

    question: StrictStr
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None
    equals: StrictBool | StrictInt | StrictStr | None = Field(None, alias="is")
    any_of: tuple[StrictBool | StrictInt | StrictStr, ...] | None = None

    def holds(self, value: Value | None) -> bool:
        """Say whether the answer meets this. None, a skipped question, never does."""
        if value is None:
            return False
        if isinstance(value, tuple):
            return self._wanted is None or any(key in value for key in self._wanted)
        if self._wanted is not None and value not in self._wanted:
            return False
        if isinstance(value, int):
            return _between(self.at_least, value, self.at_most)
        return True

    @property
    def _wanted(self) -> tuple[Value, ...] | None:
        return (self.equals,) if self.equals is not None else self.any_of


class AskIf(Part):
    """When a question is asked: every condition of ``all`` holds, and one of ``any`` where there are some."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_condition_is_a_list_of_one(cls, data: Any) -> Any:
        return {"all": [data]} if isinstance(data, dict) and "question" in data else data

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return self.all + self.any


class Question(Part):
    """One question. Every question can be skipped; ``optional`` ones say so."""

    key: Name
    kind: Kind
    text: Wording
    low: Wording | None = None
    high: Wording | None = None
    options: tuple[Option, ...] = ()
    optional: StrictBool = False
    ask_if: AskIf | None = None

    @property
    def score_kind(self) -> ScoreKind | None:
        return self.kind if self.kind in ("nps", "csat", "ces") else None

    @property
    def scale(self) -> Scale | None:
        """The numbers that answer it; None when it is not answered with a number."""
        return SCALES[self.score_kind] if self.score_kind else None

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Return value and title of each button; none for yes/no (its titles are texts) and free text."""
        if self.scale:
            return [(str(number), str(number)) for number in self.scale.values]
        return [(option.key, option.title.say(language)) for option in self.options]


class Survey(Part):
    """One edition of a survey."""

    key: Name
    version: Annotated[StrictInt, Field(ge=1)]
    title: Wording
    intro: Wording
    thanks: Wording
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def __getitem__(self, key: str) -> Question:
        question = self.question(key)
        if question is None:
            raise KeyError(f"The survey {self.key!r} version {self.version} has no question {key!r}.")
        return question

    def definition(self) -> dict[str, Any]:
        """Return it as it is stored, for ``Survey.model_validate``."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def wordings(self) -> Iterator[tuple[tuple[str | int, ...], Wording]]:
        """Yield every text of the survey with its path."""
        for name in ("title", "intro", "thanks"):
            yield (name,), getattr(self, name)
        for index, question in enumerate(self.questions):
            at = ("questions", index)
            yield (*at, "text"), question.text
            for name in ("low", "high"):
                if (label := getattr(question, name)) is not None:
                    yield (*at, name), label
            for number, option in enumerate(question.options):
                yield (*at, "options", number, "title"), option.title


def _between(lowest: int | None, value: int, highest: int | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)
