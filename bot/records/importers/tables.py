"""Reading CSV files as shops and spreadsheets write them: any common encoding, delimiter and line end."""

from __future__ import annotations

import _csv
import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.records.importers.records import Problem

DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000
CHUNK = 1 << 20

Advance = Callable[[int], None]
"""Told how many bytes of the file have been read so far."""


class UnreadableFile(Exception):
    """The file as a whole cannot be imported; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One record of a CSV file."""

    line: int
    """Physical line on which it begins, counted from 1."""
    cells: list[str]


def open_text(path: Path, advance: Advance | None = None) -> io.TextIOWrapper:
    """Open a file in the encoding it is written in. Raises UnreadableFile."""
    encoding = encoding_of(path)
    raw = _Counted(path, advance) if advance else path.open("rb")
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def encoding_of(path: Path) -> str:
    """Tell UTF-8, UTF-16 and the Windows encoding apart. Raises UnreadableFile for no text at all."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if head[1:200:2].count(0) > 40:
                return "utf-16-le"
            if head.startswith(b"PK\x03\x04"):
                raise UnreadableFile(
                    f"{path} is a spreadsheet or an archive; save it as CSV and import that."
                )
            if b"\0" in head:
                raise UnreadableFile(f"{path} is not a text file; export it as CSV or JSON.")
            file.seek(0)
            return _utf8_or_windows(file)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror or error}.") from error


def read_rows(path: Path, advance: Advance | None = None) -> Iterator[RawRow | Problem]:
    """Yield the header and then every row that is not empty, as it is read."""
    csv.field_size_limit(LONGEST_CELL)
    with open_text(path, advance) as file:
        first = file.readline()
        # Spreadsheets may say the delimiter in a line of its own.
        told = re.fullmatch(r'"?sep=(.)"?\s*', first.lstrip("\ufeff"))
        skipped = 1 if told else 0
        header = file.readline() if told else first
        delimiter = told[1] if told else delimiter_of(header)
        lines = _with_first(header.lstrip("\ufeff"), file)
        yield from _records(csv.reader(lines, delimiter=delimiter), skipped)


def delimiter_of(header: str) -> str:
    """Return the delimiter that stands most often outside quotes."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


def _records(reader: _csv.Reader, skipped: int) -> Iterator[RawRow | Problem]:
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            way_out = "Look for a quotation mark that is opened on that line and never closed."
            yield Problem(line, "row", "", f"cannot be read as CSV: {error}.", way_out)
            return
        if any(cells):
            yield RawRow(line, cells)


def _with_first(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _utf8_or_windows(file: io.BufferedReader) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


class _Counted(io.BufferedReader):
    """A file that tells how far it has been read."""

    def __init__(self, path: Path, advance: Advance) -> None:
        super().__init__(io.FileIO(path), CHUNK)
        self._advance = advance

    def read1(self, size: int = -1, /) -> bytes:
        data = super().read1(size)
        self._advance(self.tell())
        return data
