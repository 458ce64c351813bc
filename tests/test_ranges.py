"""Several figures as one: lowest to highest, and sums. Nothing is more exact than what was said."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.figures import Figure, Form, apart, parse_figure
from annals.ranges import Beyond, across, range_of, total
from tests.strategies import figures

several = st.lists(figures(), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("7", "7"),
        ("7, more than 15", "7 to more than 15"),
        ("11, 160..200", "11 to 200"),
        ("15+, 15", "15 or more"),
        ("15+, 160..200", "15 to 200 or more"),
        ("more than 15, 20+", "more than 15 to 20 or more"),
        ("more than 15, 16", "more than 15"),
        ("~100, 7", "7 to about 100"),
        ("~100, 100", "about 100"),
        ("nearly 100, 100", "nearly 100 to 100"),
        ("dozens, 11", "11 to dozens"),
        ("dozens, 30", "dozens to 30 or more"),
        ("1,500, 1200", "1,200 to 1,500"),
        ("600+ since 2016-09-19, 20", "20 to 600 or more"),
    ],
)
def test_the_range_of_several_figures_in_words(written: str, words: str) -> None:
    known = [parse_figure(text) for text in written.split(", ")]
    for ordered in itertools.permutations(known):
        assert across(map(range_of, ordered)).words == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("7", "7"),
        ("more than 15", "more than 15"),
        ("7, 8", "15"),
        ("7, 15+", "22 or more"),
        ("7, more than 15", "23 or more"),
        ("11, 160..200", "171 to 211"),
        ("~100, 7", "about 107"),
        ("~100, 160..200", "about 260 to 300"),
        ("nearly 100, 15+", "about 115 or more"),
        ("dozens, 7", "31 or more"),
    ],
)
def test_the_sum_of_several_figures_in_words(written: str, words: str) -> None:
    assert total(range_of(parse_figure(text)) for text in written.split(", ")).words == words


@given(several)
def test_a_range_holds_each_of_its_figures(known: list[Figure]) -> None:
    whole = across(map(range_of, known))
    assert whole.low.number <= whole.high.number
    for figure in known:
        own = range_of(figure)
        assert whole.low.number <= own.low.number <= own.high.number <= whole.high.number
        assert whole.most is None or (figure.high is not None or figure.form is Form.ABOUT)


@given(several)
def test_a_range_and_a_sum_depend_on_no_order(known: list[Figure]) -> None:
    ranges = [range_of(figure) for figure in known]
    assert across(ranges) == across(reversed(ranges))
    assert total(ranges) == total(reversed(ranges))


@given(figures())
def test_a_range_of_one_figure_says_what_the_figure_says(figure: Figure) -> None:
    own = range_of(figure)
    assert total([own]) == across([own, own]) == own
    assert (own.least is None) == (figure.low is None)
    assert figure.low in (None, own.least)


@given(several)
def test_a_sum_is_not_more_exact_than_its_parts(known: list[Figure]) -> None:
    ranges = [range_of(figure) for figure in known]
    whole = total(ranges)
    assert whole.low.number == sum(each.low.number for each in ranges)
    assert whole.high.number == sum(each.high.number for each in ranges)
    if any(each.high.beyond is Beyond.ANYTHING for each in ranges):
        assert whole.most is None
    if any(figure.form in (Form.ABOUT, Form.NEARLY) for figure in known):
        assert whole.least is None
        assert "about" in whole.words or "nearly" in whole.words


@given(figures(), figures())
def test_figures_are_apart_where_no_number_is_both(one: Figure, other: Figure) -> None:
    assert apart(one, other) == apart(other, one)
    assert not apart(one, one)
    if apart(one, other):
        lower, higher = sorted((one, other), key=lambda figure: figure.order)
        assert lower.high is not None
        assert higher.low is not None
        assert lower.high < higher.low
