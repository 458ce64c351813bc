"""Dates in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from annals.dates import Date, parse_date
from annals.wording import date_words, listed, plural, short_span_words, span_words, spine_month, spine_words, weekday
from tests.strategies import dates
from tests.writing import rows


@pytest.mark.parametrize("row", rows("dates.txt"), ids=lambda row: row[0])
def test_a_date_is_shown_as_sure_as_it_is(row: tuple[str, ...]) -> None:
    written, _, _, *words = row
    date = parse_date(written)
    assert [date_words(date), spine_words(date), spine_month(date)] == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("2016", "in 2016"), ("2016-10", "in October 2016"), ("2016-10~", "about October 2016"), ("2016-10-28", "28 October 2016")],
)
def test_within_a_sentence_a_month_stands_behind_in(written: str, words: str) -> None:
    assert date_words(parse_date(written), within=True) == words


@given(dates())
def test_words_keep_every_doubt_and_every_year(date: Date) -> None:
    words = date_words(date)
    moments = [moment for moment in (date.start, date.end) if moment]
    assert ("about" in words) == any(moment.about for moment in moments)
    assert ("perhaps" in words) == any(moment.unsure for moment in moments)
    assert all(str(moment.year) in words for moment in moments)


def test_a_period_of_one_day_is_that_day() -> None:
    day = dt.date(2016, 10, 28)
    assert span_words(day, day) == "28 October 2016"
    assert span_words(dt.date(2016, 10, 1), day) == "1 to 28 October 2016"
    assert weekday(day) == "Friday"


def test_a_period_of_more_than_a_month_has_two_short_dates() -> None:
    first, last = dt.date(2014, 9, 28), dt.date(2016, 12, 13)
    assert short_span_words(first, last) == "28 Sep 2014–\n13 Dec 2016"
    assert short_span_words(first.replace(year=2016), last) == "28 Sep–\n13 Dec 2016"
    assert short_span_words(dt.date(2016, 12, 1), last) == short_span_words(last, last) == ""


def test_counts_and_lists_read_as_english() -> None:
    assert [plural(n, "report") for n in (0, 1, 1234)] == ["0 reports", "1 report", "1,234 reports"]
    assert plural(2, "country", "countries") == "2 countries"
    assert [listed(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b"], "or") == "a or b"
