"""What of the site has to be made again: it is new, made from something that has changed, or not on the disk as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from .facts import Fact, Users, with_presence
from .making import MadeWith, asset_made, page_made
from .output import OutputFolder
from .planning import Contents
from .rows import unpacked
from .sections import Asset, Page
from .stages import staged
from .state import State


@staged("plan")
def stale(
    contents: Contents, earlier: Contents | None, state: State, touched: AbstractSet[str], made_with: MadeWith
) -> tuple[list[Asset], list[Page]]:
    """What has to be copied or rendered, in order of path: it is new, or made from something that changed. ``earlier``: the contents of the
    last build, where they are known; ``touched``: see :func:`touched_files`.
    """
    outputs = state.outputs
    settled = earlier is not None and state.made_with == made_with

    def as_made(file: str, made: bytes) -> bool:
        return outputs.made_by(file) == made

    def is_stale(page: Page) -> bool:
        if page.file in touched:
            return True
        if id(page) in same:
            return False
        made = page_made(page, made_with)
        return not all(as_made(file, made) for file in page.files)

    assets = [asset for asset in contents.assets if not as_made(asset.file, asset_made(asset))]
    if settled and contents is earlier:
        return assets, [page for page in contents.making(touched) if page.file in touched]
    # what was planned for the last build, too, is made as it was then, where all that pages share is what it was
    same = set(map(id, earlier.pages)) if earlier and settled else set()
    return assets, [page for page in contents.pages if is_stale(page)]


@staged("plan")
def touched_files(state: State, changed: AbstractSet[Fact], users: Users | None) -> set[str]:
    """The files of pages that were made from what has changed. ``users``: of the facts of that state, where they are known."""
    changed = with_presence(changed)
    if users is None:
        return state.outputs.made_from(state.numbers.touched(changed))
    numbers = users.touched(changed)
    asked = users.of(numbers) & state.outputs.keys()
    return {file for file in asked if not numbers.isdisjoint(unpacked(state.outputs[file].facts))}


def own_files(assets: Iterable[Asset], pages: Iterable[Page]) -> set[str]:
    """Without what pages make besides."""
    return {*(asset.file for asset in assets), *(page.file for page in pages)}


@staged("plan")
def lost(contents: Contents, state: State, output: OutputFolder, but: AbstractSet[str]) -> tuple[list[Asset], list[Page]]:
    """What is made as it was, and is not on the disk as it was written. ``but``: files that are written anew in any case."""
    gone = state.outputs.not_as_left(str(output.folder)) - but
    if not gone:
        return [], []
    assets = [asset for asset in contents.assets if asset.file in gone]
    return assets, [page for page in contents.making(gone) if page.file not in but]
