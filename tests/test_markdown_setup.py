"""The shortcuts through Python-Markdown change no byte of what it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annals.markdown_setup import make_markdown

CONTENT = Path(__file__).parent.parent / "content"
QUICK, PLAIN = make_markdown(), make_markdown(shortcuts=False)

MARKUP = """
A plain paragraph.
---
Two lines
of one paragraph.
---
Two lines  \nwith a break
---
# First
## Second {#id}
Third
=====
---
- one
- two

    a paragraph in an item

    - deeper
---
1. one
2. two
three
---
> quoted
> text

after
---
Term
:   Definition

    more of it
---
Text[^1] and *emphasis*, __strong__, `code`, ![alt](/images/x.png), <https://example.org/>, &amp; &copy; a < b.

[^1]: The note.
---
The FSA is here, and in the FSA again.

*[FSA]: Free Syrian Army
---
| a | b |
|---|---|
| 1 | *2* |
---
```
code * here
```
---
Text with [a reference][r] and [r].

[r]: https://example.org/ "title"
---
A paragraph {: .class #id }

Another one
{: #two }
---
    indented code

text
---
<b>raw</b> and <script>alert(1)</script>
---
Letter: no definition
---
text \\* escaped
---
نص عربي مع *تأكيد* ورابط [هنا](https://example.org/)
""".strip().split("\n---\n")


def convert(markdown, text: str) -> str:
    markdown.reset()
    return markdown.convert(text)


@pytest.mark.parametrize("text", MARKUP)
def test_every_kind_of_markup_comes_out_the_same(text: str) -> None:
    assert convert(QUICK, text) == convert(PLAIN, text)


def test_every_body_of_the_archive_comes_out_the_same() -> None:
    bodies = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in sorted(CONTENT.rglob("*.md"))]
    assert len(bodies) > 100
    assert [convert(QUICK, body) for body in bodies] == [convert(PLAIN, body) for body in bodies]


PIECES = st.one_of(
    st.sampled_from(MARKUP),
    st.text(alphabet=st.sampled_from("ab1 \n*_`[]()!<>&\\#-+>|:{}=~^\"'./ف"), max_size=40),
    st.text(max_size=20),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=6), st.sampled_from(["\n", "\n\n", " ", "\n\n    "]))
def test_anything_comes_out_the_same(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    assert convert(QUICK, text) == convert(PLAIN, text)
