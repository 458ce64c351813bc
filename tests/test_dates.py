"""Dates that say how sure they are."""

from __future__ import annotations

import datetime as dt

import pytest
from edtf import EDTFParseException, parse_edtf, struct_time_to_date
from edtf.parser.parser_classes import Interval
from hypothesis import given
from hypothesis import strategies as st

from annals.dates import Date, DateError, parse_date
from tests.strategies import dates
from tests.writing import rows


@pytest.mark.parametrize("row", rows("dates.txt"), ids=lambda row: row[0])
def test_a_date_has_bounds_and_is_written_as_it_was_read(row: tuple[str, ...]) -> None:
    written, earliest, latest, *_ = row
    date = parse_date(written)
    assert (str(date), date.earliest.isoformat(), date.latest.isoformat()) == (written, earliest, latest)


@pytest.mark.parametrize("row", rows("no-dates.txt"), ids=lambda row: row[0])
def test_what_is_no_date_is_refused_with_its_reason(row: tuple[str, ...]) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(row[0])
    assert str(refused.value) == row[1]


@given(dates())
def test_a_date_that_is_printed_reads_back_as_itself(date: Date) -> None:
    assert parse_date(str(date)) == date


@given(dates())
def test_the_earliest_day_is_never_after_the_latest(date: Date) -> None:
    assert date.earliest <= date.latest
    assert date.earliest <= date.anchor.latest
    assert date.anchor.earliest <= date.latest


@given(st.lists(dates(), max_size=8), st.randoms())
def test_the_order_of_dates_is_one_whatever_order_they_come_in(found: list[Date], random: st.Random) -> None:
    shuffled = random.sample(found, len(found))
    ordered = sorted(found, key=lambda date: date.sort_key)
    assert sorted(shuffled, key=lambda date: date.sort_key) == ordered
    assert [date.anchor.earliest for date in ordered] == sorted(date.anchor.earliest for date in found)


def test_a_year_stands_before_its_first_month_and_a_month_before_its_first_day() -> None:
    written = ["2016", "2016/2017", "2016-01", "2016-01-01", "2016-01-01/2016-01-02", "2016-01-02"]
    assert sorted(set(written), key=lambda text: parse_date(text).sort_key) == written


@given(st.text(max_size=30) | st.text("0123456789-/.?~%XTZ", max_size=22))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError:
        return
    assert str(date) == text


@given(dates())
def test_the_edtf_package_finds_the_same_bounds(date: Date) -> None:
    """On what both read the same way. Left out are open ends, of which that package makes a date that depends on today, and the
    years of its smallest and largest date, beyond which ``dt.date`` cannot go. Marks are left out of bounds, because it widens a
    date that is uncertain or approximate by a padding of its own; its strict bounds do not.
    """
    theirs = parse_edtf(str(date))
    if date.start is None or date.end is None:
        return
    assert isinstance(theirs, Interval) == date.is_interval
    bounds = tuple(struct_time_to_date(bound) for bound in (theirs.lower_strict(), theirs.upper_strict()))
    assert bounds == (date.earliest, date.latest)


@pytest.mark.parametrize("written", ["2016-10-23/2016-10-21", " 2016", "2016 "])
def test_the_edtf_package_accepts_what_is_a_slip_here(written: str) -> None:
    """It reads an interval that ends before it starts, and blanks around a date: both are told here, since both are slips of typing."""
    assert parse_edtf(written)
    with pytest.raises(DateError):
        parse_date(written)


@pytest.mark.parametrize("written", ["2016-02-30x", "28 October 2016", "2016/2017/2018", "2016-10-28-01"])
def test_what_the_edtf_package_refuses_is_refused_here(written: str) -> None:
    with pytest.raises(EDTFParseException):
        parse_edtf(written)
    with pytest.raises(DateError):
        parse_date(written)


def test_the_bounds_of_all_time_are_days_that_python_has() -> None:
    assert parse_date("../0001-01-01").earliest == dt.date.min
    assert parse_date("9999/..").latest == dt.date.max
