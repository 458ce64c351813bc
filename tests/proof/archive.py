"""The small archive on which the proof is done: each file with its front matter and its body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.sites import URL

Document = tuple[dict[str, Any], str]


def a_claim(id: str, speaker: str, verb: str = "says", **rest: Any) -> dict[str, Any]:
    about = {} if verb in ("denies", "confirms") else {"about": id.partition("-")[0]}
    return {"id": id, **about, "speaker": speaker, "verb": verb, **rest}


ARCHIVE: Mapping[str, Document] = {
    "actors/northern-front.md": (
        {
            "name": "Northern Front",
            "kind": "armed-group",
            "aliases": [{"name": "NF", "kind": "abbreviation"}, "Northern League"],
            "part_of": ["northern-alliance"],
            "country": "freeland",
        },
        "The Northern Front holds the hills above Riverton. See [the siege](/reports/2001/02/01-siege.md#bridges).",
    ),
    "actors/northern-alliance.md": ({"name": "Northern Alliance", "kind": "coalition"}, "Made of many."),
    "actors/jane-example.md": ({"name": "Jane Example", "kind": "person", "part_of": ["actors/riverton"]}, ""),
    "actors/riverton.md": (
        {"name": "Riverton", "kind": "government-body", "summary": "The council of the city.", "country": "freeland"},
        "",
    ),
    "places/freeland.md": ({"name": "Freeland", "kind": "country"}, ""),
    "places/north-province.md": (
        {
            "name": "North Province",
            "kind": "governorate",
            "within": "freeland",
            "coordinates": {"lat": 1.5, "lon": -2.25, "precision": "governorate", "from": "invented"},
        },
        "North Province lies in Freeland.",
    ),
    "places/south-province.md": ({"name": "South Province", "kind": "governorate", "within": "freeland"}, ""),
    "places/riverton.md": ({"name": "Riverton", "kind": "city", "within": "north-province"}, ""),
    "places/old-mill.md": ({"name": "Old Mill", "kind": "area", "within": "places/riverton"}, "The quarter by the river."),
    "sources/example-wire.md": ({"name": "Example Wire", "kind": "agency"}, ""),
    "sources/example-digest.md": ({"name": "Example Digest", "kind": "digest"}, ""),
    "sources/daily-example.md": ({"name": "The Daily Example", "kind": "newspaper", "country": "freeland"}, "It came out each day."),
    "subjects/siege.md": ({"name": "Whether a road to Riverton is open, February 2001"}, ""),
    "subjects/bridges.md": ({"name": "Killed at the bridges of Riverton, February 2001", "aliases": ["bridge deaths"]}, "Of both bridges."),
    "subjects/boat.md": ({"name": "Whether a boat reached Old Mill, 3 February 2001"}, ""),
    "subjects/talks.md": ({"name": "Killed until the talks, March 2001", "settled": "range"}, ""),
    "threads/the-siege.md": (
        {"name": "The siege of the city", "summary": "Long.", "aliases": ["The blockade"]},
        "The Northern Front closed the roads. See [the siege](/reports/2001/02/01-siege.md).",
    ),
    "threads/the-market.md": ({"name": "The market", "summary": "It opens and closes."}, ""),
    "terms/boat.md": ({"name": "boat", "definition": "What goes by water.", "aliases": ["boats"]}, "One reached the Old Mill."),
    "terms/post.md": ({"name": "post", "definition": "A small guard.", "sources": ["Example Wire"]}, ""),
    "pages/about.md": ({"title": "About", "summary": "What this is.", "order": 1}, "See [the siege](/reports/2001/02/01-siege.md)."),
    "pages/method.md": ({"title": "Method", "summary": "How this is made.", "order": 2}, "Written by hand."),
    "reports/2001/02/01-siege.md": (
        {
            "title": "The siege of Riverton",
            "date": "2001-02-01/2001-02-05",
            "summary": "No road was open.",
            "actors": ["Northern Front"],
            "locations": ["places/riverton", "Old Mill"],
            "threads": ["The blockade"],
            "sources": ["The Daily Example", {"outlet": "Example Wire", "via": "Example Digest", "story": "bridges"}],
            "claims": [
                a_claim("siege-front", "NF", "claims", text="No road is open.", said="2001-02-05"),
                a_claim("bridges-wire", "example-wire", "reports", killed="15+", via="example-digest", story="bridges"),
            ],
        },
        (
            "The Northern Front closed the roads to Riverton. *Lower Ford* stayed open, the Hill Guard said.\n\n"
            "## The bridges {#bridges}\n\nBoth bridges at the Old Mill were closed.\n\n![a map](/images/map.svg)"
        ),
    ),
    "reports/2001/02/03-supplies.md": (
        {
            "title": "Supplies reach Old Mill",
            "date": "2001-02-03",
            "updated": "2001-02-09",
            "summary": "A boat came through.",
            "actors": ["jane-example"],
            "locations": ["old-mill"],
            "threads": ["the-siege", "The market"],
            "sources": ["Example Wire"],
            "claims": [a_claim("boat-council", "jane-example", text="A boat came.", quote="It was a small boat.")],
        },
        "Jane Example told of a boat. What the Northern Front says of [the siege](01-siege.md) does not agree.",
    ),
    "reports/2001/02/04-denial.md": (
        {
            "title": "The boat is denied",
            "date": "2001-02-04",
            "summary": "No boat, the besiegers say.",
            "actors": ["Northern League"],
            "threads": ["the-siege"],
            "sources": ["Example Wire"],
            "claims": [a_claim("boat-front", "NF", "denies", denies="boat-council", text="No boat passed.")],
        },
        "A post of the Hill Guard saw none. Grey & Sons had one. [Lower](/reports/2001/04/draft.md) Weir was dry.",
    ),
    "reports/2001/03/talks.md": (
        {
            "title": "Talks are said to begin",
            "date": "2001-03-10~",
            "summary": "They are said to have met.",
            "actors": ["northern-front", "actors/riverton"],
            "sources": ["Example Digest"],
            "claims": [a_claim("talks-confirmed", "example-digest", "says", killed="dozens since 2001-02-01")],
        },
        "Where they met was not told. It was not in Lower Ford.",
    ),
    "reports/2001/03/12-arabic.md": (
        {
            "title": "تقرير",
            "date": "2001-03-12",
            "summary": "نص.",
            "locations": ["places/riverton"],
            "sources": ["Example Wire"],
            "lang": "ar",
        },
        "هذا نص تجريبي.",
    ),
    "reports/2001/04/draft.md": (
        {
            "title": "A draft",
            "date": "2001-04-01",
            "summary": "Not ready.",
            "threads": ["the-siege"],
            "sources": ["Example Wire"],
            "status": "draft",
        },
        "Nothing is sure of the Northern Front.",
    ),
    "reports/2001/04/month.md": (
        {"title": "A quiet month", "date": "2001-04", "summary": "Little.", "locations": ["freeland"], "sources": ["Example Wire"]},
        "Little was told. [The answer](/reports/2001/02/04-denial.md) stood.",
    ),
    "reports/2001/05/01-market.md": (
        {
            "title": "The market opens",
            "date": "2001-05-01",
            "summary": "It opened.",
            "threads": ["the-market"],
            "locations": ["old-mill"],
            "sources": ["Example Wire"],
        },
        "At the Old Mill in Riverton.",
    ),
    "reports/2001/05/01-again.md": (
        {
            "title": "The market closes",
            "date": "2001-05-01",
            "summary": "It closed.",
            "actors": ["northern-front"],
            "locations": ["old-mill"],
            "sources": ["Example Wire", "Example Digest"],
        },
        "At the Old Mill.",
    ),
    "reports/2002/year.md": (
        {"title": "A year in short", "date": "2002", "summary": "It was long.", "actors": ["NF"], "sources": ["The Daily Example"]},
        "In Freeland.",
    ),
    "reports/2002/06/07-bridge.md": (
        {
            "title": "The bridge is mended",
            "date": "2002-06-07",
            "summary": "Mended.",
            "locations": ["places/riverton"],
            "sources": ["Example Wire"],
        },
        "It stands.",
    ),
}

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><!-- {} --></svg>\n'

SETTINGS: Mapping[str, Any] = {
    "SITENAME": "The Riverton Papers",
    "SITESUBTITLE": "A chronology that exists only in tests.",
    "SITEURL": URL,
    "ANNALS_PAGE_SIZE": 2,  # so that a few reports fill more than one page of a list
    "ANNALS_PREVIEW": False,
}


def text_of(document: Document) -> str:
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in document[0].items())  # JSON is YAML
    return f"---\n{front}---\n\n{document[1]}\n"
