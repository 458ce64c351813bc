"""A file's text to its front matter, as nodes that know where they stand, and its body.

YAML is read as events: every scalar stays the text that was written, so ``no``, ``12:30``, ``010`` and ``2016-10``
cannot turn into something else,
nothing is constructed, and depth is bounded. Anchors, aliases and tags are faults: a report has no use for them, and a bomb has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .problems import CONTROL, Mark, Problems, quote
from .values import immutable

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = "---"
MAX_DEPTH = 12


@immutable
class Scalar:
    text: str
    mark: Mark
    plain: bool = True  # not quoted and no block

    @property
    def empty(self) -> bool:
        """Nothing was given: the field stands without a value."""
        return not self.text.strip() or (self.plain and self.text in ("~", "null", "Null", "NULL"))


@immutable
class Sequence:
    items: list[Node]
    mark: Mark


@immutable
class Mapping:
    entries: dict[str, tuple[Mark, Node]]  # a field's name to where the name stands, and its value
    mark: Mark


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class SourceFile:
    """The text of one file of content, with what is needed to point into it. Lines are counted from 1."""

    path: str  # as faults show it: content/actors/russia.md
    inside: str  # below the content folder: actors/russia.md
    text: str
    _lines: list[str] | None = field(default=None, init=False)

    def line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 1 <= number <= len(self._lines) else ""

    def fault(self, problems: Problems, mark: Mark, code: str, what: str, *help: str) -> None:
        problems.add(mark, code, what, *help, source=self.line(mark.line))


@immutable
class Document:
    front: Mapping
    body: str
    body_line: int  # the line on which the body begins


def read_document(source: SourceFile, problems: Problems) -> Document | None:
    """Split a file and read its front matter. Faults go to ``problems``; ``None`` when there is no front matter to go on with."""
    text = source.text
    first = Mark(source.path)
    if not text.strip():
        source.fault(problems, first, "empty-file", "the file is empty", f"start it with front matter between two lines of {FENCE}")
        return None
    if text.partition("\n")[0].rstrip() != FENCE:
        cure = (f"put a line of {FENCE} at the very top, the fields (title: ..., date: ...), and a line of {FENCE} before the text",)
        source.fault(problems, first, "no-front-matter", f"no front matter: the first line is not {FENCE}", *cure)
        return None
    lines = text.split("\n")
    end = next((i for i in range(1, len(lines)) if lines[i].rstrip() == FENCE), None)
    if end is None:
        source.fault(
            problems,
            first,
            "unclosed-front-matter",
            f"front matter is not closed: no second line of {FENCE}",
            f"put a line of {FENCE} after the last field",
        )
        return None
    front = _read_yaml(source, "\n".join(lines[1:end]) + "\n", problems)
    if front is None:
        return None
    return Document(front, "\n".join(lines[end + 1 :]), end + 2)


def _read_yaml(source: SourceFile, text: str, problems: Problems) -> Mapping | None:
    try:
        return _Builder(source, problems, text).build()
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        noticed, began = error.problem_mark, error.context_mark
        late = any(part in problem for part in _NOTICED_LATE) or (noticed and noticed.line >= text.count("\n"))
        at = began if began and late else noticed or began
        mark = Mark(source.path, at.line + 2, at.column + 1) if at else Mark(source.path, 2)
        if source.line(mark.line)[mark.column - 1 : mark.column] == "\t":
            problem = "tab character"
        what, cure = _in_words(problem, error.context or "")
        source.fault(problems, mark, "bad-yaml", what, cure)
    except _RefusedError:
        pass
    return None


def _events(text: str) -> Iterator[Any]:
    """As ``yaml.parse`` gives them, which asks before each event whether there is one."""
    return iter(_Loader(text).get_event, None)


_NOTICED_LATE = ("expected ',' or", "could not find expected ':'", "unexpected end of stream")
"""What the parser notices only after the line that has to be mended: its context says where that began."""

_YAML_WORDS = (
    (
        "mapping values are not allowed",
        "a second ': ' in one value",
        'put the whole value in quotation marks: title: "One: two"; or begin the line where the field above begins',
    ),
    ("tab character", "a tab where spaces are wanted", "indent with spaces"),
    ("did not find expected ',' or ']'", "a list that is not closed", "close it with ], and put a comma between its items"),
    ("did not find expected ',' or '}'", "a group in braces that is not closed", "close it with }, and put a comma between its parts"),
    ("unexpected end of stream", "a quotation that is not closed", "put the closing quotation mark"),
    (
        "did not find expected '-' indicator",
        "a list and a field at the same depth",
        "indent the list's items below their field, each beginning with '- '",
    ),
    (
        "did not find expected key",
        "a line that is no field, or is indented differently",
        "give fields of one group the same indent, as name: value; where a value begins with a quotation mark, end it with one, too",
    ),
    (
        "could not find expected ':'",
        "a line without a colon after its name",
        "write name: value; continue a long text on lines that are indented",
    ),
    (
        "cannot start any token",
        "a value that begins with a character YAML keeps for itself",
        "put the value in quotation marks",
    ),
    (
        "unknown escape character",
        "a backslash that means nothing here",
        "use single quotation marks, in which a backslash stands for itself",
    ),
    (
        "hexdecimal number",  # as libyaml spells it
        "a backslash that means nothing here",
        "use single quotation marks, in which a backslash stands for itself",
    ),
    ("expected <document start>", "a line of '...' ends it early", "remove that line"),
)


def _in_words(problem: str, context: str) -> tuple[str, str]:
    for part, what, cure in _YAML_WORDS:
        if part in problem:
            return f"the front matter cannot be read: {what}", cure
    detail = f"{problem} {context}".strip() or "it is not YAML"
    return f"the front matter cannot be read: {detail}", "compare it with another report"


class _RefusedError(Exception):
    """The front matter holds what is not read at all; the fault has been told."""


class _Builder:
    """Events to nodes."""

    def __init__(self, source: SourceFile, problems: Problems, text: str) -> None:
        self.source = source
        self.problems = problems
        self.whole = True
        self.named: set[str] = set()  # anchors and aliases that were told: a bomb has thousands
        self.events = _events(text)
        self.may_hold_controls = "\\" in text or CONTROL.search(text) is not None

    def mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark  # libyaml marks every event
        length = end.column - start.column if end.line == start.line else 1
        return Mark(self.source.path, start.line + 2, start.column + 1, length or 1)

    def refuse(self, event: yaml.Event, code: str, what: str, cure: str) -> None:
        self.source.fault(self.problems, self.mark(event), code, what, cure)
        self.whole = False

    def refuse_name(self, event: yaml.Event, what: str, cure: str) -> None:
        if what not in self.named:
            self.named.add(what)
            self.refuse(event, "yaml-alias", what, cure)
        self.whole = False

    def build(self) -> Mapping | None:
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
            elif type(event) is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.refuse(event, "bad-yaml", "front matter holds two YAML documents", "remove the '---' or '...' inside it")
                    raise _RefusedError
        if not self.whole:
            return None
        if root is None or (isinstance(root, Scalar) and root.empty):
            return Mapping({}, Mark(self.source.path, 2))
        if not isinstance(root, Mapping):
            self.source.fault(self.problems, root.mark, "bad-yaml", "front matter is not a list of fields", "write name: value, one a line")
            return None
        return root

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with an event, with all that is in it. ``depth``: how many others it is in."""
        kind = type(event)
        mark = self.mark(event)
        if kind is yaml.AliasEvent:
            self.refuse_name(event, f"a YAML alias (*{event.anchor})", "write the value out; anchors and aliases are not read")
            return Scalar("", mark)
        if event.anchor is not None or event.tag:
            self.check_properties(event)
        if kind is yaml.ScalarEvent:
            if self.may_hold_controls and (found := CONTROL.search(event.value)):
                what = f"an escape for a control character (U+{ord(found[0]):04X})"
                cure = "remove it; in single quotation marks a backslash stands for itself"
                self.refuse(event, "control-character", what, cure)
            return Scalar(event.value, mark, not event.style)  # libyaml says '' where the parser in Python says None
        if depth >= MAX_DEPTH:
            cure = "front matter is never this deep; remove the extra brackets"
            self.refuse(event, "bad-yaml", f"more than {MAX_DEPTH} levels of nesting", cure)
            raise _RefusedError
        if kind is yaml.SequenceStartEvent:
            return Sequence([self.node(item, depth + 1) for item in self.until(yaml.SequenceEndEvent)], mark)
        return Mapping(self.entries(depth + 1), mark)

    def until(self, end: type[yaml.Event]) -> Iterator[Any]:
        """The events that begin the nodes of a collection."""
        for event in self.events:
            if type(event) is end:
                return
            yield event

    def entries(self, depth: int) -> dict[str, tuple[Mark, Node]]:
        entries: dict[str, tuple[Mark, Node]] = {}
        for event in self.until(yaml.MappingEndEvent):
            if type(event) not in _NAMES:
                what = "a list or a group where a field's name should be"
                self.source.fault(self.problems, self.mark(event), "bad-yaml", what, "a field's name is plain text")
                raise _RefusedError
            key = self.node(event, depth)
            value = self.node(next(self.events), depth)
            assert isinstance(key, Scalar)
            if key.text in entries:
                first = entries[key.text][0].line
                what, cure = f"the field {quote(key.text)} stands twice", f"the first is on line {first}; keep one"
                self.source.fault(self.problems, key.mark, "duplicate-key", what, cure)
            else:
                entries[key.text] = (key.mark, value)
        return entries

    def check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse_name(event, f"a YAML anchor (&{event.anchor})", "remove it; if the value begins with &, put it in quotation marks")
        tag = event.tag
        if tag and tag != "!":
            name = tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(event, "yaml-tag", f"a YAML tag ({name})", "remove it; if the value begins with !, put it in quotation marks")


_NAMES = frozenset((yaml.ScalarEvent, yaml.AliasEvent))
