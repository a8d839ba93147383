"""How well wishes are understood: our own test sets, other people's messages, and what is out of scope.

Rules of the measures:

- Our own test messages that stand in the training data word for word ("nej", "9") are left out.
- A message is right when the intent that the conversation follows is the right one; out of scope is right when
  nothing is done about it.
- NLU++ (dialogue_acts_en) marks several acts a message, most of them a bank's or a hotel's. Those count that are
  intents of ours too: affirm, deny, greet, thank, handoff (ask_human), refund (request_refund), end_call
  (goodbye). F1 is of all wishes that were seen; accuracy asks that the one followed is among those marked.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import yaml

from bot.nlu.examples import Example, read_csv, read_yaml, unseen
from bot.nlu.measures import FALLBACK, OUT_OF_SCOPE, Report, score
from bot.nlu.measuring.measure import Measure
from bot.nlu.parser import Parsed, Parser
from bot.nlu.wishes import POLITE

TRAINING = Path(__file__).resolve().parents[3] / "data"
ACTS = {
    "affirm": "affirm",
    "deny": "deny",
    "greet": "greet",
    "thank": "thank",
    "handoff": "ask_human",
    "refund": "request_refund",
    "end_call": "goodbye",
}


@dataclass(frozen=True)
class Marked:
    """A message with all the wishes it holds."""

    language: str
    text: str
    wishes: frozenset[str]


def own_sets(parser: Parser, tests: Path) -> Iterator[Measure]:
    """Our own test sets, by language; and how far the languages are apart."""
    reports: dict[str, Report] = {}
    fell_back, count = 0.0, 0
    training = read_yaml(sorted(TRAINING.glob("*/nlu*.yml")))
    for language in ("sv", "en"):
        examples = unseen(read_yaml([tests / f"test_{language}.yml"]), training)
        report = reports[language] = understood(parser, examples)
        fell_back, count = fell_back + report.fell_back * len(examples), count + len(examples)
        yield Measure(f"own_accuracy_{language}", f"own test set, {language}: accuracy", report.accuracy,
                      len(examples), 0.93)  # fmt: skip
        yield Measure(f"own_f1_{language}", f"own test set, {language}: macro-F1", report.macro_f1,
                      len(examples))  # fmt: skip
    apart = abs(reports["sv"].accuracy - reports["en"].accuracy)
    yield Measure("own_apart", "own test sets: how far apart", apart, count, 0.02, at_most=True)
    yield Measure("own_fallback", "own test sets: fell back", fell_back / count, count, 0.04, at_most=True)


def several(parser: Parser, tests: Path) -> Iterator[Measure]:
    """Messages with several wishes, those that only look so, and long stories."""
    for name, title in (("several_wishes", "several wishes"), ("long_messages", "long stories")):
        rows = _marked(tests / f"{name}.yml")
        parsed = parser.parse([row.text for row in rows])
        led = [one.intent in row.wishes for row, one in zip(rows, parsed, strict=True)]
        yield Measure(f"{name}_led", f"{title}: one of them is followed", fmean(led), len(rows))
        seen = [set(one.wishes) - POLITE for one in parsed]
        meant = [row.wishes - POLITE for row in rows]
        right = sum(len(a & b) for a, b in zip(seen, meant, strict=True))
        yield Measure(f"{name}_recall", f"{title}: wishes seen", right / sum(map(len, meant)), len(rows))
        yield Measure(f"{name}_precision", f"{title}: seen and meant", right / sum(map(len, seen)), len(rows))


def public_sets(parser: Parser, folder: Path) -> Iterator[Measure]:
    """Other people's messages, never trained on. Raises OSError when a file is missing."""
    support = read_csv(folder / "support_intents_en.csv")
    report = understood(parser, support)
    yield Measure("support_accuracy", "support_intents_en: accuracy", report.accuracy, len(support), 0.90)
    yield Measure("support_f1", "support_intents_en: macro-F1", report.macro_f1, len(support), 0.85)
    yield Measure(
        "support_fallback", "support_intents_en: fell back", report.fell_back, len(support), 0.04, True
    )
    rows = dialogue_acts(folder / "dialogue_acts_en.jsonl")
    parsed = parser.parse([row.text for row in rows])
    led = fmean(one.intent in row.wishes for row, one in zip(rows, parsed, strict=True))
    yield Measure("acts_accuracy", "dialogue_acts_en: accuracy of the one followed", led, len(rows))
    told = fmean(bool(row.wishes & set(one.wishes)) for row, one in zip(rows, parsed, strict=True))
    yield Measure("acts_heard", "dialogue_acts_en: heard among the wishes", told, len(rows), 0.90)
    yield Measure(
        "acts_f1", "dialogue_acts_en: macro-F1 of all wishes", _macro_f1(rows, parsed), len(rows), 0.85
    )


def out_of_scope(parser: Parser, folder: Path) -> Iterator[Measure]:
    """Messages that have nothing to do with us: how many lead to no action. Raises OSError as above."""
    with (folder / "general_intents.csv").open(encoding="utf-8", newline="") as file:
        general = [row for row in csv.DictReader(file) if row["partition"] == "dev"]
    sets = {f"general_{one}": [r["text"] for r in general if r["lang"] == one] for one in ("sv", "en")}
    with (folder / "out_of_scope_en.csv").open(encoding="utf-8", newline="") as file:
        sets["out_of_scope_en"] = [row["text"] for row in csv.DictReader(file)]
    for name, texts in sets.items():
        held = fmean(one.intent in (OUT_OF_SCOPE, FALLBACK) for one in parser.parse(texts))
        yield Measure(f"held_{name}", f"{name}: leads to no action", held, len(texts), 0.95)


def understood(parser: Parser, examples: Sequence[Example]) -> Report:
    """Parse messages and compare the intents that are followed with the right ones."""
    parsed = parser.parse([example.text for example in examples])
    return score([example.intent for example in examples], [one.intent for one in parsed])


def dialogue_acts(path: Path) -> list[Marked]:
    """The messages of NLU++ that hold an act of ours."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wishes = frozenset(ACTS[act] for act in row.get("intents", ()) if act in ACTS)
        if wishes:
            rows.append(Marked("en", row["text"], wishes))
    return rows


def _marked(path: Path) -> list[Marked]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Marked(row["language"], row["text"], frozenset(row["intents"])) for row in rows]


def _macro_f1(rows: Sequence[Marked], parsed: Sequence[Parsed]) -> float:
    """The mean F1 of the wishes that the rows hold, over all that were seen."""
    names = set().union(*(row.wishes for row in rows))
    return fmean(_f1(name, rows, parsed) for name in names)


def _f1(name: str, rows: Sequence[Marked], parsed: Sequence[Parsed]) -> float:
    meant = [name in row.wishes for row in rows]
    seen = [name in one.wishes for one in parsed]
    both = sum(a and b for a, b in zip(meant, seen, strict=True))
    return 2 * both / (sum(meant) + sum(seen))
