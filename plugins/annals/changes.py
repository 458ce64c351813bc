"""What one version of a report says that the one before it did not: by comparing what was read, not the text of the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from .versions import NOBODY, Named, OldCitation, OldClaim, Version, paragraphs

T = TypeVar("T")

KINDS = {
    "new": "Published",
    "restored": "Published again",
    "correction": "Correction",
    "date": "Date changed",
    "reported": "Date of reporting changed",
    "figure": "Figure changed",
    "number": "Figure in the text changed",
    "story-added": "Story added",
    "story-removed": "Story removed",
    "claim-added": "Claim added",
    "claim-removed": "Claim removed",
    "claim": "Claim changed",
    "source-added": "Source added",
    "source-removed": "Source removed",
    "image-added": "Picture added",
    "image-removed": "Picture removed",
    "actor-added": "Actor added",
    "actor-removed": "Actor removed",
    "place-added": "Place added",
    "place-removed": "Place removed",
    "text": "Text changed",
    "wording": "Wording",
}
"""What a change can be, in the order in which they are told, and how it is called."""

WORDING = "wording"
"""The one kind that is no change of substance."""

REWRITTEN = 25
"""From how many words on, added and taken out, a text is not only worded otherwise."""

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_NUMBER_WORDS = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
        *("sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "dozen", "dozens", "scores", "half"),
    )
)


class Item(NamedTuple):
    """One thing that changed. What ``words`` hold depends on the kind; see :func:`compare`. Plain values."""

    kind: str
    words: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()  # as they were written


def compare(old: Version, new: Version) -> tuple[Item, ...]:
    """Everything that changed, in the order of :data:`KINDS`; nothing when both say the same.

    Items of one kind that would cancel each other (a name added that is another spelling of one taken out) stand here as both:
    whoever knows the names decides.
    """
    found = [
        *_corrections(old, new),
        *_dates(old, new),
        *_claims(old, new),
        *_stories(old, new),
        *_sources(old.sources, new.sources),
        *_images(old, new),
        *_named("actor", old.actors, new.actors),
        *_named("place", old.places, new.places),
        *_texts(old, new),
    ]
    if not found and _of_substance(old) != _of_substance(new):
        found.append(Item(WORDING))
    order = list(KINDS)
    return tuple(sorted(found, key=lambda item: order.index(item.kind)))


def _of_substance(version: Version) -> Version:
    """Without what the reader does not see, or what is told of in another place."""
    return version._replace(reviewed=True, published=None, history_from="", whole=True, corrections=())


def _corrections(old: Version, new: Version) -> Iterator[Item]:
    """Words: the day, the text, and what stood before."""
    yield from (Item("correction", entry) for entry in new.corrections if entry not in old.corrections)


def _dates(old: Version, new: Version) -> Iterator[Item]:
    """Words: the old and the new date (EDTF); empty where there was none, or none that can be read."""
    if old.date != new.date and old.date and new.date:
        yield Item("date", (str(old.date), str(new.date)))
    if old.reported != new.reported:
        yield Item("reported", (str(old.reported or ""), str(new.reported or "")))


def _claims(old: Version, new: Version) -> Iterator[Item]:
    before, after = _by(old.claims, lambda claim: claim.id), _by(new.claims, lambda claim: claim.id)
    for id, claim in after.items():
        if id not in before:
            yield Item("claim-added", _told(claim), (claim.speaker,))
        else:
            yield from _claim(before[id], claim)
    yield from (Item("claim-removed", _told(claim), (claim.speaker,)) for id, claim in before.items() if id not in after)


def _told(claim: OldClaim) -> tuple[str, ...]:
    """Words: the claim's id, its verb, its text, and then each category with its figure."""
    return (
        claim.id,
        claim.verb,
        claim.text or claim.quote,
        *(word for category, figure in claim.figures for word in (category, str(figure))),
    )


def _claim(old: OldClaim, new: OldClaim) -> Iterator[Item]:
    """A figure's words: the claim's id, the category, the old and the new figure, either of them perhaps empty. A claim's: its id, what
    of it changed, how it was and how it is; with the names of its old and new speaker.
    """
    before, after = dict(old.figures), dict(new.figures)
    for category in dict.fromkeys((*before, *after)):
        figures = (before.get(category), after.get(category))
        if figures[0] != figures[1]:
            yield Item("figure", (new.id, category, *("" if figure is None else str(figure) for figure in figures)), (new.speaker,))
    if old.speaker != new.speaker:
        yield Item("claim", (new.id, "speaker", "", ""), (old.speaker, new.speaker))
    if old.verb != new.verb:
        yield Item("claim", (new.id, "verb", old.verb, new.verb), (new.speaker,))
    if (old.relation, old.related) != (new.relation, new.related):
        was, now = (f"{claim.relation} {claim.related}".strip() for claim in (old, new))
        yield Item("claim", (new.id, "relation", was, now), (new.speaker,))
    if old.said != new.said:
        yield Item("claim", (new.id, "said", str(old.said or ""), str(new.said or "")), (new.speaker,))
    if old.quote != new.quote and old.quote:
        yield Item("claim", (new.id, "quote", old.quote, new.quote), (new.speaker,))


