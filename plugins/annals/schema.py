"""The one table of what a file of content may say. Validation, the field reference in CONTRIBUTING and the JSON Schema for
editors all come from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .fields import (
    Address,
    Choice,
    Day,
    Degrees,
    EdtfDate,
    Field,
    FigureType,
    Flag,
    Group,
    Id,
    ImageFile,
    Language,
    ListOf,
    Reader,
    Ref,
    Sha256,
    SiteAddress,
    Text,
    TimeOfDay,
    Values,
    WholeNumber,
)
from .figures import CATEGORIES, PARTS, Figure, category_order
from .records import (
    Acceptance,
    Actor,
    Citation,
    Claim,
    Coordinates,
    Copy,
    Correction,
    Image,
    Lay,
    Membership,
    Name,
    Office,
    Place,
    Prose,
    Redirect,
    Report,
    Settlement,
    Source,
    Speaker,
    Subject,
    Succession,
    Takedown,
    Term,
    Thread,
)
from .values import immutable

STATUSES = {"reviewed": "", "draft": "draft", "unverified": "unverified"}
"""What a record may be, and the word that marks it in a preview. Only ``reviewed`` is ever published."""

VERBS = {
    "reports": "reports",
    "says": "says",
    "claims": "claims",
    "denies": "denies",
    "confirms": "confirms",
    "cannot-verify": "cannot verify",
}

ALIAS_KINDS = {
    "other": "",
    "spelling": "another spelling",
    "abbreviation": "abbreviation",
    "former": "former name",
    "translation": "translation",
}

PRECISIONS = {
    "point": "the exact point",
    "town": "the town",
    "district": "the district",
    "governorate": "the governorate",
    "country": "the country",
    "within": "only what it lies within",
}

LANGUAGES = {
    "ar": "Arabic",
    "arc": "Aramaic",
    "ckb": "Central Kurdish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hy": "Armenian",
    "kmr": "Northern Kurdish",
    "ku": "Kurdish",
    "ru": "Russian",
    "syr": "Syriac",
    "tr": "Turkish",
    "ur": "Urdu",
}
"""Languages in words, by the first part of a tag; others are shown by their tag."""

SCRIPTS = {"Arab": "Arabic", "Cyrl": "Cyrillic", "Hebr": "Hebrew", "Latn": "Latin", "Syrc": "Syriac"}

ACTOR_KINDS = {
    "state": "States",
    "government-body": "Government bodies",
    "armed-forces": "Armed forces",
    "armed-group": "Armed groups",
    "coalition": "Coalitions",
    "international-organisation": "International organisations",
    "organisation": "Organisations",
    "person": "Persons",
    "unnamed": "Speakers without a name",
}
"""Kinds of actor, in the order of the index, with the heading of each."""

KIND_WORDS = {"unnamed": "Speaker without a name"}
"""What one of a kind is called, where that is not the kind's own word."""


def kind_word(kind: str) -> str:
    """What one of a kind is called: ``Armed group``."""
    return KIND_WORDS.get(kind) or kind.replace("-", " ").capitalize()


PLACE_KINDS = {
    "country": "Countries",
    "region": "Regions",
    "governorate": "Governorates",
    "city": "Cities",
    "town": "Towns",
    "village": "Villages",
    "district": "Districts",
    "suburb": "Suburbs",
    "area": "Areas",
    "hill": "Hills",
    "road": "Roads",
    "facility": "Facilities",
}

SOURCE_KINDS = {
    "agency": "News agencies",
    "broadcaster": "Broadcasters",
    "newspaper": "Newspapers",
    "news-site": "News sites",
    "official": "Official bodies",
    "activist-media": "Activist media",
    "digest": "Digests",
    "portal": "Portals",
}

IMAGE_KINDS = {
    "photograph": "Photograph",
    "footage": "Footage",
    "screenshot": "Screenshot",
    "map": "Map",
    "document": "Document",
}
"""What can be shown beside a report: the word, and what it is called on the page."""

RULES = {
    "range": "the range from the lowest to the highest figure",
    "majority": "the figure that more than half of the speakers give",
    "source-order": "the figure of the first speaker in a stated order",
    "editor": "the figure that the editors settled on",
    "unsettled": "unsettled",
}
"""How one figure is made of all that is claimed of a subject."""

