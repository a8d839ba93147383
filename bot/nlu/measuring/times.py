"""How well find_times does on the public specifications of Duckling and Recognizers-Text.

Duckling (duckling.csv, dimensions Time and Duration, reference time Tuesday 2013-02-12 04:30). A row is right when one
found expression has the expected beginning, the expected end where a closed or open interval is expected, and the
expected grain; a duration when its seconds are equal. For a row that expects nothing, nothing may be found.

Recognizers-Text (recognizers.jsonl, group DateTime). A row is right when each expected expression overlaps one found
that resolves to an expected value (any of those listed: the past one, the future one, the morning, the evening) and, in
the rows of whole models, no more expressions are found than expected. Rows of extractors have no values: there the span
must be the same but for words such as "on", "the" and "på" at its beginning. Where "not resolved" is expected (seasons,
recurrences) the kind counts.

What is a matter of custom (when an evening begins, whether "till Friday" includes Friday) follows the customs of the
program that the row is from; the rules are the same. Left out are only rows that a survey or support bot cannot need,
counted by reason in the report.
"""

from __future__ import annotations

from pathlib import Path

from bot.nlu.measuring import times_duckling as duckling
from bot.nlu.measuring import times_recognizers as recognizers
from bot.nlu.measuring.score import Score
from bot.nlu.times import Customs, FoundTime, find_times


def measure_times(folder: Path, customs: Customs | None = None) -> dict[str, Score]:
    """Scores by "duckling en", "duckling sv", "recognizers en", "recognizers sv". Raises OSError without the files."""
    scores: dict[str, Score] = {}
    for language, text, expected in duckling.rows_of(folder / "duckling.csv"):
        score = scores.setdefault(f"duckling {language}", Score())
        if reason := duckling.excluded(text, expected):
            score.left_out[reason] += 1
            continue
        found = find_times(text, duckling.DUCKLING_NOW, language, customs or duckling.DUCKLING)
        score.add(
            duckling.is_right(expected, found), f"{text!r}: expected {expected}, found {_shown(text, found)}"
        )
    for row in recognizers.rows_of(folder / "recognizers.jsonl"):
        score = scores.setdefault(f"recognizers {row['lang']}", Score())
        now = recognizers.now_of(row)
        found = find_times(row["input"], now, row["lang"], customs or recognizers.RECOGNIZERS)
        right = recognizers.is_right(row, found)
        expected, shown = recognizers.wanted(row), _shown(row["input"], found)
        score.add(right, f"{row['model']} {row['input']!r} at {now}: expected {expected}, found {shown}")
    return scores


def _shown(text: str, found: list[FoundTime]) -> str:
    return str(
        [(text[f.start : f.end], f.kind, str(f.begin), str(f.until), f.grain, str(f.duration)) for f in found]
    )
