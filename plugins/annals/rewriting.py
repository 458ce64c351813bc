"""Changes in content files, each at its mark; all other bytes stay as they are: line ends, byte order marks, spelling of accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class RewriteError(Exception):
    """A place that cannot be rewritten by machine. ``str()`` says which, and what was to be done."""

    exitcode = 65


class Rewrite(NamedTuple):
    """A text to be replaced where a mark says that it stands. Lines and columns as in :class:`~annals.problems.Mark`."""

    line: int
    column: int
    old: str
    new: str


def rewrite(raw: bytes, rewrites: Iterable[Rewrite], shown: str) -> bytes:
    """The file with some texts replaced. ``shown``: what errors call it. Raises :class:`RewriteError`."""
    text = raw.decode("utf-8")
    lines = _LINE.findall(text)
    for line, column, old, new in sorted(set(rewrites), reverse=True):  # from the end, so that columns stay right
        whole = lines[line - 1] if line <= len(lines) else ""
        span = _find(whole, column + (line == 1 and whole.startswith("\ufeff")), old)
        if span is None:
            raise RewriteError(f"{shown}:{line}:{column}: {old!r} could not be found as it is written; change it to {new!r} by hand first")
        lines[line - 1] = whole[: span[0]] + new + whole[span[1] :]
    return "".join(lines).encode("utf-8")


def _find(line: str, column: int, old: str) -> tuple[int, int] | None:
    """Where a text stands in a line as it is on the disk; the column was counted after accents had been joined to their letters."""
    start = next((i for i in range(len(line) + 1) if len(_composed(line[:i])) == column - 1 and not _goes_on(line, i)), None)
    if start is None:
        return None
    if line[start : start + 1] in ("'", '"') and not old.startswith(("'", '"')):
        start += 1
    for end in range(start, len(line) + 1):
        found = _composed(line[start:end])
        if found == old and not _goes_on(line, end):
            return start, end
        if len(found) > len(old):
            break
    return None


def _goes_on(line: str, at: int) -> bool:
    return at < len(line) and unicodedata.combining(line[at]) != 0


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def add_to_list(raw: bytes, field: str, items: Iterable[str], shown: str) -> bytes:
    """The file with more items in a list of its front matter. ``items`` as YAML. Raises :class:`RewriteError`."""
    items = list(items)
    if not items:
        return raw
    lines = _LINE.findall(raw.decode("utf-8"))
    end = next(i for i, line in enumerate(lines) if i and line.rstrip() == "---")
    ending = re.search(r"[\r\n]*\Z", lines[0])
    newline = ending[0] if ending else "\n"
    at = next((i for i in range(1, end) if lines[i].startswith(f"{field}:")), None)
    if at is None:
        lines.insert(end, f"{field}: [{', '.join(items)}]{newline}")
    elif found := re.fullmatch(rf"({field}: *\[.*?),?(\s*\]\s*(?:#.*)?)", lines[at], re.DOTALL):
        joint = "" if found[1].rstrip().endswith("[") else ", "
        lines[at] = f"{found[1]}{joint}{', '.join(items)}{found[2]}"
    elif re.fullmatch(rf"{field}: *(#.*)?\s*", lines[at]):
        after, indent = _end_of_items(lines[:end], at)
        lines[after:after] = [f"{indent}- {item}{newline}" for item in items]
    else:
        raise RewriteError(f"{shown}:{at + 1}: '{field}' is written in a way that cannot be added to; add {', '.join(items)} by hand first")
    return "".join(lines).encode("utf-8")


def _end_of_items(lines: list[str], at: int) -> tuple[int, str]:
    """Of a list whose field stands in a line, one item a line below it: where the next item would stand, and how far it is indented."""
    last, indent = at, "  "
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if re.match(r"\s*- ", line):
            indent = line[: line.index("-")] if last == at else indent
            last = number
        elif line.strip() and not line.startswith((" ", "\t")):
            break
        elif line.strip():
            last = number
    return last + 1, indent