QUESTIONS = {
    "figure-falls": "a speaker's figure is lower than the one that it gave before, and does not say that it revises it",
    "share-above-whole": "what is told as a share of a figure is more than the whole",
    "speaker-not-named": "a claim's speaker is neither among the actors of its report nor among its sources",
    "denial-first": "a denial is dated before what it denies",
    "figure-not-coded": "the text gives a second figure, and only one is told as a claim",
    "told-twice": "two reports give the same figure for the same place on nearly the same day, about two subjects",
    "name-outside-span": "a report uses a name of an actor that was not in use on its date",
    "acts-outside-span": "an actor acts before it was there, after another took its place, when it held no office, or beside a body to "
    "which it did not belong then",
    "source-first": "a source was published before what it is cited for",
    "copy-first": "a copy of a source was made before the source was published",
    "image-later": "an image was taken after the report that it goes with",
    "same-geonames": "two places have the same GeoNames id",
    "alias-is-a-name": "another name of one is the chief name of another",
}
"""What the archive asks itself. None of it is a fault: there may be a good reason, which an editor writes down."""

_ALL = "all"  # the field of a figure that holds the whole
_APART = ("civilians", "combatants")  # the parts that cannot hold the same person
_SAID = ("text", "quote", "said", "via", "story", "status")
RULE_WORDS = {
    "range": "range",
    "majority": "majority",
    "source-order": "source order",
    "editor": "editors",
    "unsettled": "unsettled",
}
"""The rules as they are named beside a figure."""

RELATIONS = ("denies", "confirms", "revises")
"""The ways in which a claim answers another."""


def _claim(*, id: str, speaker: tuple[str, str], verb: str, about: str = "", **rest: Any) -> Claim:
    relation = next((word for word in RELATIONS if word in rest), "")
    said = {name: rest[name] for name in _SAID if name in rest}
    figures = counted({name: value for name, value in rest.items() if name not in (*_SAID, *RELATIONS)})
    return Claim(id, about, Speaker(*speaker), verb, figures, relation=relation, related=rest.get(relation), **said)


def counted(given: Mapping[str, Mapping[str, Figure]]) -> tuple[tuple[str, Figure], ...]:
    """Each figure under its category, or its category and part: ``killed``, ``killed/civilians``; in their order."""
    keyed = {f"{category}/{part}" if part != _ALL else category: figure for category, own in given.items() for part, figure in own.items()}
    return tuple((key, keyed[key]) for key in sorted(keyed, key=category_order))


def _figures(values: Values, reader: Reader) -> list[str]:
    """The categories of which a claim or a settlement gives a figure, in the order in which they are written."""
    return [name for name in values.marks if name in CATEGORIES or name in reader.categories]


def _check_parts(figure: Values, reader: Reader) -> None:
    """A part is not more than its whole. Civilians and combatants are no one twice, so neither are they together."""
    whole = figure.get(_ALL)
    if whole is None or whole.high is None:
        return
    least = {part: figure.get(part).low or 0 for part in PARTS if figure.get(part)}
    for part, low in least.items():
        if low > whole.high:
            _too_many(figure, reader, part, f"{PARTS[part]} ({figure.get(part)}) are at least {low:,}", whole)
    each = [least.get(part, 0) for part in _APART]
    if max(each) <= whole.high < sum(each):
        together = " and ".join(f"{PARTS[part]} ({figure.get(part)})" for part in _APART)
        _too_many(figure, reader, _APART[-1], f"{together} are together at least {sum(each):,}", whole)


def _too_many(figure: Values, reader: Reader, part: str, what: str, whole: Figure) -> None:
    cure = "mend one of them, or leave the part out; a part that another speaker gives belongs to a claim of that speaker"
    reader.fault(figure.marks[part], "part-larger-than-whole", f"{what}, but the whole ({whole}) is at most {whole.high:,}", cure)


def _check_claim(claim: Values, reader: Reader) -> None:
    relations = [name for name in RELATIONS if name in claim]
    if len(relations) > 1:
        reader.fault(
            claim.marks[relations[1]], "claim-relation", f"a claim {relations[0]} or {relations[1]} another, not both", "make it two claims"
        )
    if "about" not in claim and not relations:
        reader.fault(
            claim.mark,
            "missing-field",
            "the claim needs the field 'about'",
            "'about' names its subject, shared by all claims about one thing",
        )
    if "text" not in claim and not _figures(claim, reader) and not relations:
        cure = f"add text: ... or a figure, such as killed: 15+ ({', '.join([*CATEGORIES, *reader.categories])})"
        reader.fault(claim.mark, "missing-field", "the claim says nothing: it has neither a text nor a figure", cure)


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


