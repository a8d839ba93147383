"""Our own JSON and CSV, as docs/import.md describes them."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import App
from bot.records.importers.json_stream import JsonProblem, read_elements
from bot.records.importers.own_csv import ALIASES
from bot.records.importers.own_schema import SECTIONS, TYPES
from bot.records.importers.report import Report

Import = Callable[..., Report]
DOCS = (Path(__file__).resolve().parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_documented_json_is_imported(app: App, load: Import) -> None:
    report = load(example("json"), "all.json")
    assert report.stored, report.errors
    customer = app.records.customer_by_email("anna@example.com")
    assert customer is not None
    assert (customer.phone, customer.company_name) == ("+46701740605", "Fikarummet AB")
    manager = app.records.manager_by_email("maria@example.com")
    assert manager is not None
    assert manager.working_hours["fri"] == ("08:00", "16:00")
    assert customer.manager_id == manager.id
    (order,) = app.records.orders_of(customer.id)
    (line,) = order.lines
    assert (line.name("sv"), line.name("en")) == ("vattenkokaren Svan", "Svan kettle")
    tutorial = app.records.tutorial_for(line.product_id or 0, "does_not_work", "sv")
    assert tutorial is not None
    assert tutorial.title == "När kokaren slår av"
    assert app.records.tip_for(line.product_id or 0, "en") == "Descale it once a month."


def test_the_documented_json_shows_every_key_there_is() -> None:
    """A key that is added to the schema must be described."""
    document = json.loads(example("json"))
    for section, kind in SECTIONS.items():
        assert set(document[section][0]) == set(TYPES[kind].model_fields), section


def test_the_documented_csv_is_imported(app: App, load: Import) -> None:
    report = load(example("csv"))
    assert report.stored, (report.failure, report.errors)
    customer = app.records.customer_by_email("anna@example.com")
    assert customer is not None
    (order,) = app.records.orders_of(customer.id)
    assert [line.sku for line in order.lines] == ["KETTLE-01", "CUPS-01"]


def test_every_column_of_our_csv_is_documented() -> None:
    for headers in ALIASES.values():
        for header in headers:
            assert f"`{header.replace(' ', '_')}`" in DOCS


@pytest.mark.parametrize("name", ["all.json", "all.jsonl"])
def test_the_same_file_twice_changes_nothing(load: Import, name: str) -> None:
    content = example("json")
    if name.endswith("l"):
        records = [
            {"type": SECTIONS[section], **record}
            for section, rows in json.loads(content).items()
            for record in rows
        ]
        content = "\n".join(json.dumps(record) for record in records)
    assert load(content, name).stored
    again = load(content, name)
    assert again.stored
    assert again.changes == 0, again.counts


def test_a_mistake_is_told_with_its_line_and_key(load: Import) -> None:
    content = '{"customers": [\n{"email": "a@example.com"},\n{"email": "b@example.com",\n "languge": "sv"}]}'
    report = load(content, "c.json")
    (problem,) = report.errors
    assert (problem.line, problem.column) == (3, "languge")


def test_a_company_that_nobody_described_is_told(app: App, load: Import) -> None:
    report = load('{"customers": [{"email": "a@example.com", "company": "nowhere"}]}', "c.json")
    assert not report.stored
    assert report.errors[0].value == "nowhere"
    assert not app.records.any_customer()


def test_a_product_described_after_it_was_sold_is_linked(app: App, load: Import) -> None:
    load(example("csv"))
    load(example("json"), "all.json")
    customer = app.records.customer_by_email("anna@example.com")
    assert customer is not None
    assert all(
        line.product_id for line in app.records.orders_of(customer.id)[0].lines if line.sku == "KETTLE-01"
    )


def test_a_file_of_ours_replaces_what_we_have_but_not_what_the_customer_changed(
    app: App, load: Import
) -> None:
    before = '{"customers": [{"email": "a@example.com", "name": "A", "phone": "+46701740605"}]}'
    load(before, "c.json")
    customer = app.records.customer_by_email("a@example.com")
    assert customer is not None
    app.records.change_contact(customer.id, "phone", "+46701740611", actor="customer")
    load(before.replace('"A"', '"Anna Ek"'), "c.json")
    after = app.records.customer(customer.id)
    assert after is not None
    assert (after.name, after.phone) == ("Anna Ek", "+46701740611")


@pytest.mark.parametrize(
    "content",
    ['{"orders": [', '{"orders": 3}', "[1, 2", '{"orders": [{"number": "1"', "{}x", '["a"]', '{"a": [1]}'],
)
def test_broken_json_is_told_and_nothing_is_imported(load: Import, content: str) -> None:
    report = load(content, "c.json")
    assert report.errors or report.changes == 0


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(st.lists(values, max_size=8), st.integers(0, 2))
def test_reading_piece_by_piece_gives_what_reading_at_once_gives(items: list[Any], indent: int) -> None:
    text = json.dumps({"orders": items}, indent=indent or None, ensure_ascii=False)
    pieces = [value for _, _, value in read_elements(_Dripping(text))]
    assert pieces == items


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(JsonProblem):
        list(read_elements(io.StringIO(text)))


class _Dripping(io.StringIO):
    """A file that gives a few characters at a time."""

    def read(self, size: int | None = -1, /) -> str:
        return super().read(3)
