"""What else editors write: running stories, terms, pages of text, take-downs, and answers to what the archive asks."""

from __future__ import annotations

from .choices import QUESTIONS
from .fields import Field, Group, ListOf
from .record_fields import ALIAS, LANG, OF_A_PAGE
from .records import Acceptance, Prose, Takedown, Term, Thread
from .report_fields import CITATION
from .scalars import Choice, Day, SiteAddress, Text, WholeNumber

THREAD = Group(
    "a thread",
    [
        Field("name", Text(), "The name of the running story.", required=True),
        Field("summary", Text(), "One or two sentences that say what it is about.", required=True),
        Field("aliases", ListOf(ALIAS), "Other names. Reports may use any of them."),
        *OF_A_PAGE,
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
        *OF_A_PAGE,
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
        *OF_A_PAGE,
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
        LANG,
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
        LANG,
    ],
    Acceptance,
)