def _check_settlement(settlement: Values, reader: Reader) -> None:
    rule = settlement.get("rule")
    if rule is None:
        return  # told already
    figures = _figures(settlement, reader)
    needs = {"editor": ("reason", "say why this figure stands"), "source-order": ("order", "name the speakers, the first one first")}
    if rule in needs and needs[rule][0] not in settlement:
        name, cure = needs[rule]
        reader.fault(settlement.mark, "missing-field", f"a settlement by the rule '{rule}' needs the field '{name}'", cure)
    if rule == "editor" and not figures:
        reader.fault(
            settlement.mark, "missing-field", "a settlement by the rule 'editor' needs a figure", "add one, such as killed: 10..15"
        )
    for name in [*(figures if rule != "editor" else ()), *(["order"] if rule != "source-order" and "order" in settlement else ())]:
        reader.fault(
            settlement.marks[name], "settlement", f"the rule '{rule}' takes no '{name}'", f"take '{name}' out, or choose another rule"
        )


def _settlement(*, rule: str, reason: str = "", order: tuple[tuple[str, str], ...] = (), **rest: Any) -> Settlement:
    return Settlement(rule, reason, tuple(Speaker(*speaker) for speaker in order), counted(rest))


def _check_report(report: Values, reader: Reader) -> None:
    date = report.get("date")
    if report.get("time") and date and (date.is_interval or date.anchor.day is None):
        what = f"a time of day goes with a single day, and the date is {date}"
        reader.fault(report.marks["time"], "bad-time", what, "tell it in the text, or give the day")


def _check_span(group: Values, reader: Reader) -> None:
    start, end = group.get("from"), group.get("to")
    if start and end and end.latest < start.earliest:
        reader.fault(
            group.marks["to"],
            "bad-date",
            f"the span ends before it starts: {end} is before {start}",
            "exchange 'from' and 'to', or mend one",
        )


def _check_place(place: Values, reader: Reader) -> None:
    if "within" not in place and place.get("kind") not in (None, "country", "region"):
        reader.fault(
            place.mark,
            "missing-field",
            "the place needs the field 'within'",
            "'within' is the place that it lies in; only a country or a region has none",
        )


_STATUS = Field(
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
_REDIRECTS = Field(
    "redirect_from",
    ListOf(REDIRECT),
    "Addresses that it had before: of its page, with all that lay below, of a file, or of a part. `inv rename` and `inv merge` write them.",
)
_LANG = Field("lang", Language(), "Language of the file, where it is not the site's.")
_LINK_NAMES = Field("link_names", Flag(), "`false` switches off the links from first mentions of known names in the text.")

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
    check=_check_span,
)

MEMBERSHIP = Group(
    "a membership",
    [
        Field("actor", Ref("actor"), "The actor that it is part of.", required=True),
        Field("from", EdtfDate(), "Since when."),
        Field("to", EdtfDate(), "Until when."),
    ],
    lambda actor, **span: Membership(actor, span.get("from"), span.get("to")),
    short="actor",
    check=_check_span,
)

SUCCESSION = Group(
    "a succession",
    [
        Field("actor", Ref("actor"), "The actor whose place it took.", required=True),
        Field("date", EdtfDate(), "When."),
    ],
    Succession,
    short="actor",
)

OFFICE = Group(
    "an office",
    [
        Field("title", Text(), "What the person is called: Spokesman.", required=True),
        Field("of", Ref("actor"), "The body that the person acts or speaks for.", required=True),
        Field("from", EdtfDate(), "Since when."),
        Field("to", EdtfDate(), "Until when."),
    ],
    lambda title, **rest: Office(title, rest["of"], rest.get("from"), rest.get("to")),
    check=_check_span,
)

LAY = Group(
    "an earlier place",
    [
        Field("place", Ref("place"), "The place that it lay in.", required=True),
        Field("from", EdtfDate(), "Since when."),
        Field("to", EdtfDate(), "Until when."),
    ],
    lambda place, **span: Lay(place, span.get("from"), span.get("to")),
    short="place",
    check=_check_span,
)

