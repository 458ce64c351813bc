"""Settings of the stock Pelican site. BENCH_SITE, BENCH_OUTPUT and BENCH_CACHE are whole paths; BENCH_WARM switches its cache on."""

import os
from pathlib import Path

SITE = Path(os.environ["BENCH_SITE"])
PATH = str(SITE / "content")
OUTPUT_PATH = os.environ["BENCH_OUTPUT"]
CACHE_PATH = os.environ["BENCH_CACHE"]
THEME = str(SITE / "theme")
PLUGIN_PATHS = [str(SITE / "plugins")]
PLUGINS = ["records"]
ARCHIVE_NAMES = str(SITE / "archive.json")

SITENAME = "A made-up archive"
SITESUBTITLE = "Nothing here is true."
SITEURL = "https://bench.example.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LEADS = {
    "actors": "States, armed groups, organisations and persons that the reports name, by kind.",
    "places": "Every place of the reports, each under what it lies within. A place counts the reports of all that lies within it.",
    "sources": "Agencies, broadcasters, newspapers and other outlets that the reports rest on, by kind.",
    "coverage": "On which outlets the reports rest, by the month of the event. A report that cites three outlets counts with each of them.",
}
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = False

ARTICLE_PATHS = ["reports"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["extra"]
EXTRA_PATH_METADATA = {f"extra/{file}": {"path": file} for file in ("favicon.ico", "theme/annals.css", "theme/print.css", "theme/icon.svg")}
PATH_METADATA = r"reports/(?P<slug>.*)\.md"
ARTICLE_URL, ARTICLE_SAVE_AS = "reports/{slug}/", "reports/{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/", "{date:%Y}/index.html"
MONTH_ARCHIVE_URL, MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/", "{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_URL, DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/", "{date:%Y}/{date:%m}/{date:%d}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
USE_FOLDER_AS_CATEGORY = False
ARTICLE_ORDER_BY = "reversed-date"
NEWEST_FIRST_ARCHIVES = False

DIRECT_TEMPLATES = ["index", "404", "robots"]
ROBOTS_SAVE_AS = "robots.txt"

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "reports.atom"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

FORMATTED_FIELDS = []  # a summary is plain text

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.meta": {},
        "markdown.extensions.attr_list": {},
        "markdown.extensions.footnotes": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.sane_lists": {},
    },
    "output_format": "html5",
}
THEME_STATIC_DIR = "theme"
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True}

CACHE_CONTENT = LOAD_CONTENT_CACHE = "BENCH_WARM" in os.environ
CHECK_MODIFIED_METHOD = "mtime"
CONTENT_CACHING_LAYER = "reader"
