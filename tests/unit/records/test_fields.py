"""Dates and amounts as shops and spreadsheets write them."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.importers.fields import AmbiguousDate, BadValue, read_amount, read_moment, read_yes_no

ZONE = ZoneInfo("Europe/Stockholm")
TEN = datetime(2024, 1, 31, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-31 10:00:00 +0100",
        "2024-01-31 04:00:00 -0500",
        "2024-01-31T09:00:00Z",
        "2024-01-31T09:00:00.000Z",
        "2024-01-31 10:00",
        "2024/01/31 10:00",
        "January 31, 2024 10:00",
        "January 31, 2024 10:00 am",
        "31 januari, 2024 10:00",
        "31 jan 2024 kl 10:00",
        "1/31/2024 10:00",
        "31/1/2024 10:00:00",
        "31.01.2024 10:00",
        "1706691600",
        "1706691600000",
    ],
)
def test_a_moment_is_read_however_it_is_written(written: str) -> None:
    assert read_moment(written, ZONE) == TEN


def test_which_comes_first_day_or_month_is_not_guessed() -> None:
    with pytest.raises(AmbiguousDate) as caught:
        read_moment("03/04/2024", ZONE)
    assert "--day-first" in caught.value.way_out
    assert read_moment("03/04/2024", ZONE, "day_first").month == 4
    assert read_moment("03/04/2024", ZONE, "month_first").month == 3


@pytest.mark.parametrize(
    "written", ["", "soon", "10:00", "2024-13-45", "99", "31/31/2024", "0001-01-01", "9999-12-31", "2024"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(BadValue):
        read_moment(written, ZONE)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50 kr", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("$49", "49"),
        ("49:-", "49"),
        ("1,234", "1234"),
        ("12,5", "12.5"),
        ("-3", "-3"),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: str, amount: str) -> None:
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "kr", "abc", "99999999999999", "."])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(BadValue):
        read_amount(written)


def test_yes_and_no_are_read_in_both_languages() -> None:
    assert [read_yes_no(word) for word in ("yes", "Ja", "TRUE", "1")] == [True] * 4
    assert [read_yes_no(word) for word in ("no", "Nej", "FALSE", "0")] == [False] * 4


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else_happens(written: str) -> None:
    for read in (lambda text: read_moment(text, ZONE), read_amount, read_yes_no):
        with contextlib.suppress(BadValue):
            read(written)


@given(
    st.datetimes(datetime(1996, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["%Y-%m-%d %H:%M:%S +0200", "%Y-%m-%dT%H:%M:%S+02:00"]),
)
def test_what_a_shop_writes_is_read_back(moment: datetime, style: str) -> None:
    read = read_moment(moment.strftime(style), ZONE)
    assert (read.replace(tzinfo=None) - moment.replace(microsecond=0)).total_seconds() == -7200
