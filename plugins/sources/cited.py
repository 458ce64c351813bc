"""For what each report rests on a source, and with whom: a line below the report in the list of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annals.composing import Composer
from annals.entity_views import CitedView, Fact
from annals.records import Source
from annals.views import Link
from annals.wording import plural


def facts(composer: Composer, source: Source) -> Iterator[Fact]:
    """How often it was cited, first and last; and how often it carried others."""
    reports = composer.reports_by_source.get(source.id, ())
    cited = [id for id in reports if source.id in composer.cards[id].outlets]
    alone = sum(len(composer.cards[id].outlets) == 1 for id in cited)
    note = f"as the single source in {alone:,}" if alone else "always beside others"
    yield Fact("Cited in", (Link(plural(len(cited), "report"), note=note),) if cited else ())
    yield Fact("First cited", (dated(composer, cited[0]),) if cited else ())
    yield Fact("Last cited", (dated(composer, cited[-1]),) if cited else ())
    carried = sum(source.id in composer.cards[id].carriers for id in reports)
    yield Fact("Carried others in", (Link(plural(carried, "report")),) if carried else ())


def dated(composer: Composer, id: str) -> Link:
    """To a report, by its date."""
    return Link(composer.date(composer.listed[id].date).text, composer.edition.url("report", id))


def beside(composer: Composer, id: str, reports: Iterable[str]) -> tuple[CitedView, ...]:
    """For each of some reports, what it has of a source."""
    return tuple(_cited(composer, report, id) for report in reports)


def _cited(composer: Composer, report: str, id: str) -> CitedView:
    told, url = composer.sourced[report], composer.edition.url("report", report)
    outlets = dict.fromkeys(outlet for outlet, _, _ in told.citations)
    rests = {story for outlet, _, story in told.citations if outlet == id}
    claims = [claim for claim, speaker, via in told.claims if id in (speaker, via)]
    stories = [(story, title) for story, title in told.stories if story in rests] if None not in rests else []
    return CitedView(
        id in outlets,
        tuple(Link(title, f"{url}#{story}" if url else None, told.lang) for story, title in stories),
        tuple(_name(composer, outlet) for outlet in outlets if outlet != id) if id in outlets else (),
        tuple(_name(composer, outlet) for outlet in dict.fromkeys(outlet for outlet, via, _ in told.citations if via == id)),
        Link(plural(len(claims), "claim"), f"{url}#claim-{claims[0]}" if url else None) if claims else None,
    )


def _name(composer: Composer, id: str) -> Link:
    """Words alone: a line stands beside each of many reports."""
    link = composer.source(id)
    return Link(link.text, lang=link.lang)
