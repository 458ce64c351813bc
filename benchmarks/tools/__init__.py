"""The four site generators: how each one's sources are written from a corpus, and the command that builds them.

A tool has a folder of its own, with its site, its output and its caches in it. Only Annals takes anything from this repository
besides ``benchmarks/``; what the others are given is written out whole, as their own users would have it.
"""

from __future__ import annotations

from .annals import Annals, Whole
from .eleventy import Eleventy
from .hugo import Hugo
from .pelican import Pelican
from .tool import Tool

TOOLS: dict[str, type[Tool]] = {"annals": Annals, "hugo": Hugo, "eleventy": Eleventy, "pelican": Pelican}
"""Those that build the same site."""
ALL: dict[str, type[Tool]] = {**TOOLS, "whole": Whole}
"""And what is measured beside them, where it is asked for: it builds more."""
