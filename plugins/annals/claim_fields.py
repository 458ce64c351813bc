"""What a file may say of claims: who said what, and of the subjects that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .choices import RELATIONS, RULES, STATUSES, VERBS
from .fields import Field, Group, ListOf, Reader, Values
from .figures import CATEGORIES, PARTS, Figure, category_order
from .particulars import Claim, Settlement, Speaker
from .record_fields import NAMING, OF_A_PAGE
from .records import Subject
from .scalars import Choice, EdtfDate, FigureType, Flag, Id, Ref, Text

_ALL = "all"  # the field of a figure that holds the whole
_APART = ("civilians", "combatants")  # the parts that cannot hold the same person
_SAID = ("text", "quote", "said", "via", "story", "status")


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


def _claim(*, id: str, speaker: tuple[str, str], verb: str, about: str = "", **rest: Any) -> Claim:
    relation = next((word for word in RELATIONS if word in rest), "")
    said = {name: rest[name] for name in _SAID if name in rest}
    figures = counted({name: value for name, value in rest.items() if name not in (*_SAID, *RELATIONS)})
    return Claim(id, about, Speaker(*speaker), verb, figures, relation=relation, related=rest.get(relation), **said)


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
        *NAMING,
        Field("part_of", Ref("subject"), "The subject of whose figures its own are a share: the two are never added."),
        Field("control_of", Ref("place"), "The place of which its claims say who holds it: shown there as claims, and never as a fact."),
        Field("competing", Flag(), "`true` where its claims are texts that cannot all be true."),
        Field("settled", SETTLEMENT, "By which rule a single figure stands for all that is claimed; `range` when left out."),
        *OF_A_PAGE,
    ],
    Subject,
)
