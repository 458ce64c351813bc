"""What a field of front matter is, and how lists and groups of fields are read. What one value can be is in ``scalars``.

Reading gives plain values, with :class:`Reference` where another file is named; :meth:`Type.resolve` turns those into
ids once every file is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .frontmatter import Mapping as MappingNode
from .frontmatter import Node, Scalar, Sequence, SourceFile
from .problems import Mark, Problems, Vocabulary, did_you_mean, quote
from .values import immutable

MISSING: Any = object()  # stands for a value that could not be read; the fault has been told


@dataclass(slots=True)
class Reader:
    """What reading one file needs: its text to point into, and where faults go."""

    source: SourceFile
    problems: Problems
    categories: Mapping[str, str] = field(default_factory=dict)  # of figures, that the site has besides those of the table

    def fault(self, mark: Mark, code: str, what: str, *help: str) -> Any:
        self.source.fault(self.problems, mark, code, what, *help)
        return MISSING


@immutable
class Reference:
    """A name that must resolve to an actor, a place, a source, a thread or a term: read, not yet resolved."""

    families: tuple[str, ...]
    text: str
    mark: Mark
    line: str = field(compare=False, repr=False)  # the line on which it stands, to be shown with a fault


class Resolver(Protocol):
    """Looks a reference up, telling the fault when it finds nothing: gives (family, id), or None."""

    def __call__(self, reference: Reference) -> tuple[str, str] | None: ...


class Type:
    words = ""  # "one line of text": what is wanted, for messages and for the field reference
    kept_line = False  # the line on which it stands is kept with it

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        """The value, or MISSING when it is faulty and the fault has been told."""
        raise NotImplementedError

    def resolve(self, value: Any, resolver: Resolver) -> Any:  # noqa: ARG002 - types that name no other file have nothing to look up
        return value

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12), for editors that complete and check front matter."""
        return {"type": "string"}


@immutable
class Field:
    """One line of the schema table."""

    name: str
    type: Type
    doc: str
    required: bool = False


@dataclass(slots=True)
class Values:
    """The fields that were given, read. ``marks`` says where each value stands; ``mark`` where the group begins.

    ``lines`` keeps the lines of ids, which are compared across files, so that a fault found there can be shown.
    """

    mark: Mark
    values: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.marks  # given, be it faulty

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)


class ListOf(Type):
    def __init__(self, item: Type, *, least: int = 0, distinct: bool = True) -> None:
        self.item = item
        self.least = least
        self.distinct = distinct
        self.words = f"a list, each {item.words}"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if not isinstance(node, Sequence):
            shape = "a single value" if isinstance(node, Scalar) else "a group of fields"
            shown = quote(node.text)[1:-1] if isinstance(node, Scalar) else "{...}"
            return reader.fault(node.mark, "wrong-type", f"'{name}' is {shape}, but a list is wanted", f"write {name}: [{shown}]")
        if len(node.items) < self.least:
            return reader.fault(node.mark, "missing-field", f"'{name}' needs at least {self.least} item", f"'{name}' is {self.words}")
        found = []
        for item in node.items:
            if isinstance(item, Scalar) and item.empty:
                reader.fault(item.mark, "missing-field", f"an item of '{name}' has no value", "write one, or take the item out")
            elif (value := self.item.read(item, reader, name)) is not MISSING:
                found.append(value)
        return found

    def resolve(self, value: list[Any], resolver: Resolver) -> Any:
        found = [found for item in value if (found := self.item.resolve(item, resolver)) is not MISSING]
        return tuple(dict.fromkeys(found)) if self.distinct else tuple(found)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.json_schema(), **({"minItems": self.least} if self.least else {})}


