"""Markdown bodies to sanitised HTML in parts, with the links and images that have to be checked.

A link to another file of the archive is written ``[text](/reports/2016/10/28-x.md#story)``, from the content folder, or
relative to the file. In the
HTML it becomes ``href="annals:reports/2016/10/28-x.md#story"``; the address is put in when the page is rendered, so
that a body does not depend on
which page families are switched on. Images become ``src="annals:images/x.jpg"``. Raw HTML in a body is shown as text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree import ElementTree as ET

import nh3
from markdown.treeprocessors import Treeprocessor

from .frontmatter import SourceFile
from .markdown_setup import make_markdown
from .names import slug
from .particulars import Part
from .problems import Mark, Problems, quote
from .scalars import is_id, is_web_address
from .values import immutable

SCHEME = "annals:"
RESERVED_ID_PREFIXES = ("change-", "claim-", "claims-", "image-", "page-", "fn")
"""Ids that the templates and footnotes give out: no sub-story may begin with them."""

INDEX_ADDRESSES = ("actors/", "corrections/", "map/", "places/", "sources/", "subjects/", "terms/", "threads/", "timeline/", "together/")
"""Pages that no file stands for, and that a body may link to all the same: ``[places](/places/)``."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "div"),
        *("em", "strong", "abbr", "sup", "sub", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={
        "*": {"id", "lang", "dir"},
        "a": {"href", "title"},
        "abbr": {"title"},
        "img": {"src", "alt", "title"},
        "ol": {"start"},
        "code": {"class"},
        "div": {"class"},
    },
    url_schemes={"http", "https", "mailto", SCHEME.rstrip(":")},
    link_rel=None,
)
_STORY = re.compile(r'<h2\b[^>]*? id="([^"]*)"[^>]*>(.*?)</h2>\s*', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FOOTNOTE = re.compile("fn(ref)?[0-9]*:")  # ids that Markdown gives out
_BEFORE_HEADING = re.compile(r"^[ >]*#+[ \t*_`\[]*\Z", re.MULTILINE)
_BEFORE_ADDRESS = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]*\]:\s*<?|<|(?:href|src)=[\"']?)\Z", re.MULTILINE)
_BEFORE_ANCHOR = re.compile(r"\{:?[^}\n]*\Z")
_BEFORE = 200  # characters before a piece that are looked at


@immutable
class InternalLink:
    """A link or an image that has to lead somewhere. ``target`` is a path below the content folder; ``fragment`` may be empty."""

    target: str
    fragment: str
    image: bool
    mark: Mark
    line: str  # the line on which it stands, to be shown with a fault


@immutable
class Body:
    parts: tuple[Part, ...]  # the lead first, then the sub-stories
    links: tuple[InternalLink, ...]
    anchors: tuple[str, ...] = ()  # every id that a link can lead to


class BodyReader:
    """Reads bodies with one Markdown instance. Not to be shared between threads."""

    def __init__(self) -> None:
        self._markdown = make_markdown()
        self._inspector = _Inspector(self._markdown)
        self._markdown.treeprocessors.register(self._inspector, "annals", -100)  # after all others: it sees the finished tree

    def read(self, source: SourceFile, body: str, first_line: int, problems: Problems) -> Body:
        """Faults (headings, links, images) go to ``problems``; whether links lead anywhere is checked once every file is known."""
        self._inspector.begin(source, body, first_line, problems)
        self._markdown.reset()
        try:
            html = _CLEANER.clean(self._markdown.convert(body))
        except RecursionError:
            self._markdown.parser.state.clear()  # Markdown keeps its place in lists, also when it is reset
            what = "lists within lists, or quotations within quotations, hundreds deep"
            self._inspector.fault(Mark(source.path, first_line), "too-deep", what, "take out some levels")
            return Body((), ())
        return Body(tuple(_split(html)), tuple(self._inspector.links), tuple(self._inspector.anchors))


def _split(html: str) -> Iterator[Part]:
    lead, *rest = _STORY.split(html)
    yield Part("", "", lead.strip())
    for id, title, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield Part(id, plain_text(title), text.strip())


