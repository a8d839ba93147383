"""Surveys to test with, written as their authors write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from bot.surveys.catalogue import read_survey
from bot.surveys.definition import Survey

HEAD = """\
key: test
version: 1
title: {sv: Titel, en: Title}
intro: {sv: Hej, en: Hello}
thanks: {sv: Tack, en: Thanks}
questions:
"""


@pytest.fixture
def survey_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a survey file from its questions; ``head`` replaces what stands above them."""

    def write(questions: str, *, head: str = HEAD, name: str = "test.yml") -> Path:
        path = tmp_path / name
        path.write_text(head + indent(dedent(questions).strip(), "  ") + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def make_survey(survey_file: Callable[..., Path]) -> Callable[[str], Survey]:
    """Read a survey from its questions; ``TEXT`` in them stands for a text in both languages."""

    def make(questions: str) -> Survey:
        return read_survey(survey_file(questions.replace("TEXT", "{sv: Fråga, en: Question}")))

    return make
