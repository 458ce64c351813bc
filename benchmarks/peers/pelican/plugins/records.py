"""What stock Pelican lacks: fields that hold lists, pages of actors, places and sources, neighbours, and a sitemap.

It goes through Pelican's own generator, paginator and writer, as its plugins do.
"""

import calendar as calendars
import datetime as dt
import json
import math
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

from markupsafe import escape
from pelican import signals
from pelican.generators import Generator

FAMILIES = ("actors", "places", "sources")
FIELDS = {"actors": "actor_ids", "places": "place_ids", "sources": "source_ids"}
ACTOR_TYPES = {"person": "Person", "state": "Country", "government-body": "GovernmentOrganization"}
PLACE_TYPES = {"country": "Country", "governorate": "AdministrativeArea"}


class Records:
    """What the templates ask for, on top of Pelican's articles."""

    def __init__(self, settings):
        self.settings = settings
        self.entries = {}
        self.names = json.loads(Path(settings["ARCHIVE_NAMES"]).read_text("utf-8"))
        self.links = {
            (family, id): f'<a href="/{family}/{id}/">{escape(one["name"])}</a>'
            for family in FAMILIES
            for id, one in self.names[family].items()
        }
        self.within = {family: defaultdict(list) for family in FAMILIES}
        for family in ("actors", "places"):
            for id, one in sorted(self.names[family].items()):
                if one["above"]:
                    self.within[family][one["above"]].append(id)
        self.publisher = {"@type": "Organization", "name": settings["SITENAME"], "url": f"{settings['SITEURL']}/"}
        self.website = {
            **self.publisher,
            "@type": "WebSite",
            "inLanguage": "en",
            "license": settings["LICENCE"],
            "description": settings["SITESUBTITLE"],
        }

    def gather(self, articles):
        """``articles``: newest first."""
        self.by = {family: defaultdict(list) for family in FAMILIES}
        self.months, self.days = Counter(), []
        before = None
        for article in reversed(articles):
            for name in ("actors", "places", "locations", "sources"):
                setattr(article, FIELDS.get(name, "location_ids"), article.metadata[name].split(", "))
            article.claims = json.loads(article.metadata["claims"])
            article.day = article.date.strftime("%Y-%m-%d")
            self.months[article.day[:7]] += 1
            if not self.days or self.days[-1] != article.day:
                self.days.append(article.day)
            article.before, article.after = before, None
            if before:
                before.after = article
            before = article
        for article in articles:
            for family in FAMILIES:
                for id in getattr(article, FIELDS[family]):
                    self.by[family][id].append(article)
        self.years = Counter()
        for month, count in self.months.items():
            self.years[month[:4]] += count
        self.nearest = {}
        for keys in (self.days, list(self.months), list(self.years)):
            for i, key in enumerate(keys):
                self.nearest[key] = (keys[i - 1] if i else None, keys[i + 1] if i + 1 < len(keys) else None)

    def most(self, family):
        counts = ((id, len(found)) for id, found in self.by[family].items())
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:10]

    def companions(self, articles, of, besides):
        field = "location_ids" if of == "places" else FIELDS[of]
        counts = Counter(id for article in articles for id in getattr(article, field) if id != besides)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]

    def holders(self, id):
        above = self.names["places"][id]["above"]
        return [above, *self.holders(above)] if above else []

    def by_kind(self, family):
        known = sorted(self.names[family].items(), key=lambda pair: (pair[1]["kind"], pair[1]["name"]))
        return [(kind, list(found)) for kind, found in groupby(known, key=lambda pair: pair[1]["kind"])]

    @staticmethod
    def month(month, articles):
        """Weeks of (day, its ISO form, its number of reports)."""
        counts = Counter(article.day for article in articles)
        year, number = map(int, month.split("-"))
        for week in calendars.monthcalendar(year, number):
            yield [(day, iso := f"{month}-{day:02}", counts[iso]) if day else None for day in week]

    def entry(self, article):
        """An article as it stands in a list: made once, used in every list."""
        if article.slug not in self.entries:
            self.entries[article.slug] = self.template.render(article=article, records=self)
        return self.entries[article.slug]

    # --- JSON-LD

    def collection(self, title, path):
        url = f"{self.settings['SITEURL']}{path}"
        return {"@type": "CollectionPage", "name": title, "url": url, "inLanguage": "en", "isPartOf": self.website}

    def node(self, family, id):
        one = self.names[family][id]
        types, other = (ACTOR_TYPES, "Organization") if family == "actors" else (PLACE_TYPES, "Place")
        node = {"@type": types.get(one["kind"], other), "name": one["name"], "url": f"{self.settings['SITEURL']}/{family}/{id}/"}
        if one["alias"]:
            node["alternateName"] = [one["alias"]]
        if family == "places" and one["above"]:
            holder = self.names["places"][one["above"]]
            node["containedInPlace"] = {"@type": PLACE_TYPES.get(holder["kind"], "Place"), "name": holder["name"]}
        return node

    def article(self, article):
        url = f"{self.settings['SITEURL']}/{article.url}"
        instant = f"{article.day}T00:00:00Z"
        outlets = [(id, self.names["sources"][id]["name"]) for id in article.source_ids]
        return {
            "@type": "NewsArticle", "@id": url, "url": url, "mainEntityOfPage": url, "headline": article.title,
            "description": article.metadata["summary"], "inLanguage": "en", "datePublished": instant, "dateModified": instant,
            "temporalCoverage": article.day, "author": self.publisher, "publisher": self.publisher, "license": self.settings["LICENCE"],
            "isAccessibleForFree": True,
            "citation": [
                {
                    "@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}, "name": name,
                    "url": f"https://example.com/{id}/{article.number}", "datePublished": article.day,
                }
                for id, name in outlets
            ],
            "about": [self.node("actors", id) for id in article.actor_ids],
            "contentLocation": [self.node("places", id) for id in article.location_ids],
        }  # fmt: skip

    def script(self, node, crumbs):
        """``crumbs``: pairs of title and path."""
        nodes = [node]
        if crumbs:
            steps = [
                {"@type": "ListItem", "position": i, "name": name}
                | ({"item": {"@type": "Thing", "@id": f"{self.settings['SITEURL']}{path}"}} if path else {})
                for i, (name, path) in enumerate(crumbs, 1)
            ]
            nodes.append({"@type": "BreadcrumbList", "itemListElement": steps})
        graph = {"@context": "https://schema.org", "@graph": nodes}
        return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def words(iso):
    """ "2 January 2001", "January 2001" or "2001"."""
    year, *rest = iso.split("-")
    month = f"{calendars.month_name[int(rest[0])]} {year}" if rest else year
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def short_date(iso):
    date = dt.date.fromisoformat(iso)
    return f'<time datetime="{iso}"><span class="day">{date.day}</span> <span class="month">{date:%b %Y}</span></time>'