COORDINATES = Group(
    "coordinates",
    [
        Field("lat", Degrees(90), "Latitude (WGS 84).", required=True),
        Field("lon", Degrees(180), "Longitude (WGS 84).", required=True),
        Field("precision", Choice(PRECISIONS), "What the point stands for.", required=True),
        Field("from", Text(), "Where the figures were taken from.", required=True),
    ],
    lambda lat, lon, precision, **rest: Coordinates(lat, lon, precision, rest["from"]),
)

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

FIGURE = Group(
    "a figure with its parts",
    [
        Field(_ALL, FigureType(), "The whole."),
        *(Field(part, FigureType(), f"How many of them were {words}.") for part, words in PARTS.items()),
    ],
    dict,
    short=_ALL,
    check=_check_parts,
)

CLAIM = Group(
    "a claim",
    [
        Field("id", Id(), "Its own id, unique in the archive, never changed.", required=True),
        Field(
            "about",
            Ref("subject"),
            "Its subject, shared by all claims about one thing. Needed unless the claim denies, confirms or revises another.",
        ),
        Field("speaker", Ref("actor", "source", family_too=True), "Who said it: not who printed it.", required=True),
        Field("verb", Choice(VERBS), "How it was said.", required=True),
        *(Field(category, FIGURE, f"How many: {words}.") for category, words in CATEGORIES.items()),
        Field("text", Text(), "What was said, in the archive's words."),
        Field("quote", Text(), "A short quotation, word for word."),
        Field("said", EdtfDate(), "When it was said."),
        Field("via", Ref("source"), "The outlet that carried it."),
        Field("denies", Id(), "The id of the claim that it denies."),
        Field("confirms", Id(), "The id of the claim that it confirms."),
        Field("revises", Id(), "The id of the speaker's earlier claim that it replaces."),
        Field("story", Id(), "The id of the sub-story that it belongs to."),
        Field("status", Choice(STATUSES), "`reviewed` when left out. Only reviewed claims are published."),
    ],
    _claim,
    check=_check_claim,
    counted=FIGURE,
)

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

_DISTINCT = {
    family: Field("distinct_from", ListOf(Ref(family)), f"Each {family} that it must not be confused with.")
    for family in ("actor", "place", "source")
}

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
        _STATUS,
        _REDIRECTS,
        Field("published", Day(), "The day on which the report entered the archive."),
        Field("updated", Day(), "The day of its last change of substance."),
        Field("corrections", ListOf(CORRECTION, distinct=False), "What was corrected, in the editor's words: shown with its changes."),
        Field(
            "history_from",
            Day(),
            "Takes what stood before out of the history that is shown, for a text that must not be read any more: "
            "the day on which this line is written.",
        ),
        _LANG,
        _LINK_NAMES,
    ],
    Report,
    check=_check_report,
)

_ENTITY_FIELDS = (
    Field("summary", Text(), "One sentence, from what the record says."),
    Field("aliases", ListOf(ALIAS), "Other names and spellings. Reports may use any of them."),
)

ACTOR = Group(
    "an actor",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(ACTOR_KINDS), "What sort of actor it is.", required=True),
        *_ENTITY_FIELDS,
        Field("part_of", ListOf(MEMBERSHIP), "The actors that it is part of."),
        Field("succeeds", ListOf(SUCCESSION), "The actors that it was before, or whose place it took."),
        Field("offices", ListOf(OFFICE), "A person's offices, each with the body and the span."),
        Field("role", Text(), "A person's office in words, where no span and no body is recorded."),
        Field("country", Ref("place"), "Its country."),
        _DISTINCT["actor"],
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Actor,
)

PLACE = Group(
    "a place",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(PLACE_KINDS), "What sort of place it is.", required=True),
        *_ENTITY_FIELDS,
        Field("within", Ref("place"), "The place that it lies in. A country has none."),
        Field("was_within", ListOf(LAY), "The places that it lay in before."),
        Field("coordinates", COORDINATES, "Where it is, how exactly that is known, and from where."),
        Field("geonames", WholeNumber(1), "Its GeoNames id; `inv geonames` looks names up."),
        _DISTINCT["place"],
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Place,
    check=_check_place,
)

