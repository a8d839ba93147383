"""What can be wrong with surveys.

SurveyError
├── CatalogueError   a survey's file is wrong; the message has a line for each problem
├── EditionChanged   a survey was changed without raising its version
└── UnknownSurvey    no survey has that key
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class SurveyError(Exception):
    """The base of what surveys raise."""


class CatalogueError(SurveyError):
    """One or more survey files are wrong; each line of the message names file, line and way out."""


class EditionChanged(SurveyError):
    """Customers have been asked this version in other words than the file's."""


class UnknownSurvey(SurveyError):
    """No survey has that key."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ' (did you mean …?)' for a name that is nearly a known one, else nothing."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else "."