FILTERS = {
    "words": words,
    "short_date": short_date,
    "path": lambda iso: f"/{iso.replace('-', '/')}/",
    "plural": lambda n: f"{n:,} {'report' if n == 1 else 'reports'}",
    "weekday": lambda iso: calendars.day_name[dt.date.fromisoformat(iso).weekday()],
    "level": lambda n: min(4, 1 + int(math.log2(n))),
    "by_day": lambda articles: groupby(articles, key=lambda article: article.day),
    "by_month": lambda articles: [(key, list(found)) for key, found in groupby(articles, key=lambda article: article.day[:7])],
}


class RecordsGenerator(Generator):
    """The pages of actors, places and sources, and the sitemap."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.records = self.context["records"] = Records(self.settings)
        self.records.template = self.get_template("parts/entry")

    def generate_output(self, writer):
        paths = ["", "timeline/", "about/"]
        entity, index = self.get_template("entity"), self.get_template("entities")
        for family in FAMILIES:
            writer.write_file(f"{family}/index.html", index, self.context, url=f"{family}/", family=family)
            paths.append(f"{family}/")
            for id, one in self.records.names[family].items():
                found = self.records.by[family].get(id, [])
                url = f"{family}/{id}/"
                writer.write_file(
                    f"{url}index.html",
                    entity,
                    self.context,
                    paginated={"articles": found},
                    template_name="entity",
                    url=url,
                    family=family,
                    id=id,
                    entity=one,
                    all_articles=found,
                )
                paths += [url, *(f"{url}page/{n}/" for n in range(2, -(-len(found) // 50) + 1))]
        paths += [f"timeline/page/{n}/" for n in range(2, -(-len(self.context["articles"]) // 50) + 1)]
        for keys in (self.records.days, self.records.months, self.records.years):
            paths += [f"{iso.replace('-', '/')}/" for iso in keys]
        paths += [article.url for article in self.context["articles"]]
        writer.write_file("sitemap.xml", self.get_template("sitemap"), self.context, paths=sorted(paths))


def gather(generator):
    generator.context["records"].gather(generator.articles)


def add_filters(pelican):
    pelican.settings["JINJA_FILTERS"].update(FILTERS)


def get_generator(pelican):  # noqa: ARG001 - Pelican's signature
    return RecordsGenerator


def register():
    signals.initialized.connect(add_filters)
    signals.get_generators.connect(get_generator)
    signals.article_generator_finalized.connect(gather)
