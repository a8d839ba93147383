"""The surveys there are: one YAML file each, read and checked together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.surveys import lined_yaml
from bot.surveys.checks import problems
from bot.surveys.definition import AskIf, Condition, Option, OtherWords, Question, Survey
from bot.surveys.errors import CatalogueError, UnknownSurvey, did_you_mean
from bot.surveys.lined_yaml import Lined

FOLDER = Path(__file__).parents[2] / "data" / "surveys"


class Catalogue:
    """All surveys, by key."""

    def __init__(self, surveys: Iterable[Survey]) -> None:
        self._surveys = {survey.key: survey for survey in surveys}

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Read every ``*.yml`` of a folder. Raises CatalogueError that names every problem of every file."""
        return cls.read(sorted(folder.glob("*.yml")))

    @classmethod
    def read(cls, files: Iterable[Path]) -> Catalogue:
        """Read these files. Raises CatalogueError."""
        surveys: dict[str, Survey] = {}
        found: list[str] = []
        for file in files:
            try:
                survey = read_survey(file)
            except CatalogueError as error:
                found.append(str(error))
                continue
            if survey.key in surveys:
                found.append(
                    f"{file}:1: key: another file has a survey {survey.key!r} too; rename one of them."
                )
            surveys[survey.key] = survey
        if found:
            raise CatalogueError("\n".join(found))
        return cls(surveys.values())

    def __iter__(self) -> Iterator[Survey]:
        return iter(self._surveys.values())

    def __contains__(self, key: object) -> bool:
        return key in self._surveys

    def __getitem__(self, key: str) -> Survey:
        """Return a survey. Raises UnknownSurvey."""
        try:
            return self._surveys[key]
        except KeyError:
            message = f"There is no survey {key!r}" + did_you_mean(key, self._surveys)
            raise UnknownSurvey(message) from None


def read_survey(file: Path) -> Survey:
    """Read one survey. Raises CatalogueError with a line ``file:line: path: what is wrong`` for each problem."""
    try:
        lined = lined_yaml.read(file.read_text(encoding="utf-8"))
    except lined_yaml.LinedYamlError as error:
        raise CatalogueError(f"{file}:{error.line}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{file}:1: cannot be read: {error}.") from error
    if not isinstance(lined.content, dict):
        raise CatalogueError(
            f"{file}:1: write the survey as 'key:', 'version:', … each on a line of its own."
        )
    try:
        survey = Survey.model_validate(lined.content)
    except ValidationError as error:
        raise _wrong(file, lined, [(each["loc"], _told(each)) for each in error.errors()]) from error
    found = problems(survey)
    if found:
        raise _wrong(file, lined, [(problem.path, problem.message) for problem in found])
    return survey


def _wrong(file: Path, lined: Lined, found: list[tuple[lined_yaml.Path, str]]) -> CatalogueError:
    """Put what was found in the order of the file."""
    ordered = sorted(found, key=lambda each: lined.line(each[0]))
    told = [f"{file}:{lined.line(path)}: {_named(lined, path)}: {message}" for path, message in ordered]
    return CatalogueError("\n".join(dict.fromkeys(told)))


def _named(lined: Lined, path: lined_yaml.Path) -> str:
    """Write a path with questions and options by key: questions.recommend.text.sv.

    Parts that only our model has and not the file (``all`` around a single condition) are left out.
    """
    names: list[str] = []
    here = lined.content
    for place, part in enumerate(path):
        if not _has(here, part):
            if place == len(path) - 1:
                names.append(str(part))
            continue
        here = here[part]
        key = here.get("key") if isinstance(here, dict) else None
        names.append(str(key) if isinstance(part, int) and isinstance(key, str) else str(part))
    return ".".join(names) or "survey"


def _has(content: object, part: str | int) -> bool:
    if isinstance(content, dict):
        return part in content
    return isinstance(content, list) and isinstance(part, int) and part < len(content)


def _told(error: ErrorDetails) -> str:
    """Say what is wrong in the words of someone who writes surveys."""
    name, value, kind = str(error["loc"][-1]) if error["loc"] else "", error["input"], error["type"]
    if kind == "missing":
        where = "every text is needed in both languages" if name in ("sv", "en") else "it is needed"
        return f"{name!r} is missing; add it ({where})."
    if kind == "extra_forbidden":
        return f"there is no such field as {name!r}{did_you_mean(name, _FIELDS)}"
    if kind == "string_type" and isinstance(value, bool | int | float):
        return f"YAML reads this as {value!r}, not as text; put it in quotes."
    if kind == "string_too_short":
        return "the text is empty; write it."
    if kind == "string_pattern_mismatch":
        return f"{value!r} is no key; use small letters a–z, digits and _, and begin with a letter."
    if kind == "literal_error":
        known = error.get("ctx", {}).get("expected", "")
        return f"{value!r} is no kind of question; it can be {known}."
    return f"{error['msg']} (found {value!r})."


_FIELDS = {
    field.alias or name
    for part in (Survey, Question, Option, OtherWords, AskIf, Condition)
    for name, field in part.model_fields.items()
}


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read the product's own catalogue. Raises CatalogueError."""
    return Catalogue.load(folder)
