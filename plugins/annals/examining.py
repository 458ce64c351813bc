"""A content folder looked through without the help of an earlier build, and without leaving any trace of a site."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import NamedTuple

from .asked import ASKED
from .chronicle import open_chronicle
from .edition import Outline
from .environment import code_digest
from .figures import CATEGORIES
from .filing import cards_of
from .histories import UNREAD, Histories
from .load import load, load_files
from .planning import Contents, make_outline, pictured, plan
from .questions import Answered, Whole, ask
from .reading import ContentFolder
from .records import Archive
from .sections import Section
from .settings import Settings
from .usage import with_terms


def content_folder(settings: Settings) -> ContentFolder:
    """Where the content is, and what the settings say of it."""
    return ContentFolder(settings.content, settings.content_shown, dict(settings.site.categories))


class Checked(NamedTuple):
    """A content folder without a fault, and what it asks."""

    outline: Outline
    answered: Answered


def check(settings: Settings, sections: Iterable[Section]) -> Checked:
    """All that a build checks; and every question."""
    content = content_folder(settings)
    archive, files = load_files(content, preview=settings.site.preview)
    outline, _ = _examined(archive, settings, sections)
    categories = {**CATEGORIES, **dict(settings.site.categories)}
    return Checked(outline, ask(Whole(archive, outline.indexes, files, categories, content.line), ASKED))


def examine(settings: Settings, sections: Iterable[Section], *, past: bool = False) -> tuple[Outline, Contents]:
    """As :func:`check`, without its questions; and what the site would hold. With ``past``, with the pages about earlier versions:
    then git is asked, and what it said is kept for the next build.
    """
    archive = load(content_folder(settings), preview=settings.site.preview)
    histories = UNREAD
    if past and any(section.history for section in sections):
        with contextlib.closing(open_chronicle(settings, cards_of(archive), code_digest(), known={}, told=True, trust=True)) as chronicle:
            histories = chronicle.histories
    return _examined(archive, settings, sections, histories)


def _examined(archive: Archive, settings: Settings, sections: Iterable[Section], histories: Histories = UNREAD) -> tuple[Outline, Contents]:
    outline = make_outline(with_terms(cards_of(archive), archive.reports), settings.site, sections, histories)
    return outline, plan(outline, sections, pictured(archive.images, archive.pictures), settings)
