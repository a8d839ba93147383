"""Every problem of an import in a CSV file of its own: a terminal shows only the first of many."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, TextIO

from bot.records.importers.records import Problem

COLUMNS = ("severity", "line", "column", "value", "reason", "way out")


class ProblemFile:
    """Written as problems come, and only made when there is one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None
        self._rows: Any = None

    @property
    def exists(self) -> bool:
        return self._file is not None

    def tell(self, problem: Problem) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # The values are customers' own data.
            self.path.touch(mode=0o600)
            self._file = self.path.open("w", encoding="utf-8", newline="")
            self._rows = csv.writer(self._file)
            self._rows.writerow(COLUMNS)
        self._rows.writerow(
            (problem.severity, problem.line, problem.column, problem.value, problem.reason, problem.way_out)
        )

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
