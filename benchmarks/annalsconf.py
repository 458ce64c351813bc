"""Settings of Annals for a benchmark: the project's own, with the folders that the environment names.

BENCH_CONTENT, BENCH_OUTPUT and BENCH_CACHE are whole paths. BENCH_ALL switches all page families on, BENCH_WITHOUT some of them off.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pelicanconf import *  # noqa: F403

SITENAME = "A made-up archive"
SITESUBTITLE = "Nothing here is true."
SITEURL = "https://bench.example.org"
ANNALS_PREVIEW = False
PATH = os.environ["BENCH_CONTENT"]
OUTPUT_PATH = os.environ["BENCH_OUTPUT"]
CACHE_PATH = os.environ["BENCH_CACHE"]

# What the other tools' sites have, and no more: see README.md, "What is not the same".
if "BENCH_ALL" not in os.environ:
    PLUGINS = ["annals", "home", "reports", "timeline", "actors", "places", "sources", "prose", "feeds", "sitemaps"]
PLUGINS = [name for name in PLUGINS if name not in os.environ.get("BENCH_WITHOUT", "").split()]
ANNALS_RELEASED = ""
