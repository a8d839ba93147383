"""Reading a large JSON document piece by piece, with line numbers, in bounded memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

CHUNK = 1 << 18
SPACE = re.compile(r"[ \t\r\n,]*")


class JsonProblem(ValueError):
    """The document is broken at a line; nothing after it can be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def read_elements(file: TextIO) -> Iterator[tuple[int, str, Any]]:
    """Yield (line, section, value) for the elements of a top-level list, or of the lists in a top-level object.

    The section is the object's key, or empty for a top-level list. JSON Lines, one object a line, are read as
    a list. Raises JsonProblem.
    """
    stream = _Stream(file)
    opening = stream.peek()
    if opening == "[":
        stream.take("[")
        yield from ((line, "", value) for line, value in stream.list_elements())
    elif opening == "{":
        yield from _object(stream)
    elif opening:
        raise JsonProblem(stream.line, "is no JSON: expected { or [")


def _object(stream: _Stream) -> Iterator[tuple[int, str, Any]]:
    line = stream.line
    if stream.begins_lines():
        while stream.peek():
            line = stream.line
            yield line, "", stream.value()
        return
    stream.take("{")
    while stream.peek() != "}":
        line = stream.line
        section = stream.value()
        stream.take(":")
        if stream.peek() == "[" and isinstance(section, str):
            stream.take("[")
            yield from ((at, section, value) for at, value in stream.list_elements())
        else:
            raise JsonProblem(line, f"{section!r} must hold a list")
    stream.take("}")


class _Stream:
    """A sliding window over the text."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._place = 0
        self._ended = False
        self._decoder = json.JSONDecoder()
        self.line = 1

    def peek(self) -> str:
        """Return the next character that is neither space nor comma; empty at the end."""
        while True:
            end = SPACE.match(self._text, self._place).end()  # type: ignore[union-attr]
            self._move(end)
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def take(self, expected: str) -> None:
        if self.peek() != expected:
            raise JsonProblem(self.line, f"is broken JSON: expected {expected}")
        self._move(self._place + 1)

    def value(self) -> Any:
        """Return the next whole value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                line = self.line + self._text.count("\n", self._place, error.pos)
                raise JsonProblem(line, f"is broken JSON: {error.msg}") from error
            # A number may go on in the next piece of the file.
            if end == len(self._text) and self._more():
                continue
            self._move(end)
            return value

    def list_elements(self) -> Iterator[tuple[int, Any]]:
        while self.peek() != "]":
            line = self.line
            yield line, self.value()
        self.take("]")

    def begins_lines(self) -> bool:
        """Say whether the document is JSON Lines: its first object is a record, not the whole document."""
        while "\n" not in self._text[self._place :] and self._more():
            pass
        first = self._text[self._place :].partition("\n")[0]
        try:
            found = json.loads(first)
        except json.JSONDecodeError:
            return False
        return isinstance(found, dict) and "type" in found

    def _more(self) -> bool:
        if self._ended:
            return False
        # The window doubles for a value that does not fit, so that reading it stays linear.
        chunk = self._file.read(max(CHUNK, len(self._text) - self._place))
        self._ended = not chunk
        self._text = self._text[self._place :] + chunk
        self._place = 0
        return bool(chunk)

    def _move(self, place: int) -> None:
        self.line += self._text.count("\n", self._place, place)
        self._place = place