def _stories(old: Version, new: Version) -> Iterator[Item]:
    """Words: the id and the title of the sub-story."""
    before, after = ({part.id: part.title for part in version.body if part.id} for version in (old, new))
    yield from (Item("story-added", (id, title)) for id, title in after.items() if id not in before)
    yield from (Item("story-removed", (id, title)) for id, title in before.items() if id not in after)


def _images(old: Version, new: Version) -> Iterator[Item]:
    """Words: the id and the caption."""
    before, after = ({image.id: image.caption for image in version.images} for version in (old, new))
    yield from (Item("image-added", (id, caption)) for id, caption in after.items() if id not in before)
    yield from (Item("image-removed", (id, caption)) for id, caption in before.items() if id not in after)


def _sources(old: Iterable[OldCitation], new: Iterable[OldCitation]) -> Iterator[Item]:
    """Names: the outlet, and who carried it where that is told. Each once, however often it is cited."""
    before, after = (dict.fromkeys((citation.outlet, citation.via) for citation in cited) for cited in (old, new))
    for kind, names in (("source-added", [n for n in after if n not in before]), ("source-removed", [n for n in before if n not in after])):
        yield from (Item(kind, (), (outlet, via) if via != NOBODY else (outlet,)) for outlet, via in names)


def _named(family: str, old: tuple[Named, ...], new: tuple[Named, ...]) -> Iterator[Item]:
    yield from (Item(f"{family}-added", (), (name,)) for name in new if name not in old)
    yield from (Item(f"{family}-removed", (), (name,)) for name in old if name not in new)


def _texts(old: Version, new: Version) -> Iterator[Item]:
    """Texts that both versions hold: title, summary, each part that is in both, each claim that is in both.

    A number that changed is of substance, be there ever so few words; so is a text of which much is new. A number's words: those
    taken out and those that came. A text's: how many words came and went.
    """
    numbers_out, numbers_in = Counter[str](), Counter[str]()
    came, went, changed = 0, 0, False
    for before, after in _pairs(old, new):
        if before == after:
            continue
        changed = True
        gone, come = _words(before), _words(after)
        numbers_out += _numbers(gone)
        numbers_in += _numbers(come)
        gone, come = gone - come, come - gone
        came, went = came + come.total(), went + gone.total()
    moved = numbers_out & numbers_in  # from one part to another
    out, come_in = numbers_out - moved, numbers_in - moved
    rewritten = came + went >= REWRITTEN  # a new paragraph has its own numbers: they are not told one by one
    counted = bool(out and come_in) or (bool(out or come_in) and not rewritten)
    if counted:
        yield Item("number", (", ".join(sorted(out.elements())), ", ".join(sorted(come_in.elements()))))
    if rewritten:
        yield Item("text", (str(came), str(went)))
    if changed and not counted and not rewritten:
        yield Item(WORDING)


def _pairs(old: Version, new: Version) -> Iterator[tuple[str, str]]:
    yield (old.title, new.title)
    yield (old.summary, new.summary)
    before, after = ({part.id: part for part in version.body} for version in (old, new))
    for id in before.keys() & after.keys():
        if before[id] != after[id]:
            yield tuple("\n".join((part.title, *paragraphs(part.html))) for part in (before[id], after[id]))  # type: ignore[misc]
    claims = _by(old.claims, lambda claim: claim.id)
    for claim in new.claims:
        if claim.id in claims:
            yield (claims[claim.id].text, claim.text)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _numbers(words: Counter[str]) -> Counter[str]:
    """A number word is the same at the beginning of a sentence."""
    found = Counter[str]()
    for word, count in words.items():
        if word[0].isdigit() or word.lower() in _NUMBER_WORDS:
            found[word.lower()] += count
    return found


def _by(items: Iterable[T], key: Callable[[T], str]) -> Mapping[str, T]:
    """By a key; where one stands twice, the first."""
    found: dict[str, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return found