def plain_text(html: str) -> str:
    """Sanitised HTML without its tags. Entities that the sanitiser writes are turned back."""
    text = _TAG.sub("", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\N{NO-BREAK SPACE}"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return " ".join(text.split())


class _Inspector(Treeprocessor):
    """Looks at every heading, link and image of one body. Reports what is wrong, and gives internal links their ``annals:`` form."""

    def begin(self, source: SourceFile, body: str, first_line: int, problems: Problems) -> None:
        self.source = source
        self.body = body
        self.first_line = first_line
        self.problems = problems
        self.links: list[InternalLink] = []
        self._searched: dict[str, int] = {}
        self.anchors: dict[str, Mark] = {}

    def mark(self, text: str, behind: re.Pattern[str] | None = None) -> Mark:
        """Where a piece of the body stands: its next occurrence after the one that was asked for last, and the first one when
        there is no other. ``behind`` is a pattern for what is written before it; without such an occurrence any other will do.
        """
        start = self._find(text, behind) if text else -1
        if start < 0:
            return Mark(self.source.path, self.first_line)
        self._searched[text] = start + len(text)
        line = self.body.count("\n", 0, start)
        column = start - (self.body.rfind("\n", 0, start) + 1)
        return Mark(self.source.path, self.first_line + line, column + 1, len(text))

    def _find(self, text: str, behind: re.Pattern[str] | None) -> int:
        after = self._searched.get(text, 0)
        for begin in (after, 0) if after else (0,):
            start = self.body.find(text, begin)
            while start >= 0:
                if behind is None or behind.search(self.body[max(0, start - _BEFORE) : start]):
                    return start
                start = self.body.find(text, start + 1)
        return self.body.find(text)

    def fault(self, mark: Mark, code: str, what: str, *help: str) -> None:
        self.source.fault(self.problems, mark, code, what, *help)

    def run(self, root: ET.Element) -> None:
        top = set(map(id, root))
        level = 1
        for element in root.iter():
            if element.tag in _HEADINGS:
                level = self.heading(element, level, id(element) in top)
            elif element.tag == "a":
                self.link(element)
            elif element.tag == "img":
                self.image(element)
            anchor = element.get("id", "")
            if anchor and not _FOOTNOTE.match(anchor):
                self.anchor(anchor)

    def heading(self, element: ET.Element, before: int, at_top: bool) -> int:
        level = _HEADINGS[element.tag]
        title = " ".join("".join(element.itertext()).split())
        written = next((text.strip() for text in element.itertext() if text.strip()), "").split("\N{START OF TEXT}")[0]
        mark = self.mark(written, _BEFORE_HEADING)
        if level == 1:
            self.fault(mark, "heading-level", "a heading of the first level: the title is the page's only one", "use ## for a sub-story")
        elif level > before + 1:
            self.fault(mark, "heading-level", f"a heading skips a level: {'#' * level} after {'#' * before}", f"use {'#' * (before + 1)}")
        if not at_top:
            self.fault(
                mark,
                "heading-nested",
                "a heading inside a list or a quotation",
                "move it to the start of a line, with an empty line before it",
            )
        anchor = element.get("id")
        if level == 2 and not anchor:
            proposal = "-".join(slug(title).split("-")[:3])
            cure = f"write ## {title} {{#{proposal}}}; once published it never changes, whatever the heading says"
            self.fault(mark, "story-id", "the sub-story has no id, so it has no address that lasts", cure)
        return level

    def anchor(self, anchor: str) -> None:
        here = self.mark(f"#{anchor}", _BEFORE_ANCHOR)
        if not is_id(anchor) or anchor.startswith(RESERVED_ID_PREFIXES):
            reserved = "'change-', 'claim-', 'claims-', 'image-', 'page-' and 'fn' are kept for the site's own"
            cure = f"use lower-case letters, digits and single hyphens; {reserved}"
            self.fault(here, "story-id", f"{quote(anchor)} cannot be the id of a part", cure)
        elif anchor in self.anchors:
            cure = f"the first is on line {self.anchors[anchor].line}; choose another"
            self.fault(here, "story-id", f"the id '{anchor}' stands twice", cure)
        else:
            self.anchors[anchor] = here

    def link(self, element: ET.Element) -> None:
        href = element.get("href", "")
        if "footnote" in (element.get("class") or "") and href.startswith("#fn"):
            return
        mark = self.mark(href or "()", _BEFORE_ADDRESS)
        if not href:
            self.fault(mark, "broken-link", "a link without an address", "write [words](address)")
            return
        if not "".join(element.itertext()).strip() and element.find(".//img") is None:
            self.fault(mark, "empty-link", "a link without words", "write [words](address)")
        if href.startswith("mailto:") or _EMAIL.fullmatch(href):
            return
        if "\N{START OF TEXT}" in href:  # Markdown's place holder for markup
            self.fault(self.mark(""), "broken-link", "an address that is not closed before other markup begins", "write [words](address)")
            return
        parts = _address(href)
        if parts is None or parts.scheme or parts.netloc:
            if not is_web_address(href):
                self.fault(
                    mark,
                    "broken-link",
                    f"{quote(href)} is not an address",
                    "write https://..., or the file of a page: /reports/2016/10/28-name.md",
                )
            return
        self.internal(element, "href", href, mark, image=False)

    def image(self, element: ET.Element) -> None:
        src = element.get("src", "")
        mark = self.mark(src, _BEFORE_ADDRESS)
        if not element.get("alt", "").strip():
            self.fault(mark, "image-without-alt", "the image has no description", f"write ![what it shows]({src})")
        parts = _address(src)
        if parts is None or parts.scheme or parts.netloc:
            self.fault(
                mark,
                "foreign-image",
                f"the image is on another site: {quote(src)}",
                "put the file into content/images/ and write /images/name.jpg",
            )
            return
        self.internal(element, "src", src, mark, image=True)

    def internal(self, element: ET.Element, attribute: str, address: str, mark: Mark, *, image: bool) -> None:
        parts = urlsplit(address)
        path = unquote(parts.path)
        here = self.source.inside
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), path)).lstrip("/") if path else here
        if path.endswith("/"):
            target += "/"  # an index page
        fragment = unquote(parts.fragment)
        element.set(attribute, f"{SCHEME}{target}" + (f"#{fragment}" if fragment else ""))
        self.links.append(InternalLink(target, fragment, image, mark, self.source.line(mark.line)))


_EMAIL = re.compile("(?:\\N{START OF TEXT}amp\\N{END OF TEXT}#[0-9]+;)+")
"""The disguise in which Markdown writes <name@host>."""


def _address(text: str) -> SplitResult | None:
    try:
        return urlsplit(text)
    except ValueError:
        return None
