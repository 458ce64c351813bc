"""Whether the tools built the same site: the same reports, the same lists, the same links.

    python -m benchmarks.check FOLDER

FOLDER is what ``benchmarks.run`` left for one size. Every page is compared with the page at the same address, each part of a list as
well: its entries, their order, and its links without their fragments; and for each kind of page how many links there are in all.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SITE = "https://bench.example.org"
_ENTRY = re.compile(r'<h3 class="?entry-title"?><a href="?([^" >]+)"?>(.*?)</a>', re.DOTALL)
_NEIGHBOUR = re.compile(r'<a href="?([^" >]+)"? rel="?(?:prev|next)"?>(.*?)</a>', re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*?\bhref="?([^" >]+)')
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_DATA = re.compile(r'<script type="?application/ld\+json"?>(.*?)</script>', re.DOTALL)
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PERIOD = re.compile(r"^/(?:days|months|years)/([0-9-]+)/$")
KINDS = ("report", "entity", "time", "day", "month", "year", "decade", "timeline", "index", "other")
List = Counter[tuple[str, str]]


@dataclass
class Kind:
    """What all pages of one kind have together."""

    pages: int = 0
    bytes: int = 0
    links: int = 0
    words: int = 0
    data: int = 0


@dataclass
class Built:
    """A site as it was built. Pages go by their address in Annals."""

    files: int = 0
    bytes: int = 0
    kinds: Mapping[str, Kind] = field(default_factory=lambda: defaultdict(Kind))
    titles: dict[str, str] = field(default_factory=dict)  # of reports
    lists: Mapping[str, List] = field(default_factory=lambda: defaultdict(Counter))  # on a report's page: its neighbours
    order: dict[str, list[str]] = field(default_factory=dict)  # the addresses of the same
    links: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    feed: int = 0
    sitemap: int = 0


def size(output: Path) -> tuple[int, int]:
    """Number of files, and their bytes."""
    files = [Path(folder, name).stat().st_size for folder, _, names in os.walk(output) for name in names]
    return len(files), sum(files)


def address(url: str) -> str | None:
    """The address of an internal link in the form of Annals; ``None`` of any other."""
    url = html.unescape(url).removeprefix(SITE).partition("#")[0]
    if not url.startswith("/"):
        return None
    if period := _PERIOD.match(url):
        return f"/{period[1].replace('-', '/')}/"
    return url


def kind_of(page: str) -> str:
    """``"time"``: the reports of an actor, a place or a source in a decade or a year."""
    first, *rest = page.strip("/").split("/")
    if first == "reports":
        return "report"
    if first in ("actors", "places", "sources"):
        return ("index", "entity", "time")[min(len(rest), 2)] if rest[:1] != ["all"] else "index"
    if first.removesuffix("s").isdigit() and first.endswith("s"):
        return "decade"
    if first.isdigit():
        return ("year", "month", "day")[len(rest)]
    return "timeline" if first == "timeline" else "other"


def read(output: Path) -> Built:
    built = Built()
    built.files, built.bytes = size(output)
    for folder, _, names in os.walk(output):
        for name in names:
            if not name.endswith(".html"):
                continue
            path = Path(folder, name).relative_to(output).as_posix()
            page = address("/" + (path.removesuffix("index.html") if name == "index.html" else path))
            assert page is not None
            _read_page(built, page, Path(folder, name).read_text("utf-8"))
    feed, sitemap = output / "reports.atom", output / "sitemap.xml"
    built.feed = feed.read_text("utf-8").count("<entry") if feed.exists() else 0
    built.sitemap = sitemap.read_text("utf-8").count("<loc>") if sitemap.exists() else 0
    return built


def _read_page(built: Built, page: str, text: str) -> None:
    kind = built.kinds[kind_of(page)]
    targets = [target for found in _LINK.findall(text) if (target := address(found))]
    data = _DATA.search(text)
    main = _MAIN.search(text)
    kind.pages += 1
    kind.bytes += len(text.encode())
    kind.links += len(targets)
    kind.words += len(_TAG.sub(" ", main[0]).split()) if main else 0
    kind.data += len(data[1]) if data else 0
    built.links[page].update(targets)
    if kind_of(page) == "report":
        title = _TITLE.search(text)
        built.titles[page] = _plain(title[1]) if title else ""
    entries = [(address(url) or url, _plain(title)) for url, title in (_NEIGHBOUR if built.titles.get(page) else _ENTRY).findall(text)]
    built.lists[page].update(entries)
    built.order[page] = [url for url, _ in entries]


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()


def differences(one: Built, other: Built) -> Iterator[str]:
    """What ``other`` has otherwise than ``one``, in words; nothing when they are equivalent."""
    yield from _differing("report pages", one.titles, other.titles)
    yield from _differing("lists", dict(one.lists), dict(other.lists))
    ordered = [
        page
        for page in one.order.keys() & other.order.keys()
        if one.lists[page] == other.lists[page] and one.order[page] != other.order[page]
    ]
    if ordered:
        yield f"lists in another order: {len(ordered)}, such as {min(ordered)}"
    same = one.links.keys() & other.links.keys()
    missing = {page: left for page in same if (left := one.links[page] - other.links[page] - {page})}
    more = {page: left for page in same if (left := other.links[page] - one.links[page] - {page})}
    for told, found in (("lack a link", missing), ("have a link more", more)):
        if found:
            example = min(found)
            yield f"{len(found)} pages {told}: {example} {min(found[example])}"
    for kind in KINDS:
        links = one.kinds[kind].links
        if other.kinds[kind].links != links:
            yield f"{kind} pages: {other.kinds[kind].links:,} links, not {links:,}"
    if (one.feed, one.sitemap > 0) != (other.feed, other.sitemap > 0):
        yield f"feed and sitemap: {other.feed}, {other.sitemap}; not {one.feed}, {one.sitemap}"


def _differing(what: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    lacking, more = one.keys() - other.keys(), other.keys() - one.keys()
    changed = [key for key in one.keys() & other.keys() if one[key] != other[key]]
    for told, keys in (("lacking", lacking), ("more", more), ("not the same", changed)):
        if keys:
            yield f"{what} {told}: {len(keys)}, such as {min(keys)}"


def table(built: Mapping[str, Built]) -> str:
    """Markdown: for each kind of page, how many, and the mean size, links, words and JSON-LD of one."""
    lines = ["| pages | " + " | ".join(built) + " |", "|---" * (len(built) + 1) + "|"]
    for kind in KINDS:
        cells = []
        for site in built.values():
            all_ = site.kinds[kind]
            n = max(1, all_.pages)
            words = f"{all_.words / n:,.0f} words, {all_.links / n:,.1f} links"
            cells.append(f"{all_.pages:,}: {words}, {all_.bytes / n / 1000:,.1f} kB, {all_.data / n / 1000:,.1f} kB of it JSON-LD")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def compared(built: Mapping[str, Built], names: Sequence[str]) -> dict[str, list[str]]:
    """By name, the differences of some sites from the first of them."""
    return {name: list(differences(built[names[0]], built[name])) for name in names[1:]}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the sites that the tools built.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    names = [name for name in ("annals", "hugo", "eleventy", "pelican") if (folder / name / "output").is_dir()]
    built = {name: read(folder / name / "output") for name in names}
    found = compared(built, names)
    print(table(built))
    for name, lines in found.items():
        print(f"\n{name}: {'equivalent' if not lines else ''}")
        for line in lines:
            print(f"- {line}")
    sys.exit(any(found.values()))


if __name__ == "__main__":
    main()
