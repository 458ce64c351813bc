"""What one value of a field can be: a date, a figure, an id. Each type reads a text, says what is wrong with it, and describes itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .dates import DateError, Precision, parse_date
from .fields import MISSING, Reader, Reference, Resolver, Type
from .figures import FigureError, parse_figure
from .frontmatter import Node, Scalar, Sequence
from .problems import did_you_mean, quote
from .times import TimeError, parse_time


class Single(Type):
    """One value, and neither a list nor a group of fields."""

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, Scalar):
            return self.parse(node, reader, name)
        shape = "a list" if isinstance(node, Sequence) else "a group of fields"
        return reader.fault(node.mark, "wrong-type", f"'{name}' is {shape}, but one value is wanted", f"'{name}' is {self.words}")

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        """The value, or MISSING when it is faulty and the fault has been told."""
        raise NotImplementedError

    def refuse(self, scalar: Scalar, reader: Reader, name: str, code: str = "wrong-type", *help: str) -> Any:
        return reader.fault(scalar.mark, code, f"'{name}' cannot be {quote(scalar.text)}", *help, f"'{name}' is {self.words}")


class Text(Single):
    words = "text"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        return " ".join(scalar.text.split())


class Choice(Single):
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.words = f"one of {', '.join(values)}"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        if scalar.text in self.values:
            return scalar.text
        return self.refuse(scalar, reader, name, "unknown-value", *did_you_mean(scalar.text, self.values))

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}


class EdtfDate(Single):
    words = "a date: 2016-10-28, 2016-10, 2016; with ~ about, with ? unsure; FIRST/LAST for an interval, .. for an open end"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        try:
            return parse_date(scalar.text)
        except DateError as error:
            return reader.fault(
                scalar.mark,
                "bad-date",
                f"{quote(scalar.text)} is not a date: {error}",
                "for example 2016-10-28, 2016-10, 2016-10-18~ or 2016-10-21/2016-10-23",
            )


class Day(EdtfDate):
    words = "a day: 2016-10-29"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        date = super().parse(scalar, reader, name)
        if date is MISSING or (not date.is_interval and date.sure and date.anchor.precision is Precision.DAY):
            return date
        return reader.fault(
            scalar.mark, "bad-date", f"'{name}' is a day that is known, like 2016-10-29", "leave the field out where the day is not known"
        )


class TimeOfDay(Single):
    words = "a time by the clock of the place: 10:00+03:00 (three hours ahead of GMT), 10:00; in GMT: 07:00Z; FROM/TO; with ~ about"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        try:
            return parse_time(scalar.text)
        except TimeError as error:
            return reader.fault(scalar.mark, "bad-time", f"{quote(scalar.text)} is not a time: {error}", f"'{name}' is {self.words}")


class Flag(Single):
    words = "true or false"
    _values = {"true": True, "false": False}

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        value = self._values.get(scalar.text)
        return self.refuse(scalar, reader, name) if value is None else value

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class WholeNumber(Single):
    def __init__(self, least: int = 0) -> None:
        self.least = least
        self.words = "a whole number, in digits alone" + (f", from {least}" if least else "")

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        if not re.fullmatch(r"[0-9]{1,12}", scalar.text, re.ASCII) or int(scalar.text) < self.least:
            return self.refuse(scalar, reader, name)
        return int(scalar.text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}


class Degrees(Single):
    def __init__(self, most: int) -> None:
        self.most = most
        self.words = f"degrees, from -{most} to {most}, with a decimal point"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{1,8})?", scalar.text, re.ASCII) or abs(float(scalar.text)) > self.most:
            return self.refuse(scalar, reader, name)
        return float(scalar.text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": -self.most, "maximum": self.most}


ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""An id: letters and digits of any script, in lower case where the script has one, with single hyphens."""


def is_id(text: str) -> bool:
    return bool(ID.fullmatch(text)) and text == text.lower() and unicodedata.is_normalized("NFC", text)


class Id(Single):
    words = "an id: lower-case letters and digits, joined by single hyphens"
    kept_line = True  # ids are compared across files, and a fault found there shows it

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        return scalar.text if is_id(scalar.text) else self.refuse(scalar, reader, name, "bad-id", "write it like west-aleppo-toll")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[^A-Z\\s_]+$"}


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


class Language(Single):
    words = "a language tag (BCP 47), like ar, ku-Latn or en-GB"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        return scalar.text if _LANGUAGE.fullmatch(scalar.text) else self.refuse(scalar, reader, name, "bad-language")


def is_web_address(text: str) -> bool:
    """Whether it is a whole address that a browser goes to: http or https, with a host, and nothing in it that would have to be escaped."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r'[\s<>"{}|\\^`]', text) and (parts.port or 1) > 0
        )
    except ValueError:
        return False


class Address(Single):
    words = "an address that begins with https:// or http://"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        if not is_web_address(scalar.text):
            return self.refuse(scalar, reader, name, "bad-address")
        return scalar.text

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


class Sha256(Single):
    words = "a SHA-256 hash: 64 hexadecimal digits"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        if not re.fullmatch(r"[0-9A-Fa-f]{64}", scalar.text, re.ASCII):
            return self.refuse(scalar, reader, name, "bad-hash", "take it from the kept file: sha256sum FILE")
        return scalar.text.lower()

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"}


class ImageFile(Single):
    words = "a file in content/images/, written /images/name.jpg"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        inside = scalar.text.removeprefix("/")
        if not inside.startswith("images/") or any(part in ("", ".", "..") for part in inside.split("/")):
            return self.refuse(scalar, reader, name, "missing-image", "put the file into content/images/ and write /images/name.jpg")
        return inside

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^/?images/"}


_PATH = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?(?<!^)")


class SiteAddress(Single):
    """An address of this site, read to its path below the site's root: ``actors/old-name/``. With ``part``, also ``#part`` alone."""

    def __init__(self, *, part: bool = False) -> None:
        self.part = part
        self.words = "an address of this site, without its host: /actors/old-name/" + (", or #part for a part of this page" if part else "")

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
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


class FigureType(Single):
    words = "a figure: 7, 15+, more than 15, 160..200, ~100, nearly 100, dozens, scores, hundreds; with 'since DATE'"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        try:
            return parse_figure(scalar.text)
        except FigureError as error:
            return reader.fault(scalar.mark, "bad-figure", f"'{name}' cannot be {quote(scalar.text)}: {error}")

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"]}


class Ref(Single):
    """A reference to one of some families. Resolves to the id; with ``family_too`` to (family, id)."""

    def __init__(self, *families: str, family_too: bool = False) -> None:
        self.families = families
        self.family_too = family_too
        self.words = f"{' or '.join(('an ' if f[0] in 'aeiou' else 'a ') + f for f in families)}: its id, a name or an alias"

    def parse(self, scalar: Scalar, reader: Reader, name: str) -> Any:
        return Reference(self.families, " ".join(scalar.text.split()), scalar.mark, reader.source.line(scalar.mark.line))

    def resolve(self, value: Reference, resolver: Resolver) -> Any:
        found = resolver(value)
        return MISSING if found is None else found if self.family_too else found[1]
