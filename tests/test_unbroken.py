"""The short beginning of a word is not left behind at the end of a line, and the characters of the text stay what they are."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from annals.unbroken import unbroken


def kept(text: str) -> list[str]:
    return re.findall(r'<span class="unbroken">(.*?)</span>', unbroken(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jabhat Fateh al-Sham", ["al-Sham"]),
        ("Nour el-Din al-Zinki", ["el-Din", "al-Zinki"]),
        ("Al-Hasakah, Ar-Rutbah and Deir ez-Zor", ["Al-Hasakah", "Ar-Rutbah", "ez-Zor"]),
        ("US-led, an F-16", ["US-led", "F-16"]),
        ("«al-Bab» (al-Bab)", ["al-Bab", "al-Bab"]),
        ("rebel-held since 2016-10-28", []),
        ("Aleppo - the east, 18-", []),
        ("vis-à-vis", ["vis-à"]),
        ("<al-Bab> & al-Bab", ["al-Bab", "al-Bab"]),
    ],
)
def test_a_word_with_a_short_beginning_is_kept_together(text: str, words: list[str]) -> None:
    assert kept(text) == words


def test_in_html_tags_are_left_alone() -> None:
    text = '<p id="al-Bab"><a href="/places/al-bab/" title="al-Bab">al-Bab</a> &amp; al-<b>Bab</b></p>'
    assert unbroken(Markup(text)) == text.replace(">al-Bab<", '><span class="unbroken">al-Bab</span><')


@given(st.text(st.sampled_from("al-S <>&\"'.é")))
def test_every_character_stays(text: str) -> None:
    shown = unbroken(text)
    assert re.sub(r'<span class="unbroken">|</span>', "", shown) == escape(text)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == text
