"""What Hypothesis makes: dates, figures, texts and front matter, valid and not."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from annals.dates import Date, Moment
from annals.figures import WORDS, Figure, Form

# how long one example takes depends on what else the machine does: slowness is tested where it matters, by name
settings.register_profile("annals", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("annals")


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    day = draw(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)) | st.dates(dt.date(2015, 12, 1), dt.date(2016, 3, 31)))
    parts = draw(st.sampled_from(((day.year,), (day.year, day.month), (day.year, day.month, day.day))))
    return Moment(*parts, about=draw(st.booleans()), unsure=draw(st.booleans()))


@st.composite
def dates(draw: st.DrawFn) -> Date:
    """Every date that front matter can hold."""
    start, end = draw(moments()), draw(moments())
    shape = draw(st.sampled_from(("one", "interval", "from", "until")))
    if shape == "from":
        return Date(start, None)
    if shape == "until":
        return Date(None, end)
    if shape == "one" or start == end:
        return Date(start, start)
    return Date(start, end) if start.earliest <= end.latest else Date(end, start)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    since = draw(st.none() | dates())
    form = draw(st.sampled_from(Form))
    number = draw(st.integers(0, 10**12 - 2) | st.integers(0, 300))
    if form is Form.WORD:
        return Figure(form, None, word=draw(st.sampled_from(sorted(WORDS))), since=since)
    upper = draw(st.integers(number + 1, 10**12 - 1)) if form is Form.RANGE else None
    return Figure(form, number, upper, since=since)


LATIN = "abcdeğéñöøşüıİßÁABCZ"
ARABIC = "ابتحلسيكم"
names = (
    st.text(LATIN + ARABIC + " '-.", min_size=2, max_size=12).map(lambda text: " ".join(text.split())).filter(lambda text: len(text) > 1)
)

_TOKENS = st.sampled_from(
    [
        *(
            "title",
            "date",
            "summary",
            "sources",
            "claims",
            "actors",
            "id",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n- ",
            "- ",
            "  ",
            "\t",
            "[",
            "]",
            "{",
            "}",
        ),
        *(
            ", ",
            "'",
            '"',
            "|",
            ">",
            "&a ",
            "*a",
            "!",
            "!!set ",
            "%",
            "@",
            "`",
            "? ",
            "#",
            " # ",
            "<<",
            "=",
            "~",
            "null",
            "---",
            "...",
            "\\",
            "\\x",
        ),
        *(
            "2016-10-28",
            "Reuters",
            "russia",
            "حلب",
            "é",
            "e\u0301",
            "\N{NO-BREAK SPACE}",
            "\u2028",
            "\x85",
            "\ufeff",
            "\U0001f600",
            "\r",
            "\x00",
        ),
    ]
)
front_matter = st.lists(_TOKENS, max_size=30).map("".join) | st.text(max_size=60)

_BODY_TOKENS = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "{#a}",
            "{: #b }",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "> ",
            "- ",
            "1. ",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "~~~\n",
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
        ),
        *(
            "/actors/russia.md",
            "https://example.org",
            "javascript:x",
            "<",
            ">",
            "<b>",
            "&amp;",
            "&",
            "|",
            "---",
            "===",
            "[^1]",
            "[^1]: ",
            "*[x]: y",
            ": ",
        ),
        *(
            "Aleppo",
            "حلب",
            "a\u0301",
            "\\",
            '"',
            "'",
            "{",
            "}",
            "<a@b.c>",
            "[1]: ",
            "#",
            "\N{NO-BREAK SPACE}",
            "</script>",
            "\N{ZERO WIDTH SPACE}",
        ),
    ]
)
bodies = st.lists(_BODY_TOKENS, max_size=40).map("".join)

_scalars = st.text(max_size=8) | st.sampled_from(["Reuters", "russia", "2016-10-28", "15+", "reviewed", "", "no", "~", "3"])
_fields = st.sampled_from(
    ["title", "date", "summary", "sources", "actors", "locations", "claims", "status", "outlet", "url", "id", "about", "speaker", "verb"]
)
nested = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_fields | st.text(max_size=4), inner, max_size=4), max_leaves=10
)
"""What YAML can say: for reports whose front matter is well-formed and makes little sense."""
