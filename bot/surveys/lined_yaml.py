"""YAML that remembers on which line each value stood, and refuses a key written twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]


class LinedYamlError(Exception):
    """The text is no YAML, or has a key twice."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Lined:
    """What a YAML text says, and the line (counted from 1) of every value in it."""

    content: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the nearest one around it.

        Parts of the path that the text does not have (a default's, a union member's) are passed over.
        """
        known: Path = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1)


def read(text: str) -> Lined:
    """Read one YAML document. Raises LinedYamlError."""
    lines: dict[Path, int] = {}
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        return Lined(_value(loader, root, (), lines) if root is not None else None, lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LinedYamlError(line, f"this is not YAML: {error.problem}.") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise LinedYamlError(line, f"this is not YAML: {error.reason}.") from error


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > 20:
        raise LinedYamlError(
            line, "this is nested too deeply; is there an alias (*name) to a value around it?"
        )
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*path, index), lines) for index, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except ValueError as error:  # a date that is none
        raise LinedYamlError(line, f"{node.value!r} cannot be read ({error}); put it in quotes.") from error


def _mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path, lines: dict[Path, int]
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        # As it is written: YAML would make a key 'no' or 'on' a truth value.
        key = str(key_node.value)
        if key in content:
            raise LinedYamlError(
                line, f"{key!r} stands here again, first on line {lines[(*path, key)]}; keep one of them."
            )
        lines[(*path, key)] = line
        content[key] = _value(loader, value_node, (*path, key), lines)
    return content
