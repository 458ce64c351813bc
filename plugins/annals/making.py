"""The making of pages and files: composed, rendered or copied, and written; and what each of them is made by."""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping, Sequence

from .composing import Composer
from .disk import digest
from .facts import Facts
from .output import OutputFolder
from .outputs import OutputState
from .pictures import publish
from .recording import Recorder
from .rendering import Renderer
from .rows import packed
from .sections import Asset, Page
from .stages import bar, stage, staged
from .stamps import NO_STAMP, stamp_of

MadeWith = Mapping[str, bytes]
"""By the name of a template, a digest of it and of what every page is made with; under "" of the latter alone."""
_DAY = re.compile(r"\b[0-9]{4}/[0-9]{2}\b(/[0-9]{2})?")


def page_made(page: Page, made_with: MadeWith) -> bytes:
    """A digest of what a page is made by: its template, with all that this draws in and all that every page shares; its function; and
    the plain values that it is given.
    """
    compose = page.compose
    name = "\0".join((page.template, f"{compose.__module__}.{compose.__qualname__}", *page.besides, ""))
    # version 2 writes the same value always in the same way
    return digest(made_with.get(page.template, b"") + name.encode() + marshal.dumps(page.given, 2))


def asset_made(asset: Asset) -> bytes:
    """A digest of what a file is made from."""
    return digest(repr((stamp_of(asset.disk.stat()), asset.making)).encode())


@staged("write")
def copy_share(output: OutputFolder, assets: Sequence[Asset]) -> list[tuple[str, OutputState, bool]]:
    """Of each file its path, what is known of it, and whether it was written."""
    done = []
    for asset in assets:
        made = asset_made(asset)
        data = asset.disk.read_bytes()
        if asset.making:
            data = publish(data, asset.disk.suffix.lower(), *asset.making)
        done.append((asset.file, OutputState(NO_STAMP, made, b""), output.write(asset.file, data)))
    return done


def near(page: Page) -> str:
    """The day of what a page tells of: pages of one time hold the same reports."""
    shown = page.given[-1] if page.given and isinstance(page.given[-1], tuple) else ()
    middle = shown[len(shown) // 2] if shown else ""
    day = _DAY.search(page.path) or (_DAY.match(middle) if isinstance(middle, str) else None)
    return day[0] if day else ""


Rendered = tuple[str, bytes, bytes, bool]  # file, made by, packed numbers of its facts, whether it was written


def render_share(
    compose_with: Callable[[Recorder], Composer], made_with: MadeWith, renderer: Renderer, output: OutputFolder, pages: Sequence[Page]
) -> tuple[list[Rendered], Facts]:
    """Compose, render and write some pages. The facts of a page are numbers into the list that comes with them."""
    recorder = Recorder()
    composer = compose_with(recorder)
    done: list[Rendered] = []
    with bar("Rendering", len(pages)) as step:
        for page in pages:
            with stage("compose"):
                view, looks = recorder.record(page.compose, composer, *page.given)
            made, own = page_made(page, made_with), packed(looks)  # packed: a set would take twenty times as much room
            for file, text in zip(page.files, view if page.besides else (view,), strict=True):
                with stage("render"):
                    data = renderer.render(page.template, text)
                with stage("write"):
                    written = output.write(file, data)
                done.append((file, made, own, written))
                own = b""  # the facts are kept with the page's own file
            step()
    return done, recorder.numbers.all()
