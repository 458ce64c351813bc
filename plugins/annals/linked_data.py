"""schema.org descriptions of pages, as JSON-LD that cannot leave its ``<script>``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from .claim_views import ClaimView, FigureView
from .claimed import subject_of
from .composing import Composer
from .dates import Date, Precision
from .edition import Edition
from .figures import Figure
from .illustrations import picture_view
from .ledger import Entry
from .particulars import Citation, Claim, Copy, Image
from .records import Entity, Prose, Report, Subject
from .views import Head, Link

Node = dict[str, Any]

ACTOR_TYPES: Mapping[str, str] = {"person": "Person", "state": "Country", "government-body": "GovernmentOrganization"}
PLACE_TYPES: Mapping[str, str] = {"country": "Country", "governorate": "AdministrativeArea", "city": "City"}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def described(head: Head, nodes: Sequence[Node]) -> Head:
    """The head of a page with its description for machines."""
    return replace(head, jsonld=to_script(nodes))


def described_list(edition: Edition, head: Head, path: str, name: str = "") -> Head:
    """The same of a page that lists others, with the way to it. ``name``: of what it lists, where its title says more."""
    return described(head, [collection(edition, name or head.title, path), breadcrumb(edition, head.crumbs)])


def to_script(nodes: Sequence[Node]) -> Markup:
    """One JSON-LD document. ``<``, ``>`` and ``&`` are written as JSON escapes, so that no text in it can end the script or
    begin a comment.
    """
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = _JSON.encode(graph)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped for its place in the line above


def instant(day: Date) -> str:
    """The beginning of a day in UTC: search engines want a time, and the record knows the day."""
    return f"{day.earliest.isoformat()}T00:00:00Z"


def breadcrumb(edition: Edition, crumbs: Sequence[Link]) -> Node:
    """The way to a page. The last step is the page itself, and needs no address."""
    steps = [crumb for crumb in crumbs if crumb.url or crumb is crumbs[-1]]
    return {"@type": "BreadcrumbList", "itemListElement": [_step(edition, number, crumb) for number, crumb in enumerate(steps, 1)]}


def _step(edition: Edition, number: int, crumb: Link) -> Node:
    step: Node = {"@type": "ListItem", "position": number, "name": crumb.text}
    return {**step, "item": {"@type": "Thing", "@id": _absolute(edition, crumb.url)}} if crumb.url else step


def _absolute(edition: Edition, url: str) -> str:
    return edition.absolute(url.removeprefix(edition.site.base).lstrip("/"))


def publisher(edition: Edition) -> Node:
    return {"@type": "Organization", "name": edition.site.name, "url": edition.absolute("")}


def website(edition: Edition) -> Node:
    site = edition.site
    node: Node = {"@type": "WebSite", "name": site.name, "url": edition.absolute(""), "inLanguage": site.lang, "license": site.licence[1]}
    if site.description:
        node["description"] = site.description
    return node


def article(composer: Composer, report: Report, path: str) -> Node:
    """A report as a ``NewsArticle``: its sources as citations, who and where as what it is about."""
    edition = composer.edition
    entered = report.published or report.reported or report.date
    node: Node = {
        "@type": "NewsArticle",
        "@id": edition.absolute(path),
        "url": edition.absolute(path),
        "mainEntityOfPage": edition.absolute(path),
        "headline": report.title,
        "description": report.summary,
        "inLanguage": report.lang or edition.site.lang,
        "datePublished": instant(entered),
        "dateModified": instant(report.modified),
        "temporalCoverage": _coverage(report.date),
        "author": publisher(edition),
        "publisher": publisher(edition),
        "license": edition.site.licence[1],
        "isAccessibleForFree": True,
        "citation": [_citation(composer, citation) for citation in report.sources],
    }
    about = [actor(composer, id) for id in report.everyone]
    where = [place(composer, id) for id in report.locations]
    shown = [_image(composer, image) for image in report.images if image.file]
    more = {"about": about, "contentLocation": where, "image": shown}
    return {**node, **{name: value for name, value in more.items() if value}}


def _image(composer: Composer, image: Image) -> Node:
    """A file of the archive's own. What it only describes has no address, and so is not told here."""
    assert image.file is not None
    shown = picture_view(composer, image.file, image.alt)
    node: Node = {"@type": "ImageObject", "contentUrl": _absolute(composer.edition, shown.src), "caption": image.caption}
    if shown.width is not None:
        node |= {"width": shown.width, "height": shown.height}
    if image.credit:
        node["creditText"] = composer.link(image.credit.family, image.credit.id).text
    if image.licence:
        node["copyrightNotice"] = image.licence
    if image.place:
        node["contentLocation"] = {"@type": "Place", "name": composer.places[image.place].name}
    return node


def claims(composer: Composer, report: Report, views: Iterable[ClaimView]) -> list[Node]:
    """The claims of a report, as schema.org's ``Claim``: the speaker as author, the report as where it appears. ``views``: as they are
    shown there, in any order.
    """
    shown = {view.anchor: view for view in views}
    return [_claim(composer, report, claim, shown[f"claim-{claim.id}"]) for claim in report.claims]


