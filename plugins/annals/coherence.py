"""What files say of each other: an id is given once, claims answer claims about the same thing, nothing lies within itself, and links
lead somewhere. What only one file has to say is checked where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .answers import strange_revisions, wrong_answers
from .bodies import INDEX_ADDRESSES
from .choices import RELATIONS
from .fields import Reference, Values
from .names import Resolution
from .problems import Mark, Problems, Vocabulary, did_you_mean
from .reading import Unresolved

_CYCLE_SHOWN = 8  # members of a circle that are told


def check_ids(read: list[Unresolved], problems: Problems) -> None:
    """One id, one file: also where file systems or readers do not tell capitals apart."""
    first: dict[tuple[str, str], Unresolved] = {}
    for item in read:
        other = first.setdefault((item.family, item.id.casefold()), item)
        if other is item:
            continue
        if other.id == item.id:
            problems.add(
                item.mark,
                "same-id",
                f"the {item.family} '{item.id}' is there already, in {other.mark.path}",
                "merge the two files, or rename one",
            )
        else:
            what = f"the id '{item.id}' differs from '{other.id}' only in its capitals ({other.mark.path})"
            problems.add(item.mark, "ids-differ-in-case", what, "many systems do not tell them apart: rename one, in lower case")


def check_coherence(read: list[Unresolved], resolution: Resolution, images: frozenset[str], problems: Problems) -> None:
    """Whether claims, circles and links are right. ``images``: the paths of all image files, below the content folder."""
    _check_claims(read, problems)
    _check_answers(read, resolution, problems)
    _check_revisions(read, resolution, problems)
    _check_tree(read, "place", "within", resolution, problems)
    _check_tree(read, "actor", "part_of", resolution, problems)
    _check_tree(read, "actor", "succeeds", resolution, problems)
    _check_tree(read, "subject", "part_of", resolution, problems)
    _check_links(read, images, problems)


def _claims(read: list[Unresolved]) -> Iterator[Values]:
    """The claims of all files, as they are written."""
    return (group for item in read if item.values for group in item.values.get("claims", ()))


def _check_claims(read: list[Unresolved], problems: Problems) -> None:
    """Claim ids are unique in the archive; what a claim denies, confirms or revises is there and is another claim."""
    first: dict[str, Mark] = {}
    all_read = all(item.values for item in read if item.family == "report")  # or a claim that seems to be missing may be in the others
    groups = list(_claims(read))
    for group in groups:
        id = group.get("id")
        if id is None:
            continue
        if id in first:
            where = f"{first[id].path}:{first[id].line}"
            problems.add(
                group.marks["id"],
                "same-id",
                f"the claim '{id}' is there already ({where})",
                "give one of them another id: the newer one, for the other may have been quoted",
                source=group.lines["id"],
            )
        first.setdefault(id, group.marks["id"])
    known = Vocabulary(first)
    for group in groups:
        for relation in RELATIONS:
            related = group.get(relation)
            if related is None:
                continue
            mark = group.marks[relation]
            if related == group.get("id"):
                problems.add(
                    mark, "claim-relation", f"the claim '{related}' {relation} itself", "name the other claim", source=group.lines[relation]
                )
            elif related not in first and all_read:
                help = (*did_you_mean(related, known), "claims are named by their id, whatever report they stand in")
                problems.add(mark, "unknown-claim", f"no claim '{related}'", *help, source=group.lines[relation])


def _check_answers(read: list[Unresolved], resolution: Resolution, problems: Problems) -> None:
    """A claim is about the same thing as the one that it answers."""
    by_id = {group.get("id"): group for group in _claims(read) if group.get("id")}
    claims = {}
    for id, group in by_id.items():
        about = group.get("about")
        claims[id] = (resolution(about) if about else None, next((group.get(word) for word in RELATIONS if group.get(word)), None))
    for id, theirs in wrong_answers(claims):
        group = by_id[id]
        relation = next(word for word in RELATIONS if group.get(word))
        about, answered = claims[id]
        if isinstance(theirs, tuple) and about:
            what = f"the claim is about '{about[1]}', but '{answered}', which it {relation}, is about '{theirs[1]}'"
            cure = "take 'about' out, or mend one of the two: an answer is about the same thing"
        else:
            what = f"'{id}' {relation} '{answered}', which answers it in turn, and none says what they are about"
            cure = "add 'about' to one of them"
        problems.add(group.marks[relation], "claim-relation", what, cure, source=group.lines[relation])


def _check_revisions(read: list[Unresolved], resolution: Resolution, problems: Problems) -> None:
    """Only a speaker takes back what that speaker said."""
    by_id = {group.get("id"): group for group in _claims(read) if group.get("id")}
    speakers = {id: resolution(group.get("speaker")) for id, group in by_id.items() if group.get("speaker")}
    said = {id: (speaker, by_id[id].get("revises")) for id, speaker in speakers.items() if speaker}
    for id in strange_revisions(said):
        group, revised = by_id[id], said[id][1]
        own, other = (said[claim][0][1] for claim in (id, str(revised)))
        what = f"'{id}' is said by '{own}', and '{revised}', which it revises, by '{other}'"
        cure = (
            "only a speaker revises what that speaker said: a new figure of another needs no relation, and stands beside the first",
            f"where it answers it, write denies: {revised} or confirms: {revised}; where the archive itself was wrong, mend '{revised}'",
        )
        problems.add(group.marks["revises"], "claim-relation", what, *cure, source=group.lines["revises"])


def _check_tree(read: list[Unresolved], family: str, field: str, resolution: Resolution, problems: Problems) -> None:
    """Nothing lies within itself, by however many steps."""
    parents: dict[str, list[str]] = {}
    given_as: dict[tuple[str, str], Reference] = {}
    for item in read:
        given = item.values.get(field) if item.values and item.family == family else None
        if given is None or item.values is None:
            continue
        references = [group.get("actor") for group in given] if isinstance(given, list) else [given]
        for reference in references:
            if reference is not None and (found := resolution(reference)):
                parents.setdefault(item.id, []).append(found[1])
                given_as.setdefault((item.id, found[1]), reference)
    for cycle in cycles(parents):
        shown = cycle if len(cycle) <= _CYCLE_SHOWN else [*cycle[: _CYCLE_SHOWN - 2], "...", *cycle[-2:]]
        way = " in ".join(id if id == "..." else f"'{id}'" for id in shown)
        at = given_as[cycle[0], cycle[1]]
        cure = f"take '{field}' out of the one that is not part of the other"
        problems.add(at.mark, "cycle", f"a circle in '{field}': {way}", cure, source=at.line)


def cycles(parents: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Each circle in a mapping of ids to those above them, once, its first member repeated at its end."""
    done: set[str] = set()
    for start in sorted(parents):
        yield from _cycles_from(start, parents, done)


