"""What a template receives is what its view says: no more, no less, and each field said in words or in its name.

The templates are read as syntax trees, and each expression that begins at ``view`` or ``site`` is followed through loops, macros and
filters to the class that it is of. So a field that does not exist is found also where no page of a test site shows it.
"""

from __future__ import annotations

import ast
import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2 import nodes

import addresses
import claims
import corrections
import earlier
import feeds
import finding
import gaps
import home
import maps
import prose
import reports
import sitemaps
import sources
import terms
import threads
import timeline
import together
import ways
from annals import engine, entity_views
from annals.conf import read_conf
from annals.recording import Recorder
from annals.report_views import EntryView
from annals.settings import read_settings
from annals.views import SiteView
from tests.sites import ROOT, sections
from tests.test_architecture import PLUGINS

TEMPLATES = ROOT / "themes" / "annals" / "templates"

# Each template that is a page or a file of its own, and what it receives.
RECEIVES = {
    "home.html": home.HomeView,
    "report.html": reports.ReportView,
    "timeline.html": timeline.views.TimelineView,
    "decade.html": timeline.views.DecadeView,
    "year.html": timeline.views.YearView,
    "month.html": timeline.views.MonthPageView,
    "day.html": timeline.views.DayView,
    "entity.html": entity_views.EntityView,
    "entity_part.html": entity_views.EntityPartView,
    "index.html": entity_views.IndexView,
    "threads.html": threads.ThreadsView,
    "thread.html": threads.ThreadView,
    "glossary.html": terms.GlossaryView,
    "term.html": terms.TermView,
    "subject.html": claims.views.SubjectView,
    "claims.html": claims.views.ClaimsView,
    "subjects.html": claims.views.SubjectsView,
    "prose.html": prose.ProseView,
    "map.html": maps.MapPageView,
    "corrections.html": corrections.views.CorrectionsView,
    "corrections.atom": corrections.views.ChangesFeedView,
    "earlier.html": earlier.EarlierView,
    "coverage.html": sources.coverage.CoverageView,
    "coverage_year.html": sources.coverage.CoverageYearView,
    "gaps.html": gaps.GapsView,
    "together.html": together.TogetherView,
    "browse.html": ways.browse.BrowseView,
    "on_this_day.html": ways.days.OnThisDayView,
    "on_this_day_index.html": ways.days.OnThisDayIndexView,
    "newest.html": ways.newest.NewestView,
    "abbreviations.html": ways.abbreviations.AbbreviationsView,
    "not_found.html": home.NotFoundView,
    "moved.html": addresses.MovedView,
    "gone.html": addresses.GoneView,
    "search.html": finding.SearchView,
    "feed.atom": feeds.FeedView,
    "robots.txt": sitemaps.RobotsView,
}

# Fields that no template of this theme shows. Another theme may; a field that is shown now must leave this list.
UNUSED = ""

SECTIONS = sections()
UNKNOWN = object()


@dataclasses.dataclass(frozen=True)
class ListOf:
    """The type of a list whose items are of one type."""

    item: Any


def known(hint: Any) -> Any:
    """A type hint as what the reader below follows: a view, a list of something, or ``UNKNOWN`` for text, numbers and the like."""
    origin, parameters = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        kinds = [known(part) for part in parameters if part is not type(None)]
        return kinds[0] if len(kinds) == 1 else UNKNOWN
    if origin is tuple:
        return ListOf(known(parameters[0]))
    return hint if dataclasses.is_dataclass(hint) else UNKNOWN


@cache
def fields(cls: type) -> Mapping[str, Any]:
    return {name: known(hint) for name, hint in typing.get_type_hints(cls).items()}


@cache
def tree(name: str) -> nodes.Template:
    return jinja2.Environment().parse((TEMPLATES / name).read_text("utf-8"))


