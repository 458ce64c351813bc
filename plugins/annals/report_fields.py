"""What the file of a report may say, and the sources and images that it names."""

from __future__ import annotations

from typing import Any

from .choices import IMAGE_KINDS
from .claim_fields import CLAIM
from .fields import Field, Group, ListOf, Reader, Values
from .particulars import Citation, Copy, Correction, Image, Speaker
from .record_fields import LANG, LINK_NAMES, REDIRECTS, STATUS
from .records import Report
from .scalars import Address, Choice, Day, EdtfDate, Id, ImageFile, Ref, Sha256, Text, TimeOfDay

COPY = Group(
    "a kept copy",
    [
        Field("url", Address(), "Where the copy is.", required=True),
        Field("date", EdtfDate(), "When it was made."),
        Field("sha256", Sha256(), "The SHA-256 hash of the kept file: whoever has the file can tell that it is the same."),
    ],
    Copy,
    short="url",
)

CITATION = Group(
    "a source",
    [
        Field("outlet", Ref("source"), "Who published it.", required=True),
        Field("via", Ref("source"), "The outlet that carried or cited it, where that is how it reached the archive."),
        Field("url", Address(), "The article."),
        Field("archived", COPY, "A kept copy of the article."),
        Field("published", EdtfDate(), "When it was published."),
        Field("accessed", EdtfDate(), "When it was read."),
        Field("story", Id(), "The id of the sub-story that it supports; without it, the source supports the whole report."),
    ],
    Citation,
    short="outlet",
)


def _image(*, id: str, caption: str, credit: tuple[str, str] | None = None, **rest: Any) -> Image:
    return Image(id, caption, credit=Speaker(*credit) if credit else None, **rest)


def _check_image(image: Values, reader: Reader) -> None:
    """A file of our own is published: it needs what a reader who cannot see it, and whoever wants to use it, has to know."""
    needs = {
        "alt": "say what it shows to those who cannot see it",
        "credit": "name the actor or the source that made it",
        "licence": "say under what terms it may be shown; a file without leave stays out, and the entry remains",
    }
    for name, cure in needs.items():
        if "file" in image and name not in image:
            reader.fault(image.marks["file"], "missing-field", f"an image with a file needs the field '{name}'", cure)


IMAGE = Group(
    "an image",
    [
        Field("id", Id(), "Its own id, unique in the report, never changed.", required=True),
        Field("caption", Text(), "What it shows, in the archive's words.", required=True),
        Field("kind", Choice(IMAGE_KINDS), "What sort of picture it is; `photograph` when left out."),
        Field("taken", EdtfDate(), "When it was taken, or the date that its caption bears, with ? where that may be another."),
        Field("place", Ref("place"), "Where it was taken. It is listed on the place's page."),
        Field("credit", Ref("actor", "source", family_too=True), "Who made it."),
        Field("via", Ref("source"), "The outlet that carried it."),
        Field("licence", Text(), "The terms under which it may be shown."),
        Field("file", ImageFile(), "The file, where the archive may publish it; without one, the entry is shown as a reference."),
        Field("alt", Text(), "What it shows, for those who cannot see it. Needed with a file."),
        Field("url", Address(), "Where it can be seen."),
        Field("story", Id(), "The id of the sub-story that it belongs to."),
    ],
    _image,
    check=_check_image,
)

CORRECTION = Group(
    "a correction",
    [
        Field("date", Day(), "The day on which it was made.", required=True),
        Field("text", Text(), "What was wrong, and what stands there now.", required=True),
        Field("was", Text(), "What stood there before."),
    ],
    Correction,
)


def _check_report(report: Values, reader: Reader) -> None:
    date = report.get("date")
    if report.get("time") and date and (date.is_interval or date.anchor.day is None):
        what = f"a time of day goes with a single day, and the date is {date}"
        reader.fault(report.marks["time"], "bad-time", what, "tell it in the text, or give the day")


REPORT = Group(
    "a report",
    [
        Field("title", Text(), "One line that says what happened, without a full stop.", required=True),
        Field("date", EdtfDate(), "When it happened.", required=True),
        Field("time", TimeOfDay(), "The time of day, where it is recorded. The date is then a single day, that of the place."),
        Field("reported", EdtfDate(), "When it was reported, where that differs."),
        Field("summary", Text(), "One or two sentences for lists, feeds and search engines.", required=True),
        Field("actors", ListOf(Ref("actor")), "Who took part or spoke."),
        Field("locations", ListOf(Ref("place")), "Where it happened: the most exact place that is known."),
        Field("sources", ListOf(CITATION, least=1, distinct=False), "What the report rests on.", required=True),
        Field("claims", ListOf(CLAIM, distinct=False), "Who said what: figures, denials, competing accounts."),
        Field("images", ListOf(IMAGE, distinct=False), "Pictures and footage that go with it, whether or not there is a file."),
        Field("threads", ListOf(Ref("thread")), "The running stories that it belongs to."),
        Field("follows", ListOf(Ref("report")), "The reports that it continues: their paths below `reports/`, without `.md`."),
        STATUS,
        REDIRECTS,
        Field("published", Day(), "The day on which the report entered the archive."),
        Field("updated", Day(), "The day of its last change of substance."),
        Field("corrections", ListOf(CORRECTION, distinct=False), "What was corrected, in the editor's words: shown with its changes."),
        Field(
            "history_from",
            Day(),
            "Takes what stood before out of the history that is shown, for a text that must not be read any more: "
            "the day on which this line is written.",
        ),
        LANG,
        LINK_NAMES,
    ],
    Report,
    check=_check_report,
)