SOURCE = Group(
    "a source",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(SOURCE_KINDS), "What sort of source it is.", required=True),
        *_ENTITY_FIELDS,
        Field("country", Ref("place"), "The country in which it is based."),
        Field("url", Address(), "Its home page."),
        _DISTINCT["source"],
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Source,
)

SETTLEMENT = Group(
    "a settlement",
    [
        Field("rule", Choice(RULES), "How one figure is made of those that are claimed.", required=True),
        Field("reason", Text(), "Why: an editor's figure needs it."),
        Field("order", ListOf(Ref("actor", "source", family_too=True)), "Of `source-order`: the speakers, the first one first."),
        *(Field(category, FIGURE, f"Of `editor`: {words}.") for category, words in CATEGORIES.items()),
    ],
    _settlement,
    short="rule",
    check=_check_settlement,
    counted=FIGURE,
)

SUBJECT = Group(
    "a subject",
    [
        Field("name", Text(), "What is counted or told, in words, with where and when.", required=True),
        *_ENTITY_FIELDS,
        Field("part_of", Ref("subject"), "The subject of whose figures its own are a share: the two are never added."),
        Field("control_of", Ref("place"), "The place of which its claims say who holds it: shown there as claims, and never as a fact."),
        Field("competing", Flag(), "`true` where its claims are texts that cannot all be true."),
        Field("settled", SETTLEMENT, "By which rule a single figure stands for all that is claimed; `range` when left out."),
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Subject,
)

THREAD = Group(
    "a thread",
    [
        Field("name", Text(), "The name of the running story.", required=True),
        Field("summary", Text(), "One or two sentences that say what it is about.", required=True),
        Field("aliases", ListOf(ALIAS), "Other names. Reports may use any of them."),
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Thread,
)

TERM = Group(
    "a term",
    [
        Field("name", Text(), "The term, as it stands in texts.", required=True),
        Field("definition", Text(), "What it means, in a sentence or two.", required=True),
        Field("aliases", ListOf(ALIAS), "Its other forms: plural, spelling, abbreviation, and what it is in other languages."),
        Field("sources", ListOf(CITATION, distinct=False), "What the definition rests on, where it is more than what a dictionary says."),
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Term,
)

PROSE = Group(
    "a page",
    [
        Field("title", Text(), "The page's heading.", required=True),
        Field("summary", Text(), "One sentence for search engines and lists.", required=True),
        Field("order", WholeNumber(), "Its place in the list of pages."),
        Field("updated", Day(), "The day of its last change."),
        _STATUS,
        _REDIRECTS,
        _LANG,
        _LINK_NAMES,
    ],
    Prose,
)


TAKEDOWN = Group(
    "a take-down",
    [
        Field(
            "addresses",
            ListOf(SiteAddress(), least=1),
            "What is taken off the site: addresses of pages, each with all that lies below it, and of files.",
            required=True,
        ),
        Field("date", Day(), "The day of the decision.", required=True),
        Field("reason", Text(), "Why, in a sentence that the public may read.", required=True),
        _LANG,
    ],
    Takedown,
)


ACCEPTANCE = Group(
    "an acceptance",
    [
        Field("question", Choice(QUESTIONS), "Which question is answered.", required=True),
        Field("of", ListOf(Text(), least=1), "The ids of what it is asked of, as the question gives them.", required=True),
        Field("seen", ListOf(Text()), "What it rests on, as the question gives it: when that changes, it is asked again."),
        Field("reason", Text(), "Why it is right as it stands.", required=True),
        _LANG,
    ],
    Acceptance,
)


@immutable
class Family:
    """A family of records: where its files are, and what they may say."""

    name: str  # "actor"
    folder: str  # "actors"
    schema: Group

    @property
    def named(self) -> bool:
        """Whether its files have a name and aliases, by which other files refer to them."""
        return "aliases" in self.schema.fields


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("report", "reports", REPORT),
        Family("actor", "actors", ACTOR),
        Family("place", "places", PLACE),
        Family("source", "sources", SOURCE),
        Family("subject", "subjects", SUBJECT),
        Family("thread", "threads", THREAD),
        Family("term", "terms", TERM),
        Family("prose", "pages", PROSE),
        Family("takedown", "takedowns", TAKEDOWN),
        Family("acceptance", "accepted", ACCEPTANCE),
    )
}

NAMED = tuple(family.name for family in FAMILIES.values() if family.named)
"""The families that reports refer to by id, name or alias."""