class TemplateReader:
    """Follows the views through the templates. ``used`` and ``wrong`` gather what it meets."""

    def __init__(self) -> None:
        self.used: set[tuple[str, str]] = set()
        self.wrong: list[str] = []
        self._done: set[Any] = set()

    def page(self, name: str, view: type) -> None:
        self.template(name, {"view": view, "site": SiteView})

    def template(self, name: str, scope: dict[str, Any]) -> None:
        body = tree(name)
        scope = {**scope, **self._macros(name, scope)}
        for parent in body.find_all(nodes.Extends):
            self.template(parent.template.value, scope)
        self._body(body.body, scope, name)

    def _macros(self, name: str, scope: Mapping[str, Any]) -> dict[str, Any]:
        found = {macro.name: (name, macro) for macro in tree(name).find_all(nodes.Macro)}
        for taken in tree(name).find_all(nodes.FromImport):
            there = self._macros(taken.template.value, scope)
            for wanted in taken.names:
                own, shown = wanted if isinstance(wanted, tuple) else (wanted, wanted)
                found[shown] = there[own]
        return found

    def _body(self, body: list[nodes.Node], scope: dict[str, Any], name: str) -> None:
        for node in body:
            self._statement(node, scope, name)

    def _statement(self, node: nodes.Node, scope: dict[str, Any], name: str) -> None:
        if isinstance(node, nodes.Macro | nodes.FromImport | nodes.Extends):
            return  # a macro is read where it is called, with what it is called with
        if isinstance(node, nodes.For):
            items = self.type(node.iter, scope, name)
            item = items.item if isinstance(items, ListOf) else UNKNOWN
            inner = {**scope, **({node.target.name: item} if isinstance(node.target, nodes.Name) else {}), "loop": UNKNOWN}
            if node.test:
                self.type(node.test, inner, name)
            self._body(node.body, inner, name)
            self._body(node.else_, scope, name)
        elif isinstance(node, nodes.If):
            self.type(node.test, scope, name)
            for part in (node.body, node.elif_, node.else_):
                self._body(part, scope, name)
        elif isinstance(node, nodes.Assign):
            value = self.type(node.node, scope, name)
            if isinstance(node.target, nodes.Name):
                scope[node.target.name] = value
        elif isinstance(node, nodes.CallBlock):
            self.type(node.call, scope, name)
            self._body(node.body, scope, name)
        elif hasattr(node, "body"):
            self._body(node.body, scope, name)
        else:
            for child in node.iter_child_nodes():
                self.type(child, scope, name)

    def type(self, node: nodes.Node, scope: dict[str, Any], name: str) -> Any:
        """The type of an expression; every field that is read on the way is noted."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name, UNKNOWN)
        if isinstance(node, nodes.Getattr):
            return self._field(self.type(node.node, scope, name), node.attr, name, node.lineno)
        if isinstance(node, nodes.Getitem):
            items = self.type(node.node, scope, name)
            self.type(node.arg, scope, name)
            return items.item if isinstance(items, ListOf) else UNKNOWN
        if isinstance(node, nodes.Filter) and node.name == "once":  # macro | once(values): it is called with them
            call = nodes.Call(node.node, node.args, node.kwargs, None, None)
            return self.type(call, scope, name)
        if isinstance(node, nodes.Filter):
            value = self.type(node.node, scope, name) if node.node else UNKNOWN
            for argument in node.args:
                self.type(argument, scope, name)
            return self._filter(node, value, name)
        if isinstance(node, nodes.Call):
            given = [self.type(argument, scope, name) for argument in node.args]
            named = {pair.key: self.type(pair.value, scope, name) for pair in node.kwargs}
            macro = scope.get(node.node.name) if isinstance(node.node, nodes.Name) else self.type(node.node, scope, name)
            if isinstance(macro, tuple):
                self._call(macro, given, named, scope)
            return UNKNOWN
        if isinstance(node, nodes.CondExpr):
            self.type(node.test, scope, name)
            both = [self.type(part, scope, name) for part in (node.expr1, node.expr2) if part]
            return next((part for part in both if part is not UNKNOWN), UNKNOWN)
        found = [self.type(child, scope, name) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Or | nodes.And):
            return next((part for part in found if part is not UNKNOWN), UNKNOWN)
        return UNKNOWN

    def _field(self, of: Any, field: str, name: str, line: int) -> Any:
        if not dataclasses.is_dataclass(of) or of is ListOf:
            return UNKNOWN
        if field not in fields(of):
            self.wrong.append(f"{name}:{line}: {of.__name__} has no field '{field}'")
            return UNKNOWN
        self.used.add((of.__name__, field))
        return fields(of)[field]

    def _filter(self, node: nodes.Filter, value: Any, name: str) -> Any:
        if node.name == "entry_html":
            self.template("parts/entry.html", {"entry": value, "site": SiteView})
            return UNKNOWN
        if node.name == "link_html":
            self._call(self._macros("parts/link.html", {})["link"], [value], {}, {})
            return UNKNOWN
        if node.name in ("selectattr", "rejectattr", "map") and isinstance(value, ListOf):
            paths = [argument.value for argument in node.args[:1] if isinstance(argument, nodes.Const)]
            for path in paths:
                at = value.item
                for part in path.split("."):
                    at = self._field(at, part, name, node.lineno)
            return value if node.name != "map" else UNKNOWN
        return value if node.name in ("list", "reverse", "sort") else UNKNOWN

    def _call(self, macro: tuple[str, nodes.Macro], given: list[Any], named: dict[str, Any], scope: dict[str, Any]) -> None:
        name, body = macro
        arguments = dict(zip((argument.name for argument in body.args), given, strict=False)) | named
        key = (name, body.name, tuple((argument, repr(arguments[argument])) for argument in sorted(arguments)))
        if key in self._done:
            return
        self._done.add(key)
        plain = {argument.name: UNKNOWN for argument in body.args}
        inner = {"site": SiteView, "view": scope.get("view", UNKNOWN), **self._macros(name, scope), **plain, **arguments}
        self._body(body.body, inner, name)


@pytest.fixture(scope="module")
def read() -> TemplateReader:
    reader = TemplateReader()
    for name, view in RECEIVES.items():
        reader.page(name, view)
    return reader


def beneath(hint: Any) -> Iterator[type]:
    """The views in a type hint, however deep."""
    if dataclasses.is_dataclass(hint):
        yield hint  # type: ignore[misc]
    for part in typing.get_args(hint):
        yield from beneath(part)


def view_classes() -> list[type]:
    """What a template can reach: the views of pages, and all that stands in them; in order of their names."""
    found: set[type] = set()
    ahead = [SiteView, EntryView, *RECEIVES.values()]
    while ahead:
        cls = ahead.pop()
        if cls not in found:
            found.add(cls)
            ahead += [inner for hint in typing.get_type_hints(cls).values() for inner in beneath(hint)]
    return sorted(found, key=lambda cls: (cls.__name__, cls.__module__))


def written_views() -> Iterator[str]:
    """The names of all classes below plugins/ that are views: by their own name, or by that of their module."""
    for path in sorted(PLUGINS.rglob("*.py")):
        classes = [node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
        yield from (name for name in classes if name.endswith("View") or path.stem.endswith("views"))


def test_every_view_is_reached_by_a_template_and_no_two_bear_one_name() -> None:
    reached = [cls.__name__ for cls in view_classes()]
    assert len(reached) == len(set(reached))
    assert sorted(written_views()) == sorted(set(written_views()) & set(reached))


def test_no_template_asks_for_a_field_that_is_not_there(read: TemplateReader) -> None:
    assert read.wrong == []


def test_the_reader_of_templates_finds_what_is_wrong() -> None:
    """A check of the check: it follows loops, macros and filters."""
    reader = TemplateReader()
    reader._macros = lambda name, scope: {}  # type: ignore[method-assign]
    source = "{% for l in view.actors | list %}{% if l.nope %}{{ l.text }}{% endif %}{% endfor %}{{ view.date.wrong }}{{ view.lead.html }}"
    reader._body(jinja2.Environment().parse(source).body, {"view": reports.ReportView}, "own")
    assert reader.wrong == ["own:1: Link has no field 'nope'", "own:1: DateView has no field 'wrong'"]
    assert ("Link", "text") in reader.used


def test_every_field_is_shown_by_some_template_or_listed_as_unused(read: TemplateReader) -> None:
    every = {(cls.__name__, field.name) for cls in view_classes() for field in dataclasses.fields(cls)}
    assert sorted(f"{cls}.{field}" for cls, field in every - read.used) == sorted(UNUSED.split())


def test_every_template_of_the_theme_is_received_by_a_page_or_is_part_of_one() -> None:
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    assert {name for name in names if not name.startswith("parts/")} == {*RECEIVES, "base.html"}


def test_a_page_passes_its_template_the_view_that_is_documented_for_it(tmp_path: Path) -> None:
    """On the archive of this repository; the view's first words name its template."""
    folders = {"OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(tmp_path / "cache")}
    build = engine.prepare(read_settings({**read_conf(ROOT / "pelicanconf.py"), **folders}), SECTIONS)
    composer = build.composer(Recorder())
    met = {page.template: type(page.compose(composer, *page.given)) for page in build.contents.pages}
    assert met.pop("") in (str, tuple)  # text, or the texts of several files
    assert {template: RECEIVES[template] for template in met} == met
    assert {"home.html", "report.html", "entity.html", "feed.atom"} <= set(met)


@pytest.mark.parametrize("template", RECEIVES)
def test_the_documentation_of_a_page_view_begins_with_its_template(template: str) -> None:
    assert (RECEIVES[template].__doc__ or "").startswith(f"{template}")


@pytest.mark.parametrize("cls", view_classes(), ids=lambda cls: cls.__name__)
def test_a_view_is_a_value_and_its_fields_say_their_types(cls: type) -> None:
    assert cls.__dataclass_params__.unsafe_hash  # type: ignore[attr-defined]  # what annals.values makes, and mypy keeps from change
    assert hasattr(cls, "__slots__")
    assert set(fields(cls)) == {field.name for field in dataclasses.fields(cls)}


# A name that is one of these says all there is to say, on whatever view it stands; any other needs a comment beside it.
OBVIOUS = """
actors anchor archived categories children citations claims companions count date dates day description entity entries facts figures footer
groups head heading html icon id index items kind label lang lead licence link links modified month months name names next note
outlet pager places preview previous print_stylesheet published quote accessed rights said siblings sitemap sources speaker
stories stylesheet subtitle summary text title total updated url values via weekday ways weeks year years answers dir canonical feed
newer older reported family home threads
changes differences paragraphs stories until since
narrowing
"""


@pytest.mark.parametrize("cls", view_classes(), ids=lambda cls: cls.__name__)
def test_every_field_is_documented_or_obvious(cls: type) -> None:
    source = Path(str(__import__(cls.__module__, fromlist=["_"]).__file__)).read_text("utf-8")
    body = source.split(f"class {cls.__name__}:", 1)[1].split("\n@immutable", 1)[0]
    lines = {line.split(":")[0].strip(): line for line in body.splitlines() if ":" in line}
    silent = [field.name for field in dataclasses.fields(cls) if "#" not in lines[field.name] and field.name not in OBVIOUS.split()]
    assert silent == []
