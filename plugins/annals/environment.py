"""What a page depends on besides the record: the project's code, the libraries that read and render, the theme's templates."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from .disk import digest, files_below
from .stages import staged

_LIBRARIES = ("ahocorasick-rs", "jinja2", "markdown", "markupsafe", "nh3", "pillow", "pyyaml")


def code_digest() -> bytes:
    """Of all plugins with their data, the interpreter and the libraries: with other ones, a file might be read in another way."""
    plugins = Path(__file__).resolve().parent.parent
    versions = [sys.version, *(f"{name} {version(name)}" for name in _LIBRARIES)]
    return files_digest([plugins], *versions)


@staged("list")
def files_digest(folders: Iterable[Path], *more: str) -> bytes:
    """Of the names and bytes of files in some folders, and of some words."""
    found = bytearray()
    for folder in folders:
        for file in files_below(folder):
            found += f"{file.relative_to(folder).as_posix()}\0".encode() + digest(file.read_bytes())
    found += "".join(f"{word}\0" for word in more).encode()
    return digest(found)
