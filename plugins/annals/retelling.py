"""The history of a report in words: its changes, and an old version beside what the report says now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from .bodies import SCHEME
from .changes import KINDS, WORDING
from .composing import Composer
from .dates import Date, DateError, parse_date
from .figures import FigureError, category_words, parse_figure
from .figures import wording as figure_words
from .histories import NO_HISTORY, Change, Meant, Standing, Told, day_of
from .records import Part
from .schema import VERBS
from .versions import NOBODY, Named, OldCitation, OldClaim, Version, paragraphs, version_of
from .views import ChangedView, ChangeView, DifferenceView, HistoryView, Link, OldStoryView, StretchView
from .worddiff import compare_paragraphs
from .wording import date_words, plural

MOST = 30
"""Changes that a report shows itself; earlier ones are on the pages of corrections."""

_LINK = re.compile(rf'<a href="{SCHEME}([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>")
_WHAT = {
    "speaker": "speaker",
    "verb": "how it was said",
    "relation": "what it answers",
    "said": "date of the statement",
    "quote": "quotation",
}

Call = Callable[[Named], str]
"""The words that a name is shown with."""


def instant(time: int) -> str:
    """RFC 3339, in UTC."""
    return f"{day_of(time)}T{time // 3600 % 24:02}:{time // 60 % 60:02}:{time % 60:02}Z"


def instant_words(time: int) -> str:
    """``24 November 2026, 10:15 UTC``."""
    return f"{date_words(parse_date(day_of(time)))}, {time // 3600 % 24:02}:{time // 60 % 60:02} UTC"


def standing_key(report: str, slug: str) -> str:
    """By what the edition knows the address of a state of a report."""
    return f"{report}/as-of/{slug}"


def standing_words(standing: Standing) -> str:
    """What sets it apart from other states of its report: ``as it stood on 24 November 2026 (2)``."""
    day, number = standing.slug[:10], standing.slug[11:]
    return f"as it stood on {date_words(parse_date(day))}" + (f" ({number})" if number else "")


# --- changes


def history(composer: Composer, id: str) -> HistoryView | None:
    """What is known of a report's history; ``None`` when nothing is."""
    known = composer.histories.get(id, NO_HISTORY)
    if not known.changes and not known.withheld:
        return None
    newest = known.changes[::-1]
    changes = [change for change in newest if change.of_substance]
    return HistoryView(
        tuple(change_view(composer, id, change) for change in changes[:MOST]),
        tuple(change_view(composer, id, change) for change in newest if not change.of_substance)[:MOST],
        max(0, len(changes) - MOST),
        known.withheld,
        composer.section("corrections") if "corrections" in composer.edition.nav else None,
    )


def change_view(composer: Composer, id: str, change: Change, *, of_many: bool = False) -> ChangeView:
    """``of_many``: with the report that it is of."""
    there = composer.edition.path("report", id) is not None  # or its earlier states have no pages, either
    url = composer.edition.url("earlier", standing_key(id, change.was)) if change.was and there else None
    report = None
    if of_many:
        link = composer.report_dated(id)
        report = replace(link, url=f"{link.url}#{anchor_of(change)}") if link.url else link
    return ChangeView(
        anchor_of(change),
        date_words(parse_date(change.day)) if change.time is None else instant_words(change.time),
        change.day if change.time is None else instant(change.time),
        tuple(_changed(composer, id, told) for told in change.told if told.kind != WORDING or len(change.told) == 1),
        Link("As it stood before", url) if url else None,
        report,
    )


def anchor_of(change: Change) -> str:
    return f"change-{change.slug}"


def change_text(view: ChangeView) -> str:
    """A change in plain text, for a feed."""
    return " ".join(filter(None, (_sentence(changed) for changed in view.changed)))


