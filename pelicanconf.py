"""Settings of a preview: drafts and unverified reports are shown, and marked. publishconf.py changes what publishing changes."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PLUGIN_PATHS = [str(ROOT / "plugins")]
sys.path[:0] = [path for path in PLUGIN_PATHS if path not in sys.path]  # so that the plugins can import each other

# --- the archive

SITENAME = "Syria and Iraq, October 2016"
SITESUBTITLE = (
    "A chronology of the war in Syria and Iraq in October 2016: "
    "what was reported, who said it, where it happened, and which accounts differ."
)
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "en"

# Each page family is a plugin. Take out its line, and its pages go; links to them turn into plain text.
PLUGINS = [
    "annals",
    "addresses",
    "home",
    "reports",
    "timeline",
    "actors",
    "claims",
    "places",
    "maps",
    "sources",
    "threads",
    "terms",
    "together",
    "ways",
    "prose",
    "finding",
    "feeds",
    "corrections",
    "earlier",
    "gaps",
    "sitemaps",
]

# What this record counts besides what every archive counts: the field of a claim, and its words.
ANNALS_CATEGORIES = {
    "affected": "affected",
    "suicide_attacks": "suicide attacks",
    "facilities": "hospitals, bakeries and pumping stations",
    "warships": "warships",
}

ANNALS_PREVIEW = True
ANNALS_PAGE_SIZE = 50
ANNALS_LICENCE = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")

# --- folders

ANNALS_RELEASED = str(
    ROOT / "addresses.txt"
)  # the addresses that have been published: `inv release` writes it, a publishing build reads it

PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "themes" / "annals")
CACHE_PATH = str(ROOT / ".build")

# --- Pelican's own generators have nothing to do: Annals reads the content and writes every page (docs/decisions/0001-one-pipeline.md)

ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
TIMEZONE = "UTC"
CACHE_CONTENT = False  # of Pelican's own readers
LOAD_CONTENT_CACHE = True  # use what the last build left; `--ignore-cache` does not
