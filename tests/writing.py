"""Small content folders for tests, and the text tables of ``tests/cases``. The format of the cases is told in ``tests/cases/README.md``."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annals.asked import ASKED
from annals.figures import CATEGORIES
from annals.filing import cards_of
from annals.indexes import build_indexes
from annals.load import load, load_files
from annals.problems import ContentError
from annals.questions import Whole, ask
from annals.reading import ContentFolder
from annals.records import Archive

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
ACCEPTED = "No fault."
NOTHING_ASKED = "No question."

_TITLE, _FILE, _EXPECTED = "=== ", ">>> ", "------"
_DIRECTIVE = re.compile(r" \[([^\]]+)\]")
_ESCAPE = re.compile(r"\\x(?P<byte>[0-9a-f]{2})|\\u\{(?P<character>[0-9a-f]+)\}|\\repeat\{(?P<count>[0-9]+) (?P<text>[^}]+)\}")


@dataclass(frozen=True)
class File:
    """One input of a case: ``directives`` are the words in brackets behind its path."""

    path: str
    directives: tuple[str, ...]
    text: str

    def write(self, content: Path) -> None:
        disk = content / self.path
        disk.parent.mkdir(parents=True, exist_ok=True)
        raw, encoding = self.text, "utf-8"
        for directive in self.directives:
            word, _, value = directive.partition(" ")
            match word:
                case "link":
                    disk.symlink_to(content / value)
                    return
                case "empty":
                    raw = ""
                case "escapes":
                    raw = _ESCAPE.sub(_unescape, raw)
                case "crlf":
                    raw = raw.replace("\n", "\r\n")
                case "cr":
                    raw = raw.replace("\n", "\r")
                case "bom":
                    raw = f"\N{BYTE ORDER MARK}{raw}"
                case "encoding":
                    encoding = value
                case _:
                    raise ValueError(f"{self.path}: no directive [{directive}]")
        disk.write_bytes(raw.encode(encoding, "surrogateescape"))


@dataclass(frozen=True)
class Case:
    title: str
    files: tuple[File, ...]
    expected: str
    table: Path

    def write(self, folder: Path) -> Path:
        """The base archive and the files of this case. Gives the content folder."""
        content = folder / "content"
        shutil.copytree(BASE, content)
        for file in self.files:
            file.write(content)
        return content


def _unescape(match: re.Match[str]) -> str:
    if match["byte"]:
        return bytes([int(match["byte"], 16)]).decode("utf-8", "surrogateescape")
    if match["character"]:
        return chr(int(match["character"], 16))
    return match["text"] * int(match["count"])


def read_cases(folder: Path) -> list[Case]:
    """Every case of every table in a folder, in order."""
    return [case for table in sorted(folder.glob("*.txt")) for case in _cases(table)]


def _cases(table: Path) -> Iterator[Case]:
    _, *blocks = re.split(rf"^{_TITLE}", table.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for block in blocks:
        given, marker, expected = block.partition(f"\n{_EXPECTED}\n")
        if not marker:
            raise ValueError(f"{table.name}: no {_EXPECTED} in the case {block[:60]!r}")
        title, *files = re.split(rf"^{_FILE}", given + "\n", flags=re.MULTILINE)
        yield Case(title.split("\n", 1)[0].strip(), tuple(map(_file, files)), expected.strip("\n"), table)


def _file(block: str) -> File:
    head, _, text = block.partition("\n")
    return File(_DIRECTIVE.sub("", head).strip(), tuple(_DIRECTIVE.findall(head)), text)


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a text table in ``tests/cases``: cells between ``|``, blanks around them dropped; lines with ``#`` are comments."""
    lines = (CASES / table).read_text(encoding="utf-8").splitlines()
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines if line.strip() and not line.startswith("#")]


def write(content: Path, files: Mapping[str, str]) -> Path:
    """Files into a content folder, by their path below it. Gives the folder."""
    for path, text in files.items():
        disk = content / path
        disk.parent.mkdir(parents=True, exist_ok=True)
        disk.write_text(text, encoding="utf-8")
    return content


def report(body: str = "", **fields: str) -> str:
    """A report that is valid with the sources of the base archive; ``fields`` replace or add to its front matter."""
    given = {"title": "Something happened", "date": "2016-10-28", "summary": "It happened.", "sources": "[Reuters]", **fields}
    return document(body, **given)


def document(body: str = "", **fields: str) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{front}---\n{body}"


def base(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """The base archive with some files more. Gives the content folder."""
    shutil.copytree(BASE, folder / "content")
    return write(folder / "content", files or {})


def read(content: Path, categories: Mapping[str, str] | None = None) -> Archive:
    return load(ContentFolder(content, "content", categories))


def told(content: Path, categories: Mapping[str, str] | None = None) -> str:
    """What a contributor is told of a content folder: every fault, or that there is none."""
    try:
        read(content, categories)
    except ContentError as error:
        return str(error)
    return ACCEPTED


def asked(content: Path) -> str:
    """What the archive asks of itself, every question after the other; or that it asks nothing."""
    folder = ContentFolder(content, "content")
    archive, files = load_files(folder)
    found = ask(Whole(archive, build_indexes(cards_of(archive)), files, CATEGORIES, folder.line), ASKED)
    return "\n\n".join(map(str, found.open)) or NOTHING_ASKED


def _accept() -> None:
    """Write what is told and asked now into every table, for an author to read through before it is kept."""
    import tempfile

    for table in sorted([*(CASES / "faults").glob("*.txt"), *(CASES / "questions").glob("*.txt")]):
        text = table.read_text(encoding="utf-8")
        for case in _cases(table):
            with tempfile.TemporaryDirectory() as folder:
                content = case.write(Path(folder))
                new = asked(content) if table.parent.name == "questions" else told(content)
            head = text.index(f"{_TITLE}{case.title}\n")
            start = text.index(f"\n{_EXPECTED}\n", head) + len(_EXPECTED) + 2
            following = text.find(f"\n{_TITLE}", start - 1)
            rest = text[following + 1 :] if following >= 0 else ""
            text = text[:start] + new + "\n" + (f"\n{rest}" if rest else "")
        table.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _accept()


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long ``work`` takes for twice the size: about 2 when it is linear, 4 when it is quadratic.

    The least of three, of processor time; a floor keeps what takes no time from being compared.
    """

    def least(size: int) -> float:
        taken = []
        for _ in range(3):
            began = time.process_time()
            work(size)
            taken.append(time.process_time() - began)
        return max(min(taken), 0.02)

    return least(2 * size) / least(size)
