"""Templates compiled with shortcuts write what Jinja2 writes as it comes; compiled ones are kept, and not believed when damaged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2 import nodes
from jinja2.bccache import Bucket

from annals import rendering, templates
from annals.templates import template_digests
from tests.sites import ROOT, Project

FORMS = """
{{ view.text }}                                                    | plain text & <b>"quoted"</b>
{{ view.html }}                                                    | text that is safe
{{ view.number }} {{ view.nothing }}                               | no text
{{ view.text | upper | replace("A", "<") }}                        | filters
{{ view.items | length }} {{ view.items[1:] | join(", ") }}        | lists
{% for item in view.items %}{{ loop.index }}{{ item }}{{ ", " if not loop.last }}{% endfor %} | loops
{% macro m(a, b="<") %}{{ a }}{{ b }}{{ view }}{% endmacro %}{{ m(1) }}{{ m(1, b=2) }}{{ m(b=3, a=4) }}{{ m("&", "&") }} | macros
{% macro m(a) %}[{{ caller() }}{{ a }}]{% endmacro %}{% call m(1) %}<{{ view.text }}>{% endcall %} | a macro around text
{% macro m() %}{{ varargs | join }}{{ kwargs.get("x") }}{% endmacro %}{{ m(1, 2, x=3) }} | a macro that takes anything
{% set ns = namespace(x=1) %}{% set ns.x = ns.x + 1 %}{{ ns.x }} {{ dict(a=1).get("a") }}  | names that Jinja2 gives
{{ "{:,}".format(view.number) }} {{ view.text.split(" ")[0] }}     | calls of what values bring
{% if view.missing is defined %}a{% else %}b{% endif %} {{ view.missing | default("-") }} | a field that may be missing
{{ view.text ~ view.html }} {{ ("<" ~ view.text) | safe }}         | texts joined
{% filter upper %}{{ view.text }}{% endfilter %}                   | a filter around text
"""


class View:
    text = 'a & <b>"quoted"</b>'
    html = jinja2.runtime.Markup("<i>safe</i>")
    number = 12345
    nothing = None
    items = ("<", "b", "c")

    def __str__(self) -> str:
        return "<view>"


def both(tmp_path: Path, text: str) -> tuple[str, str]:
    (tmp_path / "t.html").write_text(text, "utf-8")
    made = [templates.make_environment([tmp_path], shortcuts=shortcuts) for shortcuts in (False, True)]
    plain, quick = (environment.get_template("t.html").render(view=View()) for environment in made)
    return plain, quick


@pytest.mark.parametrize("line", FORMS.strip().splitlines(), ids=lambda line: line.rpartition("|")[2].strip())
def test_shortcuts_write_the_same(line: str, tmp_path: Path) -> None:
    plain, quick = both(tmp_path, line.rpartition("|")[0])
    assert quick == plain
    assert plain.strip()


def test_a_field_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ view.titel }}", "utf-8")
    with pytest.raises(AttributeError, match="titel"):
        templates.make_environment([tmp_path]).get_template("t.html").render(view=View())


def test_every_page_is_the_same_without_shortcuts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole of a site: a build in a process that has no shortcuts."""
    quick = dict(project.build().files)
    code = project.root / "plugins" / "annals" / "templates.py"
    text = code.read_text("utf-8")
    assert "shortcuts: bool = True" in text
    code.write_text(text.replace("shortcuts: bool = True", "shortcuts: bool = False"), "utf-8")
    assert "; 0 files written, " in project.pelican().out
    assert dict(project.build().files) == quick


def test_a_compiled_template_is_kept_and_a_damaged_one_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.html").write_text("{{ view.number }}", "utf-8")
    kept = tmp_path / "kept"

    def render() -> str:
        return templates.make_environment([tmp_path], kept).get_template("t.html").render(view=View())

    assert render() == "12345"
    compiled = [0]
    real = jinja2.Environment.compile

    def compile(*given: Any, **rest: Any) -> Any:
        compiled[0] += 1
        return real(*given, **rest)

    monkeypatch.setattr(jinja2.Environment, "compile", compile)
    assert (render(), compiled) == ("12345", [0])
    file = next(kept.iterdir())
    whole = file.read_bytes()
    for damaged in (b"", whole[:20], whole[:-1], whole[:30] + bytes([whole[30] ^ 1]) + whole[31:], bytes(len(whole))):
        file.write_bytes(damaged)
        compiled[0] = 0
        assert (render(), compiled) == ("12345", [1])
        assert file.read_bytes() == whole
    (tmp_path / "t.html").write_text("{{ view.number + 1 }}", "utf-8")
    assert render() == "12346"


def test_a_macro_is_asked_once_for_the_same_values(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m | once(1) }}{{ m | once(2) }}{{ m | once(1) }}", "utf-8")
    renderer = rendering.Renderer([tmp_path], None)  # type: ignore[arg-type]  # the template does not look at the site
    assert renderer.render("t.html", None) == b"<1><2><1>"
    assert renderer.render("t.html", None) == b"<1><2><1>"
    assert len(renderer._macros) == 2


def test_a_template_may_be_kept_by_several_at_the_same_time(tmp_path: Path) -> None:
    """As the processes of one build do."""
    (tmp_path / "t.html").write_text("{{ view.number }}", "utf-8")
    kept = templates.Compiled(tmp_path / "kept")
    buckets = [Bucket(jinja2.Environment(), "key", "sum") for _ in range(8)]
    for bucket in buckets:
        bucket.code = compile("1", "t.html", "eval")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda bucket: [kept.dump_bytecode(bucket) for _ in range(100)], buckets))
    for bucket in buckets:
        bucket.code = None
        kept.load_bytecode(bucket)
        assert bucket.code


def test_a_template_is_known_by_all_that_it_draws_in(tmp_path: Path) -> None:
    """Directly or not; where it says only at run time what it draws in, by all there is."""
    texts = {
        "one.html": '{% extends "base.html" %}',
        "two.html": "{% from 'parts/two.html' import a %}",
        "three.html": "{% include chosen %}",
        "base.html": '{% include "parts/one.html" %}',
        "parts/one.html": "",
        "parts/two.html": "",
        "parts/always.html": "",
    }
    overrides, theme = tmp_path / "overrides", tmp_path / "theme"
    for name, text in texts.items():
        (theme / name).parent.mkdir(parents=True, exist_ok=True)
        (theme / name).write_text(text, encoding="utf-8")
    overrides.mkdir()

    def digests() -> dict[str, bytes]:
        return template_digests([overrides, theme], ("parts/always.html",))

    def touched(name: str) -> set[str]:
        before = digests()
        (overrides / name).parent.mkdir(exist_ok=True)
        (overrides / name).write_text("other", encoding="utf-8")
        after = digests()
        return {one for one in before if before[one] != after[one] and not one.startswith("parts/")}

    assert touched("parts/two.html") == {"two.html", "three.html"}
    assert touched("parts/one.html") == {"one.html", "base.html", "three.html"}
    assert touched("parts/always.html") == {"one.html", "two.html", "three.html", "base.html"}
    assert touched("three.html") == {"three.html"}


def test_every_macro_that_a_template_asks_for_is_used() -> None:
    unused = []
    for path in sorted((ROOT / "themes" / "annals" / "templates").rglob("*.html")):
        tree = jinja2.Environment().parse(path.read_text("utf-8"))
        taken = {name if isinstance(name, str) else name[1] for found in tree.find_all(nodes.FromImport) for name in found.names}
        unused += [f"{path.name}: {name}" for name in sorted(taken - {found.name for found in tree.find_all(nodes.Name)})]
    assert unused == []
