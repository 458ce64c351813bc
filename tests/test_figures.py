"""Figures as the world gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.figures import Figure, FigureError, Form, category_order, category_words, parse_figure, wording
from tests.strategies import figures
from tests.writing import rows


@pytest.mark.parametrize("row", rows("figures.txt"), ids=lambda row: row[0])
def test_a_figure_has_bounds_and_words_that_say_no_more_than_it(row: tuple[str, ...]) -> None:
    written, low, high, words = row
    figure = parse_figure(written)
    bounds = tuple("open" if bound is None else str(bound) for bound in (figure.low, figure.high))
    assert (*bounds, wording(figure)) == (low, high, words)


@pytest.mark.parametrize("row", rows("no-figures.txt"), ids=lambda row: row[0])
def test_what_is_no_figure_is_refused_with_its_reason(row: tuple[str, ...]) -> None:
    with pytest.raises(FigureError) as refused:
        parse_figure(row[0])
    assert str(refused.value) == row[1]


@given(figures())
def test_a_figure_that_is_printed_reads_back_as_itself(figure: Figure) -> None:
    assert parse_figure(str(figure)) == figure


@given(figures())
def test_bounds_hold_the_number_that_was_said(figure: Figure) -> None:
    low, high = figure.low, figure.high
    assert low is None or high is None or low <= high
    if figure.form in (Form.EXACT, Form.MORE, Form.RANGE):
        assert low == figure.number
    if figure.form in (Form.EXACT, Form.NEARLY):
        assert high == figure.number


@given(figures())
def test_words_name_every_number_of_a_figure(figure: Figure) -> None:
    words = wording(figure).replace(",", "")
    assert all(str(number) in words for number in (figure.number, figure.upper) if number is not None)


@given(st.text(max_size=20) | st.text("0123456789+.,~ since", max_size=20) | st.integers(0).map(lambda n: "9" * (n % 6000)))
def test_any_text_is_a_figure_or_is_refused(text: str) -> None:
    try:
        figure = parse_figure(text)
    except FigureError:
        return
    assert parse_figure(str(figure)) == figure


@given(figures(), figures(), figures())
def test_the_order_of_figures_is_total(one: Figure, two: Figure, three: Figure) -> None:
    assert (one.order == two.order) == (one == two)
    assert (one.order < two.order) + (two.order < one.order) + (one == two) == 1
    if one.order < two.order < three.order:
        assert one.order < three.order


def test_figures_stand_from_the_lowest_to_the_highest() -> None:
    written = ["0", "7", "15", "15+", "more than 15", "dozens", "scores", "nearly 100", "~100", "160", "160..200", "600+", "thousands"]
    known = [parse_figure(text) for text in written]
    mixed = [*known[::2], *known[1::2]]
    ordered = sorted(mixed, key=lambda figure: figure.order)
    assert [figure.order[0] for figure in ordered] == sorted(figure.order[0] for figure in known)
    assert ordered.index(parse_figure("15")) < ordered.index(parse_figure("15+")) < ordered.index(parse_figure("more than 15"))


@pytest.mark.parametrize(("key", "words"), [("killed", "killed"), ("killed/children", "killed (children)"), ("air_strikes", "air strikes")])
def test_a_category_has_words_and_its_parts_too(key: str, words: str) -> None:
    assert category_words(key) == words


def test_categories_stand_in_the_order_of_the_table_then_those_of_the_site_each_whole_before_its_parts() -> None:
    keys = ["killed", "killed/civilians", "killed/children", "injured", "villages", "arrested", "arrested/children", "released"]
    assert sorted([*keys[1::2], *keys[::2]], key=category_order) == keys