def _sentence(changed: ChangedView) -> str:
    about = ", ".join(filter(None, (changed.link.text if changed.link else "", changed.text)))
    turned = f"from “{changed.before}” to “{changed.after}”" if changed.before and changed.after else ""
    turned = turned or (f"it was “{changed.before}”" if changed.before else f"now “{changed.after}”" if changed.after else "")
    told = ", ".join(filter(None, (about, turned)))
    return f"{changed.label}{': ' if told else ''}{told}{'' if told.endswith(('.', '!', '?', '”')) else '.'}"


def _changed(composer: Composer, id: str, told: Told) -> ChangedView:
    label = KINDS[told.kind]
    link = _link(composer, told.names[0]) if told.names else None
    match told.kind:
        case "correction":
            return ChangedView(label, None, told.words[1], told.words[2], "")
        case "restored":
            return ChangedView(label, None, f"it had been withdrawn since {instant_words(int(told.words[0]))}", "", "")
        case "date" | "reported":
            return ChangedView(label, None, "", *(_date(word) for word in told.words))
        case "figure":
            before, after = (_figure(word) if word else "not given" for word in told.words[2:])
            return ChangedView(label, link, _category(composer, told.words[1]), before, after)
        case "number":
            return ChangedView(label, None, "", *told.words)
        case "story-added" | "story-removed":
            return ChangedView(label, _story(composer, id, *told.words), "", "", "")
        case "claim-added" | "claim-removed":
            _, verb, text, *figures = told.words
            counted = [f"{_category(composer, name)}: {_figure(figure)}" for name, figure in zip(figures[::2], figures[1::2], strict=True)]
            return ChangedView(
                label, link, f"{VERBS.get(verb, verb)}: {'; '.join(filter(None, (*counted, text)))}".removesuffix(": "), "", ""
            )
        case "image-added" | "image-removed":
            return ChangedView(label, None, told.words[1], "", "")
        case "claim" if told.words[1] == "speaker":
            return ChangedView(label, None, _WHAT["speaker"], *(_link(composer, name).text for name in told.names))
        case "claim":
            _, what, before, after = told.words
            words = _date if what == "said" else _verb if what == "verb" else str
            return ChangedView(label, link, _WHAT[what], words(before), words(after))
        case "source-added" | "source-removed":
            via = f"via {_link(composer, told.names[1]).text}" if len(told.names) > 1 else ""
            return ChangedView(label, link, via, "", "")
        case "text":
            came, went = map(int, told.words)
            counts = [f"{plural(came, 'word')} added" if came else "", f"{plural(went, 'word')} taken out" if went else ""]
            return ChangedView(label, None, ", ".join(filter(None, counts)), "", "")
        case _:
            return ChangedView(label, link, "", "", "")


def _link(composer: Composer, name: Meant) -> Link:
    return composer.link(name.family, name.id) if name.family else Link(name.text)


def _story(composer: Composer, id: str, part: str, title: str) -> Link:
    url = composer.edition.url("report", id)
    there = any(story.id == part for story in composer.reports[id].body)
    return Link(f"“{title}”", f"{url}#{part}" if url and there else None)


def _date(text: str) -> str:
    try:
        return date_words(parse_date(text)) if text else ""
    except DateError:
        return text


def _category(composer: Composer, key: str) -> str:
    return category_words(key, composer.categories) if key.partition("/")[0] in composer.categories else key


def _verb(word: str) -> str:
    return VERBS.get(word, word)


def _figure(text: str) -> str:
    try:
        figure = parse_figure(text)
    except FigureError:
        return text
    words = figure_words(figure)
    return f"{words} since {date_words(figure.since)}" if figure.since else words


# --- versions


def calls(composer: Composer, standing: Standing) -> Call:
    """What the names in an old version are shown as: the name that each has now, or, where it means nothing any more, as written."""
    meanings = dict(standing.meanings)

    def call(name: Named) -> str:
        meant = meanings.get(name)
        return _link(composer, meant).text if meant else name[1]

    return call


def _present(composer: Composer) -> Call:
    return lambda name: composer.link(name[0], name[1]).text


def old_stories(composer: Composer, version: Version) -> tuple[OldStoryView, ...]:
    return tuple(OldStoryView(part.id, part.title, _old_html(composer, part)) for part in version.body)


