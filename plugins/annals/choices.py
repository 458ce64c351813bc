"""The words from which a file of content chooses, and what pages call each."""

from __future__ import annotations

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

RELATIONS = ("denies", "confirms", "revises")
"""The ways in which a claim answers another."""

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

RULE_WORDS = {
    "range": "range",
    "majority": "majority",
    "source-order": "source order",
    "editor": "editors",
    "unsettled": "unsettled",
}
"""The rules as they are named beside a figure."""

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
