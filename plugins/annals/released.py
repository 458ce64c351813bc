"""The list of released addresses: what was once published is there, or leads on, or was taken down in the open.

One address a line, in order; a part of a page as ``/reports/2016/10/28-x/#part``. The list only grows: ``inv release`` adds to it what
is published now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .cards import FAMILIES_WITH_PAGES, ClaimCard
from .disk import replace_file
from .edition import Outline
from .moves import is_under
from .problems import Mark, Problems, Vocabulary, did_you_mean
from .sections import Page

HEADER = """\
# Addresses that have been published. Each of them goes on leading somewhere: a publishing build fails where one does not.
# Written by `inv release`, read by the build. Take no line out; where a page has to go, see CONTRIBUTING.md.
"""


_OF_HISTORY = re.compile(r"/reports/.+/as-of/[^/]+/(?:#.*)?$|/corrections/[0-9]{4}/")
"""Pages that are made from the history of the repository: they are not there where that is incomplete."""


def read_released(path: Path) -> list[tuple[int, str]]:
    """The addresses of a list with their lines, in its order. Empty where there is no list yet."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]


def write_released(path: Path, addresses: Iterable[str]) -> None:
    """Each address once, in order, below the words that say what the list is."""
    replace_file(path, "\n".join([*HEADER.splitlines(), *sorted(set(addresses)), ""]).encode())


def lasting(outline: Outline, pages: Sequence[Page], images: Iterable[str] = ()) -> set[str]:
    """Every address of a site that has to last: pages, feeds, downloads, images, and parts of pages that can be linked to. ``images``:
    the paths of those that are published; their smaller copies have no address that anybody quotes.
    """
    found = {f"/{path}" for page in pages if page.leads_to is None and page.lasting for path in page.paths}
    return found | {f"/{image}" for image in images} | set(_parts(outline))


def _parts(outline: Outline) -> Iterator[str]:
    for family, table in FAMILIES_WITH_PAGES.items():
        for card in getattr(outline.cards, table).values():
            main = outline.edition.path(family, card.id)
            claims = [f"claim-{ClaimCard(*claim).id}" for claim in getattr(card, "claims", ())]
            images = [f"image-{id}" for id, _ in getattr(card, "images", ())]
            had = [start[1:] for start, _ in card.redirects if start.startswith("#")]
            if main is not None:
                yield from (f"/{main}#{part}" for part in (*card.parts, *claims, *images, *had))


def check_released(released: Path, outline: Outline, pages: Sequence[Page], images: Iterable[str], problems: Problems) -> None:
    """Whether every address of the list leads somewhere. ``images``: as in :func:`lasting`."""
    living = lasting(outline, pages, images) | {f"/{path}" for page in pages if page.leads_to is None for path in page.paths}
    moved = {f"/{path}": page.leads_to for page in pages if page.leads_to for path in page.paths}
    down = {f"/{address}" for card in outline.cards.takedowns.values() for address in card.addresses}
    known: Vocabulary | None = None
    for line, address in read_released(released):
        page, _, part = address.partition("#")
        if outline.histories.lack and _OF_HISTORY.match(address):
            continue  # nobody can say whether it is lost
        if address in living or (not part and page in moved) or is_under(page, down):
            continue
        if part and f"/{(moved.get(page) or '').partition('#')[0]}#{part}" in living:
            continue
        known = known or Vocabulary(living)
        _tell(problems, Mark(released.name, line, 1, len(address)), address, known)


def _tell(problems: Problems, mark: Mark, address: str, known: Vocabulary) -> None:
    page, _, part = address.partition("#")
    near = did_you_mean(address, known)
    if part:
        cure = f"""if it has another id now, write into the file of that page: redirect_from: [{{from: "#{part}", to: the-new-id}}]"""
        what = f"the part {address} was released, and is gone"
    elif page.startswith("/images/"):
        cure = f"put the file back into content{page}: whoever shows or quotes it knows it by that name"
        what = f"the image {address} was released, and is gone"
    else:
        cure = f"if it has another address now, write into the file of what stands there: redirect_from: [{page}]"
        what = f"the address {address} was released, and is gone"
    gone = f"if it has to go, say so in the open: a file in content/takedowns/ with addresses: [{page}]"
    problems.add(mark, "vanished", what, *near, cure, gone, source=address)
