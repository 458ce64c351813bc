"""Pictures and footage that go with reports, and image files of the archive's own, as pages show them."""

from __future__ import annotations

from urllib.parse import quote

from .choices import IMAGE_KINDS
from .composing import Composer
from .dates import Date
from .particulars import Image, Picture
from .records import Report
from .report_views import ImageView, PictureView
from .views import Link
from .wording import plural


def image_view(composer: Composer, report: Report, image: Image) -> ImageView:
    """An image of a report."""
    url = composer.edition.url("report", report.id)
    timing, older = _timing(image.taken, report.date) if image.taken else ("", False)
    return ImageView(
        f"image-{image.id}",
        IMAGE_KINDS[image.kind],
        image.caption,
        composer.date(image.taken) if image.taken else None,
        timing,
        older,
        composer.place(image.place) if image.place else None,
        composer.link(image.credit.family, image.credit.id) if image.credit else None,
        composer.source(image.via) if image.via else None,
        image.licence,
        image.url,
        picture_view(composer, image.file, image.alt) if image.file else None,
        Link(report.title, f"{url}#image-{image.id}" if url else None, report.lang),
    )


def picture_view(composer: Composer, file: str, alt: str) -> PictureView:
    """A file of the archive's own, by its path below the content folder. ``alt``: what it shows, in words."""
    known: Picture | None = composer.pictures.get(file)
    here = composer.edition.href(quote(file))
    if known is None:
        return PictureView(here, "", None, None, alt)
    webp = ", ".join(f"{composer.edition.href(quote(path))} {width}w" for path, width in known.copies(file))
    return PictureView(here, webp, known.width, known.height, alt)


def images_at(composer: Composer, place: str, most: int) -> tuple[ImageView, ...]:
    """Pictures taken at a place itself, those of the newest reports first. ``most``: how many."""
    shown = []
    for id, name in reversed(composer.images_by_place.get(place, ())[-most:]):
        report = composer.reports[id]
        shown.append(image_view(composer, report, next(image for image in report.images if image.id == name)))
    return tuple(shown)


def _timing(taken: Date, event: Date) -> tuple[str, bool]:
    """How far from the event a picture was taken, as far as both are known to the day; and whether it is older."""
    if taken.latest < event.earliest:
        days = (event.earliest - taken.latest).days
        exact = not taken.is_interval and taken.anchor.day and event.anchor.day
        return (f"{plural(days, 'day')} before the event" if exact else "before the event"), True
    if taken.earliest > event.latest:
        days = (taken.earliest - event.latest).days
        exact = not taken.is_interval and taken.anchor.day and event.end and event.end.day
        return (f"{plural(days, 'day')} after the event" if exact else "after the event"), False
    return "", False
