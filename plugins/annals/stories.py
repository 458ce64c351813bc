"""A report part by part: the lead and the sub-stories, each with the images, claims and sources that go with it."""

from __future__ import annotations

from collections.abc import Iterable

from .claim_views import ClaimView
from .claimed import claim_link, claim_view, standing_view, subject_of
from .composing import Composer
from .illustrations import image_view
from .particulars import Citation, Copy
from .records import Report
from .report_views import CitationView, CopyView, HungClaim, StoryView
from .texts import part_texts
from .views import Link


def story_views(composer: Composer, report: Report) -> tuple[StoryView, ...]:
    """The lead and the sub-stories, in the order of the text."""
    told = [("actor", id) for id in report.everyone] + [("place", id) for id in report.locations]
    texts = part_texts(composer, report.body, told, link_names=report.link_names, had=report.had)
    claims: dict[str, list[ClaimView]] = {part.id: [] for part in report.body}
    subjects: dict[str, dict[str, None]] = {part.id: {} for part in report.body}
    for claim in report.claims:
        claims[claim.story or ""].append(claim_view(composer, claim, claim.said or report.date))
        if subject := subject_of(composer, claim):
            subjects[claim.story or ""][subject] = None
    return tuple(
        StoryView(
            part.id,
            part.title,
            text,
            tuple(image_view(composer, report, image) for image in report.images if (image.story or "") == part.id),
            tuple(claims[part.id]),
            _hung(composer, claims[part.id]),
            tuple(citation_view(composer, citation) for citation in report.sources if (citation.story or "") == part.id),
            tuple(standing_view(composer, subject) for subject in subjects[part.id]),
        )
        for part, text in zip(report.body, texts, strict=True)
    )


def citation_view(composer: Composer, citation: Citation) -> CitationView:
    """A source of a report or of a term, with the copy of it that was kept."""
    return CitationView(
        composer.source(citation.outlet),
        composer.source(citation.via) if citation.via else None,
        citation.url,
        _copy(composer, citation.archived) if citation.archived else None,
        composer.date(citation.published) if citation.published else None,
        composer.date(citation.accessed) if citation.accessed else None,
    )


def _copy(composer: Composer, copy: Copy) -> CopyView:
    return CopyView(copy.url, composer.date(copy.date) if copy.date else None, copy.sha256)


def _hung(composer: Composer, claims: Iterable[ClaimView]) -> tuple[HungClaim, ...]:
    """The claims of a part, each that answers one above it below that."""
    hanging: dict[str, list[ClaimView]] = {"": []}
    for claim in claims:
        above = _anchor(claim.related)
        hanging[above if above in hanging else ""].append(claim)
        hanging[claim.anchor] = []

    def hung(above: str) -> tuple[HungClaim, ...]:
        return tuple(HungClaim(claim, hung(claim.anchor), elsewhere(claim)) for claim in hanging[above])

    def elsewhere(claim: ClaimView) -> tuple[Link, ...]:
        here = {other.anchor for other in hanging[claim.anchor]}
        answers = (claim_link(composer, id) for id in composer.answers.get(claim.anchor.removeprefix("claim-"), ()))
        return tuple(link for link in answers if link and _anchor(link) not in here)

    return hung("")


def _anchor(link: Link | None) -> str:
    return link.url.rpartition("#")[2] if link and link.url else ""
