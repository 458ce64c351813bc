"""First mentions of known names become links, and nothing else of a text is touched."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annals.cards import Cards
from annals.filing import card_of
from annals.mentions import Mentions, build_mentions
from annals.particulars import Name
from annals.records import Actor
from tests.strategies import names
from tests.writing import rows


def mentions(actors: dict[str, list[str]], places: dict[str, list[str]]) -> Mentions:
    def cards(names: dict[str, list[str]]) -> dict[str, Any]:
        return {id: card_of(Actor(id, id, own[0], "state", aliases=tuple(map(Name, own[1:])))) for id, own in names.items()}

    return build_mentions(Cards(actors=cards(actors), places=cards(places)))


ACTORS = {
    "turkey": ["Turkey"],
    "fsa": ["Free Syrian Army", "FSA"],
    "cpp": ["C++ Group", "C++"],
    "smith": ["Smith & Sons", "amp"],
    "isis": ["ISIS"],
    "baath": ["Ba'ath"],
    "evil": ["</script>", "(.*)"],
}
PLACES = {"aleppo": ["Aleppo", "حلب"], "eastern-aleppo": ["Eastern Aleppo"], "agri": ["Ağrı"]}
TABLE = mentions(ACTORS, PLACES)


def linked(known: Mentions, text: str, told: tuple[tuple[str, str], ...] = (), seen: set[tuple[str, str]] | None = None) -> str:
    return known.link(text, lambda family, name: f"/{family}/{name}", told, set() if seen is None else seen)


@pytest.mark.parametrize("row", rows("mentions.txt"), ids=lambda row: row[0])
def test_a_first_mention_is_linked_where_a_reader_expects_it(row: tuple[str, ...]) -> None:
    given_html, expected = row
    shown = re.sub(r'<a href="/(?:actor|place)/[^"]*">(.*?)</a>', r"[\1]", linked(TABLE, given_html))
    assert shown == expected


def test_a_name_that_looks_like_html_is_matched_as_it_is_escaped() -> None:
    assert linked(TABLE, "<p>a &lt;/script&gt; b (.*) c</p>") == '<p>a <a href="/actor/evil">&lt;/script&gt;</a> b (.*) c</p>'


def test_a_name_of_two_is_linked_where_the_report_says_which() -> None:
    known = mentions({"one": ["Group One", "GO"], "two": ["Group Two", "GO"], "china": ["China"]}, {"china-place": ["China"]})
    assert linked(known, "GO") == "GO"
    assert linked(known, "GO", (("actor", "two"),)) == '<a href="/actor/two">GO</a>'
    assert linked(known, "GO", (("actor", "one"), ("actor", "two"))) == "GO"
    assert linked(known, "China", (("place", "china-place"),)) == '<a href="/place/china-place">China</a>'
    assert linked(known, "China", (("actor", "china"), ("place", "china-place"))) == '<a href="/actor/china">China</a>'


def test_what_one_part_has_linked_the_next_does_not() -> None:
    seen: set[tuple[str, str]] = set()
    assert "<a " in linked(TABLE, "<p>Aleppo</p>", seen=seen)
    assert linked(TABLE, "<p>حلب, Aleppo</p>", seen=seen) == "<p>حلب, Aleppo</p>"


def test_a_name_without_a_page_stays_text_and_hides_the_shorter_one() -> None:
    known = TABLE.link("Eastern Aleppo, Aleppo", lambda _, name: None if name == "eastern-aleppo" else "/x", (), set())
    assert known == 'Eastern Aleppo, <a href="/x">Aleppo</a>'


def test_an_archive_without_names_links_nothing() -> None:
    assert linked(mentions({}, {}), "<p>Aleppo</p>") == "<p>Aleppo</p>"


TEXT = st.lists(
    st.sampled_from([" ", ", ", "-", "'s ", "x", ".", "&amp; ", "\u0301", "و"]) | names.map(lambda name: html.escape(name, quote=False))
)
TAGS = [
    "<p>{}</p>",
    "<em>{}</em>",
    '<a href="x">{}</a>',
    "<code>{}</code>",
    "<pre><code>{}</code></pre>",
    '<h2 id="x">{}</h2>',
    "<abbr>{}</abbr>",
]


@given(
    st.dictionaries(st.sampled_from("abcd"), st.lists(names, min_size=1, max_size=3), max_size=4),
    st.dictionaries(st.sampled_from("wxyz"), st.lists(names, min_size=1, max_size=3), max_size=4),
    st.data(),
)
def test_linked_html_without_its_links_is_the_html_that_was_given(
    actors: dict[str, list[str]], places: dict[str, list[str]], data: st.DataObject
) -> None:
    known = mentions(actors, places)
    own = [html.escape(name, quote=False) for each in (*actors.values(), *places.values()) for name in each] or ["x"]
    pieces = data.draw(st.lists(st.tuples(st.sampled_from(TAGS), TEXT, st.sampled_from(own)), max_size=4))
    given_html = "".join(tag.format("".join(text) + name) for tag, text, name in pieces)
    seen: set[tuple[str, str]] = set()
    found = linked(known, given_html, seen=seen)
    assert known.named(given_html, ()) == seen
    assert re.sub(r'<a href="/(actor|place)/[^"]*">(.*?)</a>', r"\2", found) == given_html
    targets = re.findall(r'href="(/[^"]*)"', found)
    assert len(targets) == len(set(targets))
    for closed in ("a", "code", "h2", "abbr"):
        assert not re.search(rf'<{closed}\b(?! href="/)[^>]*>(?:(?!</{closed}>).)*<a href="/', found)


@given(names, names)
def test_the_longest_name_wins(one: str, two: str) -> None:
    longer = f"{one} {two}"
    known = mentions({"long": [longer]}, {"short": [one]})
    found = linked(known, f"<p>{html.escape(longer, quote=False)}</p>")
    assert '<a href="/place/short">' not in found or longer == one
    assert linked(known, f"<p>x{html.escape(longer, quote=False)}</p>").startswith("<p>x")


def test_a_long_text_with_many_names_takes_no_time() -> None:
    known = mentions({f"a-{n}": [f"Name {n}", "a" * (n % 50 + 2)] for n in range(3000)}, {})
    text = "<p>" + "a" * 20_000 + " Name 17 " * 1000 + "</p>"
    assert linked(known, text).count("<a ") == 1