def _claim(composer: Composer, report: Report, claim: Claim, view: ClaimView) -> Node:
    edition = composer.edition
    url = edition.absolute(edition.path("report", report.id) or "")
    who = actor(composer, claim.speaker.id) if claim.speaker.family == "actor" else source(composer, claim.speaker.id)
    figures = "; ".join(f"{figure.category}: {figure.text}" for figure in view.figures)
    node: Node = {
        "@type": "Claim",
        "@id": f"{url}#{view.anchor}",
        "url": f"{url}#{view.anchor}",
        "name": f"{view.speaker.text} {view.verb}: {claim.text or figures or (view.related.text if view.related else '')}",
        "author": {name: who[name] for name in ("@type", "name", "url") if name in who},
        "appearance": {"@type": "NewsArticle", "@id": url},
    }
    if claim.text:
        node["text"] = claim.text
    if claim.said and not claim.said.is_interval and claim.said.anchor.precision is Precision.DAY:
        node["datePublished"] = claim.said.anchor.iso
    if about := subject_of(composer, claim):
        link = composer.link("subject", about)
        node["about"] = {"@type": "Thing", "name": link.text, **({"url": _absolute(edition, link.url)} if link.url else {})}
    if claim.figures:
        node["mentions"] = [_quantity(view.figures[n], figure) for n, (_, figure) in enumerate(claim.figures)]
    return node


def _quantity(shown: FigureView, figure: Figure) -> Node:
    """A figure with its bounds; an open end has none. ``description`` is what was said."""
    bounds = {"minValue": figure.low, "maxValue": figure.high}
    known = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"@type": "QuantitativeValue", "name": shown.category, "description": shown.text, **known}


def subject(composer: Composer, subject: Subject, head: Head, entries: Sequence[Entry]) -> Node:
    """The page of a subject, with the claims that stand on it."""
    edition = composer.edition
    parts = [f"{edition.absolute(edition.path('report', entry.report) or '')}#claim-{entry.claim.id}" for entry in entries]
    return {
        "@type": "CollectionPage", "@id": head.canonical, "url": head.canonical, "name": subject.name, "description": head.description,
        "inLanguage": subject.lang or edition.site.lang, "isPartOf": website(edition), "about": {"@type": "Thing", "name": subject.name},
        **({"hasPart": [{"@type": "Claim", "@id": part} for part in parts]} if parts else {}),
    }  # fmt: skip


def _coverage(date: Date) -> str:
    """ISO 8601, as schema.org takes it: without EDTF's marks of doubt."""
    if not date.is_interval:
        return date.anchor.iso
    return f"{date.start.iso if date.start else '..'}/{date.end.iso if date.end else '..'}"


def _citation(composer: Composer, citation: Citation) -> Node:
    outlet = composer.sources[citation.outlet].name
    name = f"{outlet}, via {composer.sources[citation.via].name}" if citation.via else outlet
    node: Node = {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": outlet}, "name": name}
    if citation.url:
        node["url"] = citation.url
    if citation.published and not citation.published.is_interval and citation.published.anchor.precision is Precision.DAY:
        node["datePublished"] = citation.published.anchor.iso
    if citation.archived:
        node["archivedAt"] = _copy(citation.archived)
    return node


def _copy(copy: Copy) -> Node:
    """schema.org knows hashes of files only: a copy with a hash is a file, too."""
    node: Node = {"@type": ["WebPage", "MediaObject"] if copy.sha256 else "WebPage", "url": copy.url}
    if copy.date and not copy.date.is_interval and copy.date.anchor.precision is Precision.DAY:
        node["dateCreated"] = copy.date.anchor.iso
    if copy.sha256:
        node["sha256"] = copy.sha256
    return node


def actor(composer: Composer, id: str) -> Node:
    actor = composer.actors[id]
    return _entity(composer, "actor", actor, ACTOR_TYPES.get(actor.kind, "Organization"))


def place(composer: Composer, id: str) -> Node:
    place = composer.places[id]
    node = _entity(composer, "place", place, PLACE_TYPES.get(place.kind, "Place"))
    if place.coordinates:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": place.coordinates.lat, "longitude": place.coordinates.lon}
    if place.geonames is not None:
        node["sameAs"] = f"https://sws.geonames.org/{place.geonames}/"
    if place.within:
        holder = composer.places[place.within]
        node["containedInPlace"] = {"@type": PLACE_TYPES.get(holder.kind, "Place"), "name": holder.name}
    return node


def source(composer: Composer, id: str) -> Node:
    return _entity(composer, "source", composer.sources[id], "Organization")


def _entity(composer: Composer, family: str, entity: Entity, type: str) -> Node:
    node: Node = {"@type": type, "name": entity.name}
    path = composer.edition.path(family, entity.id)
    if path is not None:
        node["url"] = composer.edition.absolute(path)
    if entity.aliases:
        node["alternateName"] = [alias.text for alias in entity.aliases]
    return node


def collection(edition: Edition, title: str, path: str) -> Node:
    return {
        "@type": "CollectionPage",
        "name": title,
        "url": edition.absolute(path),
        "inLanguage": edition.site.lang,
        "isPartOf": website(edition),
    }


def web_page(edition: Edition, page: Prose, path: str) -> Node:
    return {
        "@type": "WebPage", "name": page.title, "description": page.summary, "url": edition.absolute(path),
        "inLanguage": page.lang or edition.site.lang, "isPartOf": website(edition),
    }  # fmt: skip
