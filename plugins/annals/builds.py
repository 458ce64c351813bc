"""A build that has read and checked everything: all that pages are made from, and what the last build left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from .chronicle import Chronicle
from .composing import Composer
from .edition import Outline
from .facts import Fact, Users
from .keeping import Kept
from .library import Library
from .mentions import Mentions, build_mentions
from .outcome import Done
from .pack import Pack, Place
from .planning import Contents
from .reading import Listing
from .recording import Recorder
from .sections import Section
from .settings import Settings
from .stamps import Stamp
from .state import State
from .values import immutable

Then = Callable[[Done], None]
"""Called as soon as every page is there that somebody looks at: the data for search and downloads, and what is kept for the next build,
take a while longer.
"""


@immutable
class Recent:
    """What a process that builds again and again knows of its last build, besides what that left on the disk."""

    state: State
    stamps: tuple[Stamp, ...]  # of the state on the disk: where another process has built since, nothing of this counts
    program: bytes  # a digest of the code
    outline: Outline
    contents: Contents
    users: Users  # of the facts of that state
    listing: Listing


@dataclass(slots=True)
class Prepared:
    """It has written nothing yet. It holds the lock until it is closed."""

    settings: Settings
    outline: Outline
    contents: Contents
    library: Library
    chronicle: Chronicle
    state: State
    pack: Pack
    changed: set[Fact]  # what is not as it was when the pages of the last build were made
    program: bytes  # a digest of the code
    code: bytes  # of that, and of what edition it makes
    key: bytes  # of all that it is made from, but for the content
    settled: bytes  # of that, and of the images
    listing: Listing
    sections: Sequence[Section]
    trust: bool  # in what earlier builds left
    closing: contextlib.ExitStack = field(repr=False)
    planned: Contents | None = None  # of the last build, where it is known
    recent: Recent | None = None  # before the run, of the build before; after it, of this one

    def kept(self) -> Kept:
        """What earlier builds found out, and this one does, that takes long."""

        def place(id: str) -> Place:
            return self.library.sources[self.library.cards.reports[id].path].place

        def packed(id: str) -> bytes:
            return self.pack.read(place(id))

        def packed_as(id: str) -> bytes:
            return place(id)[2]

        return Kept(self.settings.cache("kept"), self.code, packed, packed_as, trust=self.trust)

    def composer(self, recorder: Recorder) -> Composer:
        """What pages are composed from."""

        @cache
        def mentions() -> Mentions:
            return build_mentions(self.library.cards)

        return Composer(self.outline, self.library.records, mentions, recorder, self.chronicle.version, kept=self.kept())
