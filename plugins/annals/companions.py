"""Some reports taken together: the entities that stand in them most often, and from when until when they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .cards import Placed
from .composing import Composer
from .dates import parse_date
from .indexes import Ids, ranked
from .values import immutable
from .views import Counted
from .wording import span_words

MOST = 10  # companions of each family


@immutable
class Companions:
    """Entities of one kind that stand in the same reports most often."""

    heading: str  # "Actors in the same reports"
    items: tuple[Counted, ...]


def companions(
    composer: Composer, reports: Ids, headings: Mapping[str, str], besides: tuple[str, str] | None = None
) -> tuple[Companions, ...]:
    """The entities of each family that stand in some reports most often. ``headings``: of the families; ``besides`` is left out."""
    cards = composer.cards.several(reports)
    found = {
        "actor": [card.actors for card in cards],
        "place": [card.locations for card in cards],
        "source": _fellows(cards, besides[1]) if besides and besides[0] == "source" else [card.sources for card in cards],
    }
    groups = []
    for family, heading in headings.items():
        most = ranked(found[family], besides[1] if besides and besides[0] == family else "")[:MOST]
        if most:
            groups.append(Companions(heading, composer.counted(family, most)))
    return tuple(groups)


def _fellows(cards: Iterable[Placed], source: str) -> list[Ids]:
    """The outlets beside which a source was cited; of one that was never cited itself, those that stand in the same reports."""
    cards = list(cards)
    return [card.outlets for card in cards if source in card.outlets] or [card.outlets for card in cards]


def span_of(composer: Composer, reports: Ids) -> str:
    """From the first day of the first of some reports to the last day of the last, in words."""
    cards = composer.cards.several(reports)
    ends = sorted({card.span[1] if card.span else card.anchor for card in cards})
    last = {len(end): end for end in ends}  # of ends that are known as exactly as each other, the last in ISO form is the last
    return span_words(parse_date(cards[0].anchor).earliest, max(parse_date(end).latest for end in last.values()))
