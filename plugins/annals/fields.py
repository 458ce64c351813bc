"""The types that a front-matter field can have. Each reads a node, says what is wrong with it, and can describe itself.

Reading gives plain values, with :class:`Reference` where another file is named; :meth:`Type.resolve` turns those into
ids once every file is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from .dates import DateError, Precision, parse_date
from .figures import FigureError, parse_figure
from .frontmatter import Mapping as MappingNode
from .frontmatter import Node, Scalar, Sequence, SourceFile
from .problems import Mark, Problems, Vocabulary, did_you_mean, quote
from .times import TimeError, parse_time
from .values import immutable

ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""An id: letters and digits of any script, in lower case where the script has one, with single hyphens."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
MISSING: Any = object()  # stands for a value that could not be read; the fault has been told


def is_id(text: str) -> bool:
    return bool(ID.fullmatch(text)) and text == text.lower() and unicodedata.is_normalized("NFC", text)


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

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        """The value, or MISSING when it is faulty and the fault has been told."""
        raise NotImplementedError

    def resolve(self, value: Any, resolver: Resolver) -> Any:  # noqa: ARG002 - types that name no other file have nothing to look up
        return value

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12), for editors that complete and check front matter."""
        return {"type": "string"}

    def scalar(self, node: Node, reader: Reader, name: str) -> Scalar | None:
        if isinstance(node, Scalar):
            return node
        shape = "a list" if isinstance(node, Sequence) else "a group of fields"
        reader.fault(node.mark, "wrong-type", f"'{name}' is {shape}, but one value is wanted", f"'{name}' is {self.words}")
        return None

    def refuse(self, scalar: Scalar, reader: Reader, name: str, code: str = "wrong-type", *help: str) -> Any:
        return reader.fault(scalar.mark, code, f"'{name}' cannot be {quote(scalar.text)}", *help, f"'{name}' is {self.words}")


class Text(Type):
    words = "text"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        return MISSING if scalar is None else " ".join(scalar.text.split())


class Choice(Type):
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.words = f"one of {', '.join(values)}"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None or scalar.text in self.values:
            return MISSING if scalar is None else scalar.text
        return self.refuse(scalar, reader, name, "unknown-value", *did_you_mean(scalar.text, self.values))

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}


class EdtfDate(Type):
    words = "a date: 2016-10-28, 2016-10, 2016; with ~ about, with ? unsure; FIRST/LAST for an interval, .. for an open end"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        try:
            return parse_date(scalar.text)
        except DateError as error:
            return reader.fault(
                scalar.mark,
                "bad-date",
                f"{quote(scalar.text)} is not a date: {error}",
                "for example 2016-10-28, 2016-10, 2016-10-18~ or 2016-10-21/2016-10-23",
            )


class TimeOfDay(Type):
    words = "a time by the clock of the place: 10:00+03:00 (three hours ahead of GMT), 10:00; in GMT: 07:00Z; FROM/TO; with ~ about"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        try:
            return parse_time(scalar.text)
        except TimeError as error:
            return reader.fault(scalar.mark, "bad-time", f"{quote(scalar.text)} is not a time: {error}", f"'{name}' is {self.words}")


class Day(EdtfDate):
    words = "a day: 2016-10-29"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        date = super().read(node, reader, name)
        if date is MISSING or (not date.is_interval and date.sure and date.anchor.precision is Precision.DAY):
            return date
        return reader.fault(
            node.mark, "bad-date", f"'{name}' is a day that is known, like 2016-10-29", "leave the field out where the day is not known"
        )


class Flag(Type):
    words = "true or false"
    _values = {"true": True, "false": False}

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        value = self._values.get(scalar.text)
        return self.refuse(scalar, reader, name) if value is None else value

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class WholeNumber(Type):
    def __init__(self, least: int = 0) -> None:
        self.least = least
        self.words = "a whole number, in digits alone" + (f", from {least}" if least else "")

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        if not re.fullmatch(r"[0-9]{1,12}", scalar.text, re.ASCII) or int(scalar.text) < self.least:
            return self.refuse(scalar, reader, name)
        return int(scalar.text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}


