"""The history of a report in words: its changes, and an old version beside what the report says now."""

from __future__ import annotations

from dataclasses import replace

from .changes import KINDS, WORDING
from .choices import VERBS
from .composing import Composer
from .dates import DateError, parse_date
from .figures import FigureError, parse_figure
from .histories import NO_HISTORY, Change, Meant, Told, day_of
from .values import immutable
from .views import Link
from .wording import date_words, figure_words, plural

MOST = 30
"""Changes that a report shows itself; earlier ones are on the pages of corrections."""

_WHAT = {
    "speaker": "speaker",
    "verb": "how it was said",
    "relation": "what it answers",
    "said": "date of the statement",
    "quote": "quotation",
}


@immutable
class ChangedView:
    """One thing that a new version of a report changed."""

    label: str  # "Figure changed"
    link: Link | None  # whom or what it is about: a speaker, a source, a story
    text: str
    before: str  # what stood there; "" where nothing did, or it says nothing
    after: str  # what stands there now; "" likewise


@immutable
class ChangeView:
    """What was changed at one time."""

    anchor: str  # "change-2026-11-24": the element's id on the page of the report
    when: str  # "24 November 2026, 10:15 UTC"
    machine: str  # for <time datetime>
    changed: tuple[ChangedView, ...]  # in the order of changes.KINDS
    was: Link | None  # to the report as it stood before
    report: Link | None  # on pages about many reports; its note is the date of the report


@immutable
class HistoryView:
    """The changes of one report, newest first."""

    changes: tuple[ChangeView, ...]  # of substance, its first publication among them
    wording: tuple[ChangeView, ...]  # in which words changed, and nothing else
    earlier: int  # how many changes of substance are left out here
    withheld: bool  # what the report said before some day is not shown any more
    all: Link | None  # to the corrections of the whole archive


def instant(time: int) -> str:
    """RFC 3339, in UTC."""
    return f"{day_of(time)}T{time // 3600 % 24:02}:{time // 60 % 60:02}:{time % 60:02}Z"


def instant_words(time: int) -> str:
    """``24 November 2026, 10:15 UTC``."""
    return f"{date_words(parse_date(day_of(time)))}, {time // 3600 % 24:02}:{time // 60 % 60:02} UTC"


def standing_key(report: str, slug: str) -> str:
    """By what the edition knows the address of a state of a report."""
    return f"{report}/as-of/{slug}"


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
    link = meant_link(composer, told.names[0]) if told.names else None
    match told.kind:
        case "correction":
            return ChangedView(label, None, told.words[1], told.words[2], "")
        case "restored":
            return ChangedView(label, None, f"it had been withdrawn since {instant_words(int(told.words[0]))}", "", "")
        case "date" | "reported":
            return ChangedView(label, None, "", *(_date(word) for word in told.words))
        case "figure":
            before, after = (figure_told(word) if word else "not given" for word in told.words[2:])
            return ChangedView(label, link, category_told(composer, told.words[1]), before, after)
        case "number":
            return ChangedView(label, None, "", *told.words)
        case "story-added" | "story-removed":
            return ChangedView(label, _story(composer, id, *told.words), "", "", "")
        case "claim-added" | "claim-removed":
            _, verb, text, *figures = told.words
            counted = [
                f"{category_told(composer, name)}: {figure_told(figure)}" for name, figure in zip(figures[::2], figures[1::2], strict=True)
            ]
            return ChangedView(
                label, link, f"{VERBS.get(verb, verb)}: {'; '.join(filter(None, (*counted, text)))}".removesuffix(": "), "", ""
            )
        case "image-added" | "image-removed":
            return ChangedView(label, None, told.words[1], "", "")
        case "claim" if told.words[1] == "speaker":
            return ChangedView(label, None, _WHAT["speaker"], *(meant_link(composer, name).text for name in told.names))
        case "claim":
            _, what, before, after = told.words
            words = _date if what == "said" else _verb if what == "verb" else str
            return ChangedView(label, link, _WHAT[what], words(before), words(after))
        case "source-added" | "source-removed":
            via = f"via {meant_link(composer, told.names[1]).text}" if len(told.names) > 1 else ""
            return ChangedView(label, link, via, "", "")
        case "text":
            came, went = map(int, told.words)
            counts = [f"{plural(came, 'word')} added" if came else "", f"{plural(went, 'word')} taken out" if went else ""]
            return ChangedView(label, None, ", ".join(filter(None, counts)), "", "")
        case _:
            return ChangedView(label, link, "", "", "")


def meant_link(composer: Composer, name: Meant) -> Link:
    """To what a name meant; the words alone where it means nothing that is there now."""
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


def category_told(composer: Composer, key: str) -> str:
    """In words; the key itself where the archive counts no such thing any more."""
    return composer.category(key) if key.partition("/")[0] in composer.categories else key


def _verb(word: str) -> str:
    return VERBS.get(word, word)


def figure_told(text: str) -> str:
    """In words; as it was written where that is no figure."""
    try:
        return figure_words(parse_figure(text))
    except FigureError:
        return text
