"""What stock Pelican lacks: fields that hold lists, pages of actors, places and sources, neighbours, and a sitemap.

It goes through Pelican's own generator and writer, as its plugins do.
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

from . import narrowing, relations, strips
from .linked_data import LinkedData
from .lists import IN_MONTH, LISTED, MOST_OF_KIND, NEWEST, WHOLE, decade_of, parts, sealed

FAMILIES = ("actors", "places", "sources")
FIELDS = {"actors": "actor_ids", "places": "place_ids", "sources": "source_ids"}


class Records(LinkedData):
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
        self.spoken = defaultdict(list)
        before = None
        for article in reversed(articles):
            for name in ("actors", "places", "locations", "sources"):
                setattr(article, FIELDS.get(name, "location_ids"), article.metadata[name].split(", "))
            article.claims = json.loads(article.metadata["claims"])
            article.day = article.date.strftime("%Y-%m-%d")
            article.keys = narrowing.keys(article, self.names)
            for claim in article.claims:
                self.spoken[claim["speaker"]].append((claim, article))
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
        self.decades = Counter()
        for year, count in self.years.items():
            self.decades[decade_of(year)] += count
        self.claims = sum(map(len, self.spoken.values()))
        self.related = relations.relate(articles[::-1], self.names)
        self.nearest = {}
        for keys in (self.days, list(self.months), list(self.years), list(self.decades)):
            for i, key in enumerate(keys):
                self.nearest[key] = (keys[i - 1] if i else None, keys[i + 1] if i + 1 < len(keys) else None)

    def most(self, family):
        counts = ((id, len(found)) for id, found in self.by[family].items())
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:10]

    def cited(self, article, source):
        """What an article has of a source: the others that it cites, and the claims that came by this one."""
        others = [escape(self.names["sources"][id]["name"]) for id in article.source_ids if id != source]
        return others, [claim for claim in article.claims if claim["via"] == source]

    def single(self, articles):
        return [article for article in articles if len(article.source_ids) == 1]

    def cited_most(self, articles):
        counts = Counter(id for article in articles for id in article.source_ids)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def coverage(self, articles):
        """Of a year: its months, and for each source its articles by month, their number, and how dark the cell is."""
        months = list(dict.fromkeys(article.day[:7] for article in articles))
        cells = Counter((id, article.day[:7]) for article in articles for id in article.source_ids)
        most = math.log2(1 + max(cells.values()))
        rows = [
            (id, [(n := cells[id, month], math.ceil(4 * math.log2(1 + n) / most)) for month in months], total)
            for id, total in self.cited_most(articles)[:100]
        ]
        sums = [
            (label, [counts[month] for month in months], len(found))
            for label, found in (("All reports", articles), ("With a single source", self.single(articles)))
            for counts in [Counter(article.day[:7] for article in found)]
        ]
        return months, rows, sums

    def widest(self):
        """The places of most articles that lie in no other."""
        counts = ((id, len(found)) for id, found in self.by["places"].items() if not self.names["places"][id]["above"])
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:4]

    def companions(self, articles, of, besides):
        field = "location_ids" if of == "places" else FIELDS[of]
        counts = Counter(id for article in articles for id in getattr(article, field) if id != besides)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]

    def holders(self, id):
        above = self.names["places"][id]["above"]
        return [above, *self.holders(above)] if above else []

    def by_kind(self, family, most):
        """``most``: how many of a kind, those in most articles; all by name where it is 0."""
        known = sorted(self.names[family].items(), key=lambda pair: (pair[1]["kind"], pair[1]["name"]))
        for kind, found in groupby(known, key=lambda pair: pair[1]["kind"]):
            ids = [id for id, _ in found]
            yield kind, sorted(ids, key=lambda one: (-self.count(family, one), one))[:most] if most else ids

    def by_name(self, family, ids):
        return sorted(ids, key=lambda one: self.names[family][one]["name"])

    def count(self, family, id):
        return len(self.by[family].get(id, ()))

    def told_of(self, family, id):
        """Its lists by decade, or where a decade holds many, by year; the years of each such decade; and all decades."""
        years = {year: list(found) for year, found in groupby(reversed(self.by[family][id]), key=lambda article: article.day[:4])}
        told, cut, decades = {}, {}, []
        for decade, own in groupby(years, key=decade_of):
            own = list(own)
            decades.append(decade)
            whole = [article for year in own for article in years[year]]
            if sealed(len(whole)):
                cut[decade] = {year: len(years[year]) for year in reversed(own)}
                told |= {year: years[year] for year in own}
            else:
                told[decade] = whole
        return told, cut, decades

    def years_of(self, decade):
        return {year: count for year, count in self.years.items() if decade_of(year) == decade}

    @staticmethod
    def of_month(articles):
        """How many articles of a day the page of a month tells, and all that it tells."""
        days = [list(found) for _, found in groupby(articles, key=lambda article: article.day)]
        most = max(1, IN_MONTH // len(days)) if len(articles) > IN_MONTH else len(articles)
        return most, [article for found in days for article in found[:most]]

    @staticmethod
    def counted_months(months):
        return {month: len(found) for month, found in months}

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
    "facets": lambda articles, records: narrowing.facets(records, articles),
    "strip_of": strips.strip_of,
    "strip_within": strips.strip,
    "decade": decade_of,
    "path": lambda iso: f"/{iso.replace('-', '/')}/",
    "plural": lambda n: f"{n:,} {'report' if n == 1 else 'reports'}",
    "weekday": lambda iso: calendars.day_name[dt.date.fromisoformat(iso).weekday()],
    "level": lambda n: min(4, 1 + int(math.log2(n))),
    "by_day": lambda articles: groupby(articles, key=lambda article: article.day),
    "by_month": lambda articles: [(key, list(found)) for key, found in groupby(articles, key=lambda article: article.day[:7])],
}


class RecordsGenerator(Generator):
    """The pages of actors, places and sources, the timeline, decades, the outlets by month, and the sitemap."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.records = self.context["records"] = Records(self.settings)
        self.records.template = self.get_template("parts/entry")

    def generate_output(self, writer):
        self.writer, self.paths = writer, ["", "about/"]
        records, articles = self.records, self.context["articles"]
        for family in FAMILIES:
            self.index(family)
            for id, one in records.names[family].items():
                self.entity(family, id, one)
        for part in parts(articles[::-1]):
            self.write(f"timeline/{part['number']}/" if part["number"] else "timeline/", "timeline", part=part)
        for decade, total in records.decades.items():
            self.write(f"{decade}/", "decade", iso=decade, total=total)
        years = {year: list(found) for year, found in groupby(reversed(articles), key=lambda article: article.day[:4])}
        self.write("coverage/", "coverage", years=years)
        for year, found in years.items():
            self.write(f"coverage/{year}/", "coverage_year", year=year, found=found)
        for keys in (records.days, records.months, records.years):
            self.paths += [f"{iso.replace('-', '/')}/" for iso in keys]
        self.paths += [article.url for article in articles]
        writer.write_file("sitemap.xml", self.get_template("sitemap"), self.context, paths=sorted(self.paths))

    def write(self, url, template, **given):
        self.writer.write_file(f"{url}index.html", self.get_template(template), self.context, url=url, address=f"/{url}", **given)
        self.paths.append(url)

    def index(self, family):
        ids = self.records.by_name(family, self.records.names[family])
        count = -(-len(ids) // LISTED) if len(ids) > LISTED else 0
        pages = [f"/{family}/all/{number}/" if number > 1 else f"/{family}/all/" for number in range(1, count + 1)]
        self.write(f"{family}/", "entities", family=family, pages=pages, most=MOST_OF_KIND if pages else 0)
        for number, path in enumerate(pages, 1):
            shown = ids[(number - 1) * LISTED : number * LISTED]
            self.write(path[1:], "all_entities", family=family, pages=pages, number=number, ids=shown)

    def entity(self, family, id, one):
        found = self.records.by[family].get(id, [])
        whole = len(found) <= WHOLE
        told, cut, decades = ({}, {}, []) if whole else self.records.told_of(family, id)
        base, given = f"{family}/{id}/", {"family": family, "id": id, "entity": one}
        told_counts = {iso: len(own) for iso, own in reversed(told.items())}
        self.write(base, "entity", shown=found if whole else found[:NEWEST], all_articles=found, told=told_counts, **given)
        for before, decade, after in zip([None, *decades], decades, [*decades[1:], None], strict=False):
            if decade in cut:
                self.write(f"{base}{decade}/", "entity_part", iso=decade, years=cut[decade], part=None, beside=(before, after), **given)
        around = [None, *told, None]
        for place, (iso, own) in enumerate(told.items()):
            for part in parts(own):
                url = f"{base}{iso}/{part['number']}/" if part["number"] else f"{base}{iso}/"
                beside = (None, None) if part["number"] else (around[place], around[place + 2])
                self.write(url, "entity_part", iso=iso, years=None, part=part, beside=beside, **given)


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