def _cycles_from(start: str, parents: Mapping[str, list[str]], done: set[str]) -> Iterator[list[str]]:
    """Those that can be reached from ``start`` and were not seen before. Without recursion: chains may be long."""
    path: list[str] = []
    on_path: dict[str, int] = {}
    stack: list[tuple[str, Iterator[str]]] = []

    def enter(id: str) -> None:
        on_path[id] = len(path)
        path.append(id)
        stack.append((id, iter(parents.get(id, ()))))

    if start in done:
        return
    enter(start)
    while stack:
        id, above = stack[-1]
        parent = next(above, None)
        if parent is None:
            stack.pop()
            path.pop()
            del on_path[id]
            done.add(id)
        elif parent in on_path:
            cycle = path[on_path[parent] :]
            first = cycle.index(min(cycle))
            cycle = cycle[first:] + cycle[:first]
            yield [*cycle, cycle[0]]
        elif parent not in done:
            enter(parent)


def _check_links(read: list[Unresolved], images: frozenset[str], problems: Problems) -> None:
    """Links and images lead somewhere."""
    files = {item.inside: item for item in read}
    pictures, pages = Vocabulary(images), Vocabulary([*files, *images, *INDEX_ADDRESSES])
    for item in read:
        for link in item.body.links:
            if link.image:
                if link.target not in images:
                    help = (*did_you_mean(link.target, pictures), "put the file into content/images/ and write /images/name.jpg")
                    problems.add(link.mark, "missing-image", f"no image '{link.target}'", *help, source=link.line)
                continue
            target = files.get(link.target)
            if target is None:
                if link.target not in images and link.target not in INDEX_ADDRESSES:
                    help = (
                        *did_you_mean(link.target, pages),
                        "write the file of a page, like /places/aleppo.md, or https://...",
                    )
                    problems.add(link.mark, "broken-link", f"no file '{link.target}' in the content", *help, source=link.line)
            elif link.fragment and target.values is not None:
                anchors = _anchors(target)
                if link.fragment not in anchors:
                    what = f"'{link.target}' has no part '{link.fragment}'"
                    help = did_you_mean(link.fragment, anchors) or (
                        (f"its parts: {', '.join(sorted(anchors))}",) if anchors else ("link to the page as a whole",)
                    )
                    problems.add(link.mark, "broken-anchor", what, *help, source=link.line)


def _anchors(item: Unresolved) -> set[str]:
    claims = item.values.get("claims", ()) if item.values else ()
    return {*item.body.anchors} | {f"claim-{group.get('id')}" for group in claims if group.get("id")}