class Group(Type):
    """A mapping with fields of its own. With ``short``, a plain value stands for that one field.

    ``check`` looks at fields together and tells faults; ``make`` takes the resolved fields and builds the record. With ``counted``,
    each category of figures that the site has besides those of the table is a field of that type.
    """

    def __init__(
        self,
        title: str,
        fields: Iterable[Field],
        make: Callable[..., Any],
        *,
        short: str = "",
        check: Callable[[Values, Reader], None] | None = None,
        counted: Type | None = None,
    ) -> None:
        self.title = title
        self.fields = {f.name: f for f in fields}
        self.make = make
        self.short = short
        self.check = check
        self.counted = counted
        plain = f"{self.fields[short].type.words}; or " if short else ""
        self.words = f"{plain}a group of fields ({title})"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, MappingNode):
            return self.read_fields(node, reader)
        if isinstance(node, Scalar) and self.short:
            value = self.fields[self.short].type.read(node, reader, name)
            found = Values(node.mark, {} if value is MISSING else {self.short: value}, {self.short: node.mark})
            if self.check:
                self.check(found, reader)
            return MISSING if value is MISSING else found
        shape = quote(node.text) if isinstance(node, Scalar) else "a list"
        what = f"'{name}' is {shape}, but {self.words} is wanted"
        return reader.fault(node.mark, "wrong-type", what, f"its fields: {', '.join(self.fields)}")

    def read_fields(self, node: MappingNode, reader: Reader) -> Values:
        """Every field that is there, each fault told; ``check`` has run."""
        found = Values(node.mark)
        meant: set[str] = set()  # by a slip: a field that is there under another name is not told to be missing, too
        for name, (mark, value) in node.entries.items():
            known = self._field(name, reader.categories)
            if known is None:
                meant.update(self._unknown(name, mark, node, reader))
                continue
            if isinstance(value, Scalar) and value.empty:
                if known.required:
                    found.marks[name] = mark
                    reader.fault(mark, "missing-field", f"'{name}' has no value", f"'{name}' is {known.type.words}")
                continue
            found.marks[name] = value.mark
            read = known.type.read(value, reader, name)
            if read is not MISSING:
                found.values[name] = read
                if known.type.kept_line:
                    found.lines[name] = reader.source.line(value.mark.line)
        for name, known in self.fields.items():
            if known.required and name not in found.marks and name not in meant:
                reader.fault(
                    node.mark, "missing-field", f"{self.title} needs the field '{name}'", f"'{name}' is {known.type.words}", known.doc
                )
        if self.check:
            self.check(found, reader)
        return found

    def _unknown(self, name: str, mark: Mark, node: MappingNode, reader: Reader) -> Iterable[str]:
        """Tell that there is no such field. What comes back is the one that was meant, where one is like it and not there itself."""
        fields = [*self.fields, *(reader.categories if self.counted else ())]
        names = Vocabulary(set(fields) - set(node.entries))
        help = (*did_you_mean(name, names), f"its fields: {', '.join(fields)}")
        if self.counted:
            help += ("what is counted besides is told in the setting ANNALS_CATEGORIES",)
        reader.fault(mark, "unknown-field", f"{self.title} has no field {quote(name)}", *help)
        return names.nearest(name, 1)

    def _field(self, name: str, categories: Mapping[str, str]) -> Field | None:
        if self.counted and name in categories and name not in self.fields:
            return Field(name, self.counted, f"How many: {categories[name]}.")
        return self.fields.get(name)

    def resolve(self, value: Values, resolver: Resolver) -> Any:
        return self.build(value, resolver)

    def build(self, value: Values, resolver: Resolver, **own: Any) -> Any:
        """The record, from its fields and what is known of it besides. MISSING when a fault that has been told leaves it incomplete."""
        resolved = dict(own)
        for name, item in value.values.items():
            known = self.fields.get(name)
            type = known.type if known else self.counted
            assert type is not None
            found = type.resolve(item, resolver)
            if found is not MISSING:
                resolved[name] = found
        try:
            return self.make(**resolved)
        except (KeyError, TypeError):
            # a required field is missing or faulty: told where it was read, and no archive comes of it
            if all(f.name in resolved for f in self.fields.values() if f.required):
                raise
            return MISSING

    def json_schema(self) -> dict[str, Any]:
        whole = {
            "type": "object",
            "additionalProperties": False,
            "properties": {f.name: {**f.type.json_schema(), "description": f.doc} for f in self.fields.values()},
            "required": [f.name for f in self.fields.values() if f.required],
        }
        return {"oneOf": [self.fields[self.short].type.json_schema(), whole]} if self.short else whole