class Degrees(Type):
    def __init__(self, most: int) -> None:
        self.most = most
        self.words = f"degrees, from -{most} to {most}, with a decimal point"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{1,8})?", scalar.text, re.ASCII) or abs(float(scalar.text)) > self.most:
            return self.refuse(scalar, reader, name)
        return float(scalar.text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": -self.most, "maximum": self.most}


class Id(Type):
    words = "an id: lower-case letters and digits, joined by single hyphens"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        return scalar.text if is_id(scalar.text) else self.refuse(scalar, reader, name, "bad-id", "write it like west-aleppo-toll")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[^A-Z\\s_]+$"}


class Language(Type):
    words = "a language tag (BCP 47), like ar, ku-Latn or en-GB"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        return scalar.text if _LANGUAGE.fullmatch(scalar.text) else self.refuse(scalar, reader, name, "bad-language")


class Address(Type):
    words = "an address that begins with https:// or http://"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        if not is_web_address(scalar.text):
            return self.refuse(scalar, reader, name, "bad-address")
        return scalar.text

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


class Sha256(Type):
    words = "a SHA-256 hash: 64 hexadecimal digits"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        if not re.fullmatch(r"[0-9A-Fa-f]{64}", scalar.text, re.ASCII):
            return self.refuse(scalar, reader, name, "bad-hash", "take it from the kept file: sha256sum FILE")
        return scalar.text.lower()

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"}


class ImageFile(Type):
    words = "a file in content/images/, written /images/name.jpg"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        inside = scalar.text.removeprefix("/")
        if not inside.startswith("images/") or any(part in ("", ".", "..") for part in inside.split("/")):
            return self.refuse(scalar, reader, name, "missing-image", "put the file into content/images/ and write /images/name.jpg")
        return inside

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^/?images/"}


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r'[\s<>"{}|\\^`]', text) and (parts.port or 1) > 0
        )
    except ValueError:
        return False


class SiteAddress(Type):
    """An address of this site, read to its path below the site's root: ``actors/old-name/``. With ``part``, also ``#part`` alone."""

    def __init__(self, *, part: bool = False) -> None:
        self.part = part
        self.words = "an address of this site, without its host: /actors/old-name/" + (", or #part for a part of this page" if part else "")

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        text = scalar.text
        if text.startswith("#"):
            return text if self.part and is_id(text[1:]) else self.refuse(scalar, reader, name, "bad-address")
        cures = ["leave the host out: addresses hold wherever the site is published"] if is_web_address(text) else []
        if "#" in text or "?" in text:
            cures.append("write the address of the whole page, without # and ?")
        path = text.removeprefix("/")
        if path.endswith(".md"):  # the name of a file of the content is meant for its page
            path = path.removesuffix(".md").removeprefix("pages/") + "/"
        if cures or not _PATH.fullmatch(path) or not unicodedata.is_normalized("NFC", path):
            return self.refuse(scalar, reader, name, "bad-address", *cures)
        return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


_PATH = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?(?<!^)")


class FigureType(Type):
    words = "a figure: 7, 15+, more than 15, 160..200, ~100, nearly 100, dozens, scores, hundreds; with 'since DATE'"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        try:
            return parse_figure(scalar.text)
        except FigureError as error:
            return reader.fault(scalar.mark, "bad-figure", f"'{name}' cannot be {quote(scalar.text)}: {error}")

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"]}


class Ref(Type):
    """A reference to one of some families. Resolves to the id; with ``family_too`` to (family, id)."""

    def __init__(self, *families: str, family_too: bool = False) -> None:
        self.families = families
        self.family_too = family_too
        self.words = f"{' or '.join(('an ' if f[0] in 'aeiou' else 'a ') + f for f in families)}: its id, a name or an alias"

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        scalar = self.scalar(node, reader, name)
        if scalar is None:
            return MISSING
        return Reference(self.families, " ".join(scalar.text.split()), scalar.mark, reader.source.line(scalar.mark.line))

    def resolve(self, value: Reference, resolver: Resolver) -> Any:
        found = resolver(value)
        return MISSING if found is None else found if self.family_too else found[1]


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
                names = Vocabulary({*self.fields, *(reader.categories if self.counted else ())} - set(node.entries))
                meant.update(names.nearest(name, 1))
                fields = [*self.fields, *(reader.categories if self.counted else ())]
                help = (*did_you_mean(name, names), f"its fields: {', '.join(fields)}")
                if self.counted:
                    help += ("what is counted besides is told in the setting ANNALS_CATEGORIES",)
                reader.fault(mark, "unknown-field", f"{self.title} has no field {quote(name)}", *help)
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
                if isinstance(known.type, Id):
                    found.lines[name] = reader.source.line(value.mark.line)
        for name, known in self.fields.items():
            if known.required and name not in found.marks and name not in meant:
                reader.fault(
                    node.mark, "missing-field", f"{self.title} needs the field '{name}'", f"'{name}' is {known.type.words}", known.doc
                )
        if self.check:
            self.check(found, reader)
        return found

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
