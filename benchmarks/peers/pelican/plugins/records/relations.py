"""Which reports belong together, before and after each, and why."""

from collections import Counter

NEAREST = 4  # reports before, and as many after, that are looked at in each list
MOST = 3  # that are given on each side
LEAST = 8  # what is shared must weigh together
SUBJECT = 40
RAREST = 10  # the weight of a name that two reports bear; one less for each doubling


def relate(articles, names):
    """The related articles of each, by its slug: those before it and those after it, with the reason. ``articles``: oldest first.

    Two are looked at where they stand near each other in the list of a subject, an actor or a place; so one way through the articles, with
    the last few of each list at hand, finds every pair, and what is found for one holds for both.
    """
    counts = Counter(id for article in articles for id in (*article.actor_ids, *article.location_ids))
    weights = {id: weight for id, n in counts.items() if (weight := RAREST - (n - 1).bit_length()) > 0}
    ties, before, after, last = [], [[] for _ in articles], [[] for _ in articles], {}
    for rank, article in enumerate(articles):
        own = {id for id in (*article.actor_ids, *article.location_ids) if id in weights}
        for claim in article.claims:
            own.add(claim["about"])
            weights[claim["about"]] = SUBJECT
        ties.append(own)
        near = set()
        for tie in own:
            found = last.setdefault(tie, [])
            near.update(found)
            found.append(rank)
            del found[:-NEAREST]
        for other in near:
            weight = sum(weights[tie] for tie in own & ties[other])
            if weight >= LEAST:
                before[rank].append((-weight, rank - other, other))
                after[other].append((-weight, rank - other, rank))

    def told(found, rank):
        chosen = sorted(other for _, _, other in sorted(found)[:MOST])
        return [(articles[other], _reason(ties[rank] & ties[other], weights, names)) for other in chosen]

    return {article.slug: (told(before[rank], rank), told(after[rank], rank)) for rank, article in enumerate(articles)}


def _reason(shared, weights, names):
    shared = sorted(shared, key=lambda tie: (-weights[tie], tie))
    subjects = [names["subjects"][tie] for tie in shared if tie in names["subjects"]]
    both = [(names["actors"].get(tie) or names["places"][tie])["name"] for tie in shared if tie not in names["subjects"]][:2]
    words = [f"shares the subject “{subjects[0]}”"] if subjects else []
    return "; ".join(words + ([f"both name {' and '.join(both)}"] if both else []))