def _old_html(composer: Composer, part: Part) -> Markup:
    """Links lead to where the pages are now, or turn into words; of an image stands its description, for it may be gone."""

    def link(match: re.Match[str]) -> str:
        url = composer.target(match[1].partition("#")[0])
        return f'<a href="{Markup.escape(url)}">{match[2]}</a>' if url else match[2]

    html = _LINK.sub(link, _IMAGE.sub(r"[image: \1]", part.html))
    return Markup(html)  # noqa: S704 - it has passed the sanitiser in bodies.py


def claim_line(composer: Composer, claim: OldClaim, call: Call) -> str:
    counted = [f"{_category(composer, category)}: {_figure(str(figure))}" for category, figure in claim.figures]
    said = f"said {date_words(claim.said)}" if claim.said else ""
    via = f"via {call(claim.via)}" if claim.via != NOBODY else ""
    told = "; ".join(filter(None, (*counted, claim.text, f"“{claim.quote}”" if claim.quote else "")))
    aside = ", ".join(filter(None, (said, via)))
    verb = VERBS.get(claim.verb, claim.verb)
    about = ""
    if claim.relation:
        answered = f"the claim “{claim.related}”"
        about = f" {answered}" if claim.relation == claim.verb else f" ({claim.relation} {answered})"
    return f"{call(claim.speaker)} {verb}{about}{': ' if told else ''}{told}{f' ({aside})' if aside else ''}"


def source_line(citation: OldCitation, call: Call) -> str:
    via = f", via {call(citation.via)}" if citation.via != NOBODY else ""
    published = f", {date_words(citation.published)}" if citation.published else ""
    links = "".join(f", {url}" for url in (citation.url, citation.archived) if url)
    copied = f"copied {date_words(citation.copied)}" if citation.copied else ""
    kept = ", ".join(filter(None, (copied, f"SHA-256 {citation.sha256}" if citation.sha256 else "")))
    links += f" ({kept})" if kept else ""
    return f"{call(citation.outlet)}{via}{published}{links}"


def differences(composer: Composer, standing: Standing, version: Version, id: str) -> Iterator[DifferenceView]:
    """From an old version to the report as it is now, part by part; what is the same is left out."""
    now = version_of(composer.reports[id])
    told = zip(_parts(composer, version, calls(composer, standing)), _parts(composer, now, _present(composer)), strict=True)
    for (label, before), (_, after) in told:
        yield from _difference(label, before, after)
    old, new = ({part.id: part for part in each.body} for each in (version, now))
    for part in dict.fromkeys((*new, *old)):
        title = next((each[part].title for each in (new, old) if part in each), "")
        before, after = (_told(each[part]) if part in each else [] for each in (old, new))
        yield from _difference(title or "Text", before, after)


def _told(part: Part) -> list[str]:
    return [*([part.title] if part.title else []), *paragraphs(part.html)]


def _parts(composer: Composer, version: Version, call: Call) -> Iterator[tuple[str, list[str]]]:
    yield "Title", [version.title]
    yield "Date", _dates(version.date)
    yield "Reported", _dates(version.reported)
    yield "Summary", [version.summary]
    yield "Actors", sorted(map(call, version.actors))
    yield "Places", sorted(map(call, version.places))
    yield "Claims", [claim_line(composer, claim, call) for claim in version.claims]
    yield "Pictures", [image.caption for image in version.images]
    yield "Sources", [source_line(citation, call) for citation in version.sources]


def _dates(date: Date | None) -> list[str]:
    return [date_words(date)] if date else []


def _difference(label: str, old: list[str], new: list[str]) -> Iterator[DifferenceView]:
    if old != new:
        yield DifferenceView(label, tuple(_stretches(paragraph) for paragraph in compare_paragraphs(old, new)))


def _stretches(paragraph: Iterable[tuple[str, str]]) -> tuple[StretchView, ...]:
    return tuple(StretchView(mark, text) for mark, text in paragraph)
