"""Bodies: Markdown to parts that are safe to publish, and the links in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import html as lxml_html

from annals.bodies import Body, BodyReader, plain_text
from annals.frontmatter import SourceFile
from annals.problems import Problems
from tests.strategies import bodies
from tests.writing import growth

READER = BodyReader()


def body(text: str) -> tuple[Body, Problems]:
    problems = Problems()
    return READER.read(SourceFile("content/pages/x.md", "pages/x.md", text), text, 1, problems), problems


def html(text: str) -> str:
    found, problems = body(text)
    assert not problems, problems.report()
    return "".join(part.html for part in found.parts)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b> c",
        "<!-- a --> <?php x ?> <![CDATA[x]]>",
        '<img src=x onerror="alert(1)">',
        "<div>\n\n## Not a heading\n\n</div>".replace("## ", ""),
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<svg/onload=alert(1)>",
        "</p></div></body>",
        "`<script>`",
    ],
)
def test_raw_html_is_shown_as_text(text: str) -> None:
    tree = lxml_html.fromstring(f"<div>{html(text)}</div>")
    assert {element.tag for element in tree.iter()} <= {"div", "p", "code"}
    assert not any(element.attrib for element in tree.iter())


@pytest.mark.parametrize(
    "text",
    [
        '[x](https://example.org/){: onclick="alert(1)" style="color:red" }',
        '![x](/images/x.png){: onerror="alert(1)" srcset="x" }',
        "Text\n{: onclick=alert(1) class=x }",
        '```{ .python onclick="alert(1)" }\nx\n```',
        '[x](https://example.org/ "\\" onclick=\\"alert(1)")',
        '![a" onerror="alert(1)](/images/x.png)',
        '*[T]: x" onclick="alert(1)\n\nT',
    ],
)
def test_no_attribute_runs_a_script(text: str) -> None:
    tree = lxml_html.fromstring(f"<div>{html(text)}</div>")
    allowed = {"href", "title", "src", "alt", "class", "id", "lang", "dir"}
    assert {name for element in tree.iter() for name in element.attrib} <= allowed


@given(bodies)
def test_whatever_is_written_only_known_tags_and_addresses_come_out(text: str) -> None:
    found, _ = body(text)
    for part in found.parts:
        tree = lxml_html.fromstring(f"<div>{part.html}</div>")
        for element in tree.iter():
            assert element.tag not in ("script", "style", "iframe", "svg", "object", "h1")
            assert not any(name.startswith("on") for name in element.attrib)
            for name in ("href", "src"):
                assert (
                    element.get(name, "#").partition(":")[0] in ("http", "https", "mailto", "annals", "#")
                    or element.get(name, "")[0] == "#"
                )


@pytest.mark.parametrize("attributes", ["{#a}", "{#a lang=ar dir=rtl}", '{lang="ar" #a}', "{: dir=rtl #a }", "{#a .x}"])
def test_a_sub_story_is_a_part_whatever_else_its_heading_says(attributes: str) -> None:
    found, problems = body(f"Lead.\n\n## One *more* `x` & <y> {attributes}\n\nText.\n\n## Two {{#b}}\n")
    assert not problems, problems.report()
    assert [(part.id, part.title) for part in found.parts] == [("", ""), ("a", "One more x & <y>"), ("b", "Two")]
    assert found.parts[1].html == "<p>Text.</p>"


def test_a_title_is_text_without_tags_and_entities() -> None:
    assert plain_text("a &lt;b&gt; <em>c</em> &amp;amp;  d") == "a <b> c &amp; d"


def test_links_within_the_content_name_files_and_all_others_stay() -> None:
    assert html("[a](../actors/russia.md#x) [b](https://example.org/?a=1&b=2) ![c](/images/c%20d.png)") == (
        '<p><a href="annals:actors/russia.md#x">a</a> <a href="https://example.org/?a=1&amp;b=2">b</a> '
        '<img alt="c" src="annals:images/c d.png"></p>'
    )


def test_two_bodies_do_not_share_footnotes_references_or_ids() -> None:
    first = html("a[^1] [x][r]\n\n## A {#a}\n\n[^1]: One\n[r]: https://example.org/1\n*[T]: title")
    second, problems = body("a[^1] [x][r] T\n\n## A {#a}\n")
    assert "One" in first
    assert not problems
    assert second.parts[0].html == "<p>a[^1] [x][r] T</p>"


HOSTILE = {
    "quotations": lambda n: "> " * n + "x",
    "lists": lambda n: "- " * n + "x",
    "brackets": lambda n: "[" * n,
    "images": lambda n: "![" * n,
    "stars": lambda n: "*" * n + "x",
    "emphasis": lambda n: "*a **b " * n,
    "backticks": lambda n: "`" * n,
    "angles": lambda n: "<" * n,
    "links": lambda n: "(" * n + "[x](" * n,
    "footnotes": lambda n: "[^1]" * n,
    "braces": lambda n: "{" * n + "#" * n,
    "words": lambda n: "x " * n,
    "backslashes": lambda n: "\\" * n,
    "table": lambda n: "|" * n + "\n" + "|-" * n + "|\n",
    "fences": lambda n: "~~~\n" * n,
    "ampersands": lambda n: "&" * n,
    "headings": lambda n: "#" * n,
    "items": lambda n: "- \n" * n,
    "definitions": lambda n: ":   x\n" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_takes_no_worse_than_quadratic_time(name: str) -> None:
    assert growth(lambda size: body(HOSTILE[name](size)), 400) < 8


def test_lists_without_end_are_a_fault_and_the_next_body_is_read_as_ever() -> None:
    plain = "- one\n\n    two\n- three\n\n> four\n"
    expected = html(plain)
    _, problems = body("".join("    " * n + "- x\n" for n in range(500)))
    assert "content/pages/x.md:1:1: error: lists within lists, or quotations within quotations, hundreds deep" in problems.report()
    assert html(plain) == expected
