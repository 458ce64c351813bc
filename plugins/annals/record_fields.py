"""The fields that files of several families have: status, redirects and language, names and their spans."""

from __future__ import annotations

from .choices import ALIAS_KINDS, STATUSES
from .fields import Field, Group, ListOf, Reader, Values
from .particulars import Name, Redirect
from .scalars import Choice, EdtfDate, Flag, Id, Language, SiteAddress, Text

STATUS = Field(
    "status", Choice(STATUSES), "`reviewed` when left out. What is reviewed is published, and can name only what is reviewed too."
)

REDIRECT = Group(
    "a redirect",
    [
        Field("from", SiteAddress(part=True), "The address that it had.", required=True),
        Field("to", Id(), "The part of the page that it leads to: a sub-story or `claim-` and the id of a claim. The top when left out."),
    ],
    lambda to="", **rest: Redirect(rest["from"], to),
    short="from",
)

REDIRECTS = Field(
    "redirect_from",
    ListOf(REDIRECT),
    "Addresses that it had before: of its page, with all that lay below, of a file, or of a part. `inv rename` and `inv merge` write them.",
)

LANG = Field("lang", Language(), "Language of the file, where it is not the site's.")
LINK_NAMES = Field("link_names", Flag(), "`false` switches off the links from first mentions of known names in the text.")

OF_A_PAGE = (STATUS, REDIRECTS, LANG, LINK_NAMES)
"""What every file may say that becomes a page."""


def check_span(group: Values, reader: Reader) -> None:
    start, end = group.get("from"), group.get("to")
    if start and end and end.latest < start.earliest:
        reader.fault(
            group.marks["to"],
            "bad-date",
            f"the span ends before it starts: {end} is before {start}",
            "exchange 'from' and 'to', or mend one",
        )


ALIAS = Group(
    "an alias",
    [
        Field("name", Text(), "The name, as it is written.", required=True),
        Field("kind", Choice(ALIAS_KINDS), "What sort of name it is; `former` for one that is no longer used."),
        Field("lang", Language(), "Its language."),
        Field("from", EdtfDate(), "When it came into use."),
        Field("to", EdtfDate(), "When it went out of use."),
    ],
    lambda name, kind="other", lang=None, **span: Name(name, kind, lang, span.get("from"), span.get("to")),
    short="name",
    check=check_span,
)

NAMING = (
    Field("summary", Text(), "One sentence, from what the record says."),
    Field("aliases", ListOf(ALIAS), "Other names and spellings. Reports may use any of them."),
)
