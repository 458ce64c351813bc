"""What the files of actors, places and sources may say."""

from __future__ import annotations

from .choices import ACTOR_KINDS, PLACE_KINDS, PRECISIONS, SOURCE_KINDS
from .fields import Field, Group, ListOf, Reader, Values
from .particulars import Coordinates, Lay, Membership, Office, Succession
from .record_fields import NAMING, OF_A_PAGE, check_span
from .records import Actor, Place, Source
from .scalars import Address, Choice, Degrees, EdtfDate, Ref, Text, WholeNumber

_SPAN = (Field("from", EdtfDate(), "Since when."), Field("to", EdtfDate(), "Until when."))

MEMBERSHIP = Group(
    "a membership",
    [
        Field("actor", Ref("actor"), "The actor that it is part of.", required=True),
        *_SPAN,
    ],
    lambda actor, **span: Membership(actor, span.get("from"), span.get("to")),
    short="actor",
    check=check_span,
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
        *_SPAN,
    ],
    lambda title, **rest: Office(title, rest["of"], rest.get("from"), rest.get("to")),
    check=check_span,
)

LAY = Group(
    "an earlier place",
    [
        Field("place", Ref("place"), "The place that it lay in.", required=True),
        *_SPAN,
    ],
    lambda place, **span: Lay(place, span.get("from"), span.get("to")),
    short="place",
    check=check_span,
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

_DISTINCT = {
    family: Field("distinct_from", ListOf(Ref(family)), f"Each {family} that it must not be confused with.")
    for family in ("actor", "place", "source")
}

ACTOR = Group(
    "an actor",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(ACTOR_KINDS), "What sort of actor it is.", required=True),
        *NAMING,
        Field("part_of", ListOf(MEMBERSHIP), "The actors that it is part of."),
        Field("succeeds", ListOf(SUCCESSION), "The actors that it was before, or whose place it took."),
        Field("offices", ListOf(OFFICE), "A person's offices, each with the body and the span."),
        Field("role", Text(), "A person's office in words, where no span and no body is recorded."),
        Field("country", Ref("place"), "Its country."),
        _DISTINCT["actor"],
        *OF_A_PAGE,
    ],
    Actor,
)


def _check_place(place: Values, reader: Reader) -> None:
    if "within" not in place and place.get("kind") not in (None, "country", "region"):
        reader.fault(
            place.mark,
            "missing-field",
            "the place needs the field 'within'",
            "'within' is the place that it lies in; only a country or a region has none",
        )


PLACE = Group(
    "a place",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(PLACE_KINDS), "What sort of place it is.", required=True),
        *NAMING,
        Field("within", Ref("place"), "The place that it lies in. A country has none."),
        Field("was_within", ListOf(LAY), "The places that it lay in before."),
        Field("coordinates", COORDINATES, "Where it is, how exactly that is known, and from where."),
        Field("geonames", WholeNumber(1), "Its GeoNames id; `inv geonames` looks names up."),
        _DISTINCT["place"],
        *OF_A_PAGE,
    ],
    Place,
    check=_check_place,
)

SOURCE = Group(
    "a source",
    [
        Field("name", Text(), "The name by which the archive calls it.", required=True),
        Field("kind", Choice(SOURCE_KINDS), "What sort of source it is.", required=True),
        *NAMING,
        Field("country", Ref("place"), "The country in which it is based."),
        Field("url", Address(), "Its home page."),
        _DISTINCT["source"],
        *OF_A_PAGE,
    ],
    Source,
)
