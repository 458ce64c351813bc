"""The theme's templates as Python: compiled with shortcuts, and kept compiled from one build to the next.

What Jinja2 writes for a template asks at every step what might be the case in some template: whether a name stands for a key or
for an attribute, whether a function wants the context, whether a text is safe. In ours the answer is always the same. The
shortcuts leave the questions out. tests/test_templates.py compares them with Jinja2 as it comes.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, MutableMapping
from functools import cache, partial
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import _PassArg, missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what escape() is built on

from .disk import digest
from .unbroken import unbroken

_LENIENT = frozenset(("defined", "undefined", "default", "d"))  # tests and filters that ask whether a field is there


def make_environment(templates: Iterable[Path], kept: Path | None = None, *, shortcuts: bool = True) -> jinja2.Environment:
    """Compiles the templates in some folders, the first that holds one. ``kept``: a folder where compiled ones are kept."""
    environment = _Environment(
        loader=jinja2.FileSystemLoader(list(templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(kept) if kept is not None else None,
    )
    environment.filters["number"] = "{:,}".format
    environment.filters["unbroken"] = unbroken
    if shortcuts:
        environment.code_generator_class = _QuickGenerator
        environment.shown = _shown  # type: ignore[attr-defined]  # what compiled templates find there
        environment.macro = _QuickMacro  # type: ignore[attr-defined]
        environment.part = cache(partial(_part, environment))  # type: ignore[attr-defined]
    return environment


class _Environment(jinja2.Environment):
    """What all templates know is the same from the first to the last page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:  # Jinja2's is a mapping that looks into several others
        return {**self.globals, **(d or {})}


def template_digests(folders: Iterable[Path], always: Iterable[str]) -> dict[str, bytes]:
    """For each template a digest of itself and of all that it may draw in, by name; ``always``: what any of them may.

    What stands in quotation marks and is the name of a template may be drawn in; where a name is a value, all may.
    """
    texts: dict[str, str] = {}
    for folder in reversed(list(folders)):  # the first that holds a template has the last word
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                texts[file.relative_to(folder).as_posix()] = file.read_bytes().decode("utf-8", "replace")
    named = {name: set(always) | ({*_QUOTED.findall(text)} if not _ANY.search(text) else {*texts}) for name, text in texts.items()}
    own = {name: digest(text.encode()) for name, text in texts.items()}
    found: dict[str, bytes] = {}
    for name in texts:
        drawn, new = {name}, {name}
        while new:
            new = {other for one in new for other in named[one] if other in texts} - drawn
            drawn |= new
        found[name] = digest(b"".join(f"{one}\0".encode() + own[one] for one in sorted(drawn)))
    return found


_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
_ANY = re.compile(r"""{%-?\s*(?:include|import|from|extends)\s+[^"'\s]""")


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in a folder. One that is not as it was written there is compiled again."""

    def __init__(self, folder: Path) -> None:
        """``folder``: one for each version of the code, as the code says how templates are compiled."""
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            data = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        if data[:16] == digest(bucket.checksum.encode() + data[16:]):
            bucket.code = marshal.loads(data[16:])  # noqa: S302 - our own bytes: the digest is right

    def dump_bytecode(self, bucket: Bucket) -> None:
        data = marshal.dumps(bucket.code)
        self.folder.mkdir(parents=True, exist_ok=True)
        # in its place at once: several processes may write it at the same time, and the digest tells when one reads a part
        (self.folder / bucket.key).write_bytes(digest(bucket.checksum.encode() + data) + data)


def _shown(value: Any) -> str:
    """A value as it stands in HTML."""
    kind = type(value)
    return value if kind is Markup else _escape_inner(value) if kind is str else escape(value)


def _part(environment: jinja2.Environment, name: str) -> Any:
    """What a template gives to those that import from it. It is the same for all of them: no context goes along."""
    return environment.get_template(name).module


class _QuickMacro(Macro):
    """A macro that is called with its values in their order goes without further questions."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        count = self._argument_count
        asks = self.caller or self.catch_kwargs or self.catch_varargs
        # by how many values are given: those that are left out
        self._left_out = {} if asks else {given: (missing,) * (count - given) for given in range(count + 1)}

    def __call__(self, *arguments: Any, **named: Any) -> str:
        left_out = self._left_out.get(len(arguments))
        if named or left_out is None:
            return super().__call__(*arguments, **named)
        return str.__new__(Markup, self._func(*arguments, *left_out) if left_out else self._func(*arguments))


class _QuickGenerator(CodeGenerator):
    """A view is a frozen dataclass, so ``a.b`` is its attribute; a function that is called by its name wants no context."""

    _lenient = 0

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002 - Jinja2's own needs no more
        self.write("environment.macro(environment, macro, ")
        node = macro_ref.node
        names = "".join(f"{argument.name!r}, " for argument in node.args)
        flags = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        self.write(f"{getattr(node, 'name', None)!r}, ({names}), {', '.join(map(repr, flags))}, context.eval_ctx.autoescape)")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.part({node.template.value!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        if self._lenient or (isinstance(node.node, nodes.Name) and node.node.name == "self"):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        self._lenient += node.name in _LENIENT
        super().visit_Test(node, frame)
        self._lenient -= node.name in _LENIENT

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        self._lenient += node.name in _LENIENT
        super().visit_Filter(node, frame)
        self._lenient -= node.name in _LENIENT

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        if node.expr2 is None:  # else nothing: Jinja2 makes a value that is undefined, and then shows that as nothing
            node = nodes.CondExpr(node.test, node.expr1, nodes.Const(""), lineno=node.lineno)
        super().visit_CondExpr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        called = node.node
        known: Any = self.environment.globals.get(called.name) if isinstance(called, nodes.Name) else None
        if node.dyn_args or node.dyn_kwargs or _PassArg.from_obj(known) is not None or any(iskeyword(word.key) for word in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")
