"""Having a conversation as it is written, and checking every reply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clients import Client

Step = dict[str, Any]


class Wrong(Exception):
    """Something else was said than must be."""


def steps_of(script: dict[str, Any], person: dict[str, Any]) -> list[Step]:
    """Return this customer's conversation: those of a language are had in turn."""
    fitting = [talk for talk in script["conversations"] if talk["language"] == person["language"]]
    steps: list[Step] = fitting[person["number"] // 2 % len(fitting)]["steps"]
    return steps


def endless(script: dict[str, Any]) -> Iterator[Step]:
    """Return the long conversation's steps, without end."""
    yield from script["long"]["first"]
    while True:
        yield from script["long"]["repeated"]


def take(client: Client, step: Step) -> None:
    """Take a step. Raises Failed, or Wrong when something else was said than must be."""
    patterns = step["expected"]
    if "begins" in step:
        heard = client.begin(len(patterns))
    elif "presses" in step:
        heard = client.press(step["presses"], len(patterns))
    else:
        heard = client.say(step["says"], len(patterns))
    check(step, heard)


def check(step: Step, heard: list[str]) -> None:
    """Raise Wrong unless each reply is what it must be, and there are as many as must be."""
    patterns = step["expected"]
    fit = (re.fullmatch(pattern, text, re.DOTALL) for pattern, text in zip(patterns, heard, strict=False))
    if len(heard) != len(patterns) or not all(fit):
        said = step.get("says") or step.get("presses") or step.get("begins")
        raise Wrong(f"to {said!r} came {heard}, expected {step.get('hears', patterns)}")
