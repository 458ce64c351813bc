"""Names to ids: a reference may be an id, a name or an alias, in any case, with or without accents."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from .fields import Reference
from .problems import Problems, Vocabulary, quote

_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼʻʾʿ`´", "'"))


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """What is compared: without case, accents and vowel marks, one kind of apostrophe, single spaces."""
    if name.isascii():
        return " ".join(name.translate(_APOSTROPHES).casefold().split())
    plain = "".join(ch for ch in unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)) if not unicodedata.combining(ch))
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split())


def slug(name: str) -> str:
    """An id to propose for a name: its letters in ASCII where they can be written so."""
    from unidecode import unidecode  # a table of all scripts: loaded only when a fault is told

    encodable = name.encode("utf-8", "ignore").decode()  # a file's name may hold bytes that are no text
    words = re.findall(r"[a-z0-9]+", unidecode(encodable).lower().replace("'", ""))
    return "-".join(words) or "new"


class NameIndex:
    """Every name of one family. ``names``: id to its names, the chief one first."""

    def __init__(self, family: str, names: Mapping[str, Iterable[str]]) -> None:
        self.family = family
        self._names = names  # looked through when somebody asks: as a rule few families are named in what has changed

    @functools.cached_property
    def ids(self) -> dict[str, str]:
        return {fold(id): id for id in self._names}

    @functools.cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, own in self._names.items():
            for name in own:
                known = found.setdefault(fold(name), [])
                if id not in known:
                    known.append(id)
        return found

    @functools.cached_property
    def _spelled(self) -> dict[str, str]:
        """Every name as written, to its id: for "did you mean"."""
        found: dict[str, str] = {}
        for id, own in self._names.items():
            for name in own:
                found.setdefault(name, id)
        return found

    def find(self, text: str) -> list[str]:
        """The ids that a text can mean: one, none, or several when an alias is shared. An id beats a name."""
        key = fold(text)
        return [self.ids[key]] if key in self.ids else self._by_name.get(key, [])

    def shown(self, id: str) -> str:
        chief = next(iter(self._names.get(id, ())), None)
        return f"'{id}' ({chief})" if chief is not None else f"'{id}'"

    @functools.cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary([*self.ids.values(), *self._spelled])

    def near(self, text: str) -> list[tuple[float, str]]:
        """The ids whose id or names are like a text, with how much, best first."""
        return [(score, self._spelled.get(name, name)) for score, name in self._vocabulary.scored(text)]


class Resolution:
    """Resolves references against the name indexes, and tells the fault where one leads nowhere or to two things."""

    def __init__(self, indexes: Mapping[str, NameIndex], folders: Mapping[str, str], stubs: Mapping[str, str], problems: Problems) -> None:
        self.indexes = indexes
        self.folders = folders  # family to folder
        self.stubs = stubs  # family to the front matter of a new file, with {name}
        self.problems = problems
        self._found: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}
        self._help: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    def __call__(self, reference: Reference) -> tuple[str, str] | None:
        key = (reference.families, reference.text)
        if key in self._found:
            return self._found[key]
        found = self.candidates(reference.families, reference.text)
        if len(found) == 1:
            self._found[key] = found[0]
            return found[0]
        if found:
            self._ambiguous(reference, found)
        else:
            self._unknown(reference)
        return None

    def _read(self, families: tuple[str, ...], text: str) -> tuple[tuple[str, ...], str]:
        """The families that are meant, and the text without the folder that may say so: ``sources/reuters``."""
        folder, _, id = text.partition("/")
        named = tuple(family for family in families if self.folders[family] == folder)
        return (named, id) if named else (families, text)

    def candidates(self, named: tuple[str, ...], written: str) -> list[tuple[str, str]]:
        """What a text can mean that names one of some families: each meaning as family and id."""
        families, text = self._read(named, written)
        return [(family, id) for family in families for id in self.indexes[family].find(text)]

    def _ambiguous(self, reference: Reference, found: list[tuple[str, str]]) -> None:
        meanings = " and ".join(f"{family} {self.indexes[family].shown(id)}" for family, id in found)
        same_id = len({id for _, id in found}) < len(found)
        cures = [f"{self.folders[family]}/{id}" if same_id else id for family, id in found]
        self._fault(
            reference,
            "ambiguous-name",
            f"{quote(reference.text)} means {len(found)} things: {meanings}",
            f"write the id: {' or '.join(cures)}",
        )

    def _unknown(self, reference: Reference) -> None:
        key = (reference.families, reference.text)
        if key not in self._help:
            self._help[key] = tuple(self._cures(*self._read(reference.families, reference.text)))
        families = " or ".join(reference.families)
        self._fault(reference, f"unknown-{reference.families[0]}", f"no {families} {quote(reference.text)}", *self._help[key])

    def _cures(self, families: tuple[str, ...], text: str) -> Iterator[str]:
        scored = sorted((-score, family, id) for family in families for score, id in self.indexes[family].near(text))
        near = list(dict.fromkeys(self.indexes[family].shown(id) for _, family, id in scored))[:3]
        if near:
            yield f"did you mean {' or '.join(near)}?"
        family = families[0]
        if "{name}" not in self.stubs[family]:
            yield f"it is named by its path below {self.folders[family]}/, without .md"
            return
        id = slug(text)
        while id in self.indexes[family].ids:
            id += "-2"  # the file is there, and must not be overwritten
        stub = self.stubs[family].format(name=quoted(text))
        path = f"content/{self.folders[family]}/{id}.md"
        yield f"if it is new, save this as {path}:\n" + "\n".join(f"    {line}" for line in stub.splitlines())

    def _fault(self, reference: Reference, code: str, what: str, *help: str) -> None:
        self.problems.add(reference.mark, code, what, *help, source=reference.line)


def quoted(name: str) -> str:
    """A name as a YAML value: quoted where YAML would read something else, with escapes for what cannot be seen."""
    if re.fullmatch(r"\w[\w '()./&+-]*", name) and name.lower() != "null":
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(ch if ch.isprintable() else f"\\U{ord(ch):08X}" for ch in escaped) + '"'
