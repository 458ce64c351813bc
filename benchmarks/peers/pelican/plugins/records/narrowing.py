"""What a list of articles can be narrowed by."""

from collections import defaultdict

FACETS = (
    ("actor", "Actor", "any actor"),
    ("place", "Place", "any place"),
    ("source", "Source", "any source"),
    ("kind", "Kind of actor", "any kind"),
    ("accounts", "Accounts", "all reports"),
)
FEWEST, MOST_CHOICES = 5, 15  # articles of a list that is worth narrowing; choices of a facet


def keys(article, names):
    """All that an article can be chosen by in a list, facet by facet."""
    kinds = dict.fromkeys(names["actors"][id]["kind"] for id in article.actor_ids)
    single = ("single-source",) if len(article.source_ids) == 1 else ()
    return (article.actor_ids, article.place_ids, article.source_ids, kinds, single)


def facets(records, articles):
    """Name, heading, words for any, and choices: id, words, and the places of its articles in the list."""
    if len(articles) < FEWEST:
        return
    found = [defaultdict(list) for _ in FACETS]
    for number, article in enumerate(articles):
        for places, keys in zip(found, article.keys, strict=True):
            for key in keys:
                places[key].append(number)
    for (name, heading, anyone), places in zip(FACETS, found, strict=True):
        choices = [(id, at) for id, at in places.items() if len(at) < len(articles)]
        if len(choices) > 1 or (choices and name == "accounts"):
            choices.sort(key=lambda choice: (-len(choice[1]), choice[0]))
            yield name, heading, anyone, [(id, _words(records, name, id), at) for id, at in choices[:MOST_CHOICES]]


def _words(records, facet, id):
    if facet == "kind":
        return f'<a href="/actors/#page-{id}">{records.names["kinds"][id]}</a>'
    return records.links[f"{facet}s", id] if facet != "accounts" else "single source"
