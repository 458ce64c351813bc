"""A build that is prepared, carried out: what differs is rendered and written; what is left of it, is told."""

from __future__ import annotations

import gc
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from .builds import Prepared, Then
from .conf import BUILT
from .disk import digest
from .facts import Numbers, in_use
from .making import MadeWith, copy_share, near, render_share
from .outcome import Done
from .output import OutputFolder
from .outputs import Outputs, OutputState
from .parallel import WORTH_IT, share_out
from .plans import packed_plan
from .published import begin_output, end_output
from .rendering import ALWAYS, Renderer, site_view
from .rows import packed, unpacked
from .sections import Asset, Page
from .stages import stage
from .stale import lost, own_files, stale, touched_files
from .stamps import NO_STAMP
from .state import State
from .templates import template_digests
from .told import drawers_of
from .views import SiteView

SPARE_FACTS = 10_000
"""Facts that no page was made from any more, and that are not worth numbering all anew."""


class Left(NamedTuple):
    """What a build comes to."""

    done: Done
    state: State  # to be remembered
    made: Mapping[str, OutputState]  # of the files, those that have been made


class Run:
    """One build of a site. To be called once."""

    def __init__(self, build: Prepared) -> None:
        self._build = build
        settings, contents = build.settings, build.contents
        site = site_view(build.outline, contents.first, contents.assets)
        self._made_with = _made_with(build, site)
        self._output = OutputFolder(settings.output, settings.cache("files.json"))
        renderer = Renderer(settings.templates, site, settings.cache(f"templates-{build.code.hex()}"))
        self._work = partial(render_share, build.composer, self._made_with, renderer, self._output)
        self._same_files = contents is build.planned
        self._files: Collection[str] = build.state.outputs if self._same_files else contents.files
        self._numbers = build.state.numbers
        self._asked: list[str] = []  # the files that are to be made
        self._made: dict[str, OutputState] = {}
        self._rendered = self._written = self._removed = 0

    def __call__(self, then: Then | None = None) -> Left:
        build, output = self._build, self._output
        touched = touched_files(build.state, build.changed, build.recent.users if build.recent else None)
        assets, pages = stale(build.contents, build.planned, build.state, touched, self._made_with)
        early = then if not output.fresh else None  # a new site is put in its place at the end
        if not early:
            lost_assets, lost_pages = self._lost(assets, pages)
            assets, pages = assets + lost_assets, sorted(pages + lost_pages, key=attrgetter("path"))
        note, site = build.settings.cache(BUILT), build.settings.site
        begin_output(note, site.url, preview=site.preview)
        self._begin_output()
        self._copy(assets)
        if len(pages) >= WORTH_IT:
            gc.enable()
            indexes = build.outline.indexes  # those of claims are made once, before there are several processes
            len(indexes.positions), len(indexes.contested), len(indexes.claims_by_speaker)
        if early:
            self._render([page for page in pages if page.file.endswith(".html")])
            self._remove_gone()
            early(self._done())
            lost_assets, lost_pages = self._lost(assets, pages)
            self._copy(lost_assets)
            self._render([*(page for page in pages if not page.file.endswith(".html")), *lost_pages])
        else:
            self._render(pages)
        self._remove_gone()
        with stage("write"):
            output.finish(self._files)
            build.kept().drop_all_but(build.contents.keeps)
        for file in self._asked:
            self._made[file] = self._made[file]._replace(stamp=output.stamp(file))
        left = self._state()
        end_output(note, site.url, preview=site.preview)
        if then and not early:
            then(self._done())
        return Left(self._done(), left, self._made)

    def _done(self) -> Done:
        """As far as it has come."""
        build = self._build
        reports, unchanged = len(build.library.cards.reports), len(self._files) - self._written
        lack = build.chronicle.histories.lack
        return Done(reports, build.contents.count, build.library.read, self._rendered, self._written, unchanged, self._removed, lack)

    def _lost(self, assets: Sequence[Asset], pages: Sequence[Page]) -> tuple[list[Asset], list[Page]]:
        """What is not on the disk as it was left there, besides some that are made anyway."""
        return lost(self._build.contents, self._build.state, self._output, own_files(assets, pages))

    def _begin_output(self) -> None:
        state, output = self._build.state, self._output
        # of the last build too: its ledger may have been lost
        known_ledger = state.ledger == output.ledger_stamp() != NO_STAMP
        files = self._files if self._same_files else {*self._files, *state.outputs}
        output.begin(files, state.outputs if known_ledger else None)

    def _copy(self, assets: Sequence[Asset]) -> None:
        self._asked += [asset.file for asset in assets]
        for share in share_out(assets, partial(copy_share, self._output)):
            for file, copied, was_written in share:
                self._made[file] = copied
                self._written += was_written

    def _render(self, pages: Sequence[Page]) -> None:
        self._asked += [file for page in pages for file in page.files]
        for rendered, facts in share_out(pages, self._work, near):
            here = self._numbers.take_in(facts)
            for file, by, own, was_written in rendered:
                self._made[file] = OutputState(NO_STAMP, by, packed(map(here.__getitem__, unpacked(own))))
                self._written += was_written
        self._rendered += len(pages)

    def _remove_gone(self) -> None:
        with stage("write"):
            self._removed += self._output.remove_gone(self._files)

    def _state(self) -> State:
        """What the next build begins with."""
        build, state = self._build, self._build.state
        outputs = state.outputs.after(self._made, None if self._same_files else self._files)
        numbers, numbered = self._numbers, state.numbered or len(self._numbers)
        if len(numbers) > 2 * numbered + SPARE_FACTS:  # of pages that have been made again since, most of them
            facts, new = in_use(numbers.all(), (known.facts for known in outputs.values()))
            made = {file: known._replace(facts=packed(new[n] for n in unpacked(known.facts))) for file, known in outputs.items()}
            outputs, numbers, numbered = Outputs(None, made), Numbers(later=facts), len(facts)
            self._made = made
        left = State(build.pack.length, build.settled, numbered, self._output.ledger_stamp(), self._made_with)
        left.sources, left.outputs, left.pictures = build.library.sources, outputs, build.library.pictures
        left.histories, left.told = build.chronicle.digests, build.chronicle.told
        left.names = build.library.names
        left.drawers = drawers_of(build.library.cards, build.library.before, state.drawers)
        left.plan = state.plan if self._same_files else packed_plan(build.contents)
        left.numbers, left.tables = numbers, build.outline.indexes.plain()
        return left


def _made_with(build: Prepared, site: SiteView) -> MadeWith:
    """Of each template, and of what has none under "", a digest of all that its pages share."""
    edition, settings = build.outline.edition, build.settings
    words = (repr(site), repr(settings.site), repr(sorted(edition.paths)), repr(edition.nav))
    environment = digest(build.code + "\0".join(words).encode())
    own = {name: digest(environment + its) for name, its in template_digests(settings.templates, ALWAYS).items()}
    return {**own, "": environment}
