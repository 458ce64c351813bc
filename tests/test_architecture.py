"""Who may import whom. The order of the table is the way of the data: each module stands below all that it imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

PLUGINS = ROOT / "plugins"

# module: modules of annals that it may import | packages that are not Python's own
TABLE = """
values         :
problems       :
stages         :
parallel       : stages
dates          :
answers        :
figures        : dates
ranges         : figures
times          :
particulars    : dates figures
records        : dates figures particulars times
frontmatter    : problems | yaml
fields         : frontmatter problems
scalars        : dates fields figures frontmatter problems times
names          : fields problems | unidecode
gazetteer      : names problems
choices        :
languages      : choices
record_fields  : choices fields particulars scalars
claim_fields   : choices fields figures particulars record_fields records scalars
report_fields  : choices claim_fields fields particulars record_fields records scalars
entity_fields  : choices fields particulars record_fields records scalars
editorial_fields : choices fields record_fields records report_fields scalars
schema         : claim_fields editorial_fields entity_fields fields report_fields
reference      : choices claim_fields entity_fields fields record_fields report_fields schema
markdown_setup : | markdown
bodies         : frontmatter markdown_setup names particulars problems scalars | markdown nh3
disk           :
stamps         :
pictures       : disk parallel particulars stages stamps | PIL
reading        : bodies disk fields frontmatter names problems scalars schema stamps
gates          : answers choices fields problems reading schema
coherence      : answers bodies choices fields names problems reading
load           : bodies coherence fields gates names pictures problems reading records schema
drawers        :
cards          : drawers records
filing         : cards dates figures particulars records
ledger         : cards figures ranges
relations      : cards
claim_indexes  : answers cards drawers ledger
indexes        : cards claim_indexes drawers ledger records relations
mentions       : cards | ahocorasick_rs
usage          : cards mentions records | ahocorasick_rs
wording        : dates figures times
questions      : dates fields indexes names particulars problems reading records
asked_of_claims : dates figures particulars questions ranges records wording
asked_of_records : dates fields figures names particulars questions records wording
asked          : asked_of_claims asked_of_records questions
atlas          :
atlas.outlines :
atlas.window   : atlas.outlines
atlas.paper    : atlas.outlines atlas.window
atlas.drawing  : atlas.outlines atlas.paper atlas.window
views          : | markupsafe
claim_views    : views
report_views   : claim_views views | markupsafe
rows           :
facts          : rows
recording      : facts rows
pack           : disk
keeping        : disk
outputs        : rows stamps
blobs          :
inputs         : blobs cards disk pack schema stamps
state          : blobs disk drawers facts inputs outputs pack pictures rows stamps
state_files    : disk drawers pack stages stamps state
versions       : bodies claim_fields dates fields figures particulars problems reading records schema stamps
changes        : versions
gitrepo        :
chains         : gitrepo versions
past           : bodies chains changes disk gitrepo pack parallel reading versions
histories      : cards changes gitrepo names pack past problems schema versions
edition        : cards histories indexes
tables         : cards edition particulars recording records
composing      : choices dates disk edition figures keeping languages mentions pack particulars recording records report_views tables \
                 versions views wording | markupsafe
naming         : choices composing dates languages particulars views wording
illustrations  : choices composing dates particulars records report_views views wording
calendars      : composing dates report_views views wording
texts          : bodies composing illustrations particulars | markupsafe
claimed        : choices claim_views composing dates ledger naming particulars records views wording
stories        : claim_views claimed composing illustrations particulars records report_views texts views
worddiff       :
retelling      : changes choices composing dates figures histories views wording
then_and_now   : bodies choices composing dates histories particulars retelling texts versions worddiff wording | markupsafe
lists          : names views
linked_data    : claim_views claimed composing dates edition figures illustrations ledger particulars records views | markupsafe
sections       : edition
moves          : cards edition sections
spoken         : choices claim_views claimed composing ledger particulars records views | markupsafe
charts         : ranges
cartography    : atlas.drawing atlas.outlines atlas.paper atlas.window choices composing particulars views wording
companions     : cards composing dates indexes views wording
strips         : cards composing dates views wording
narrowing      : choices composing views
entity_views   : cartography claim_views companions lists narrowing report_views spoken strips views | markupsafe
entities       : cards cartography choices claimed companions composing dates edition entity_views illustrations indexes linked_data lists \
                 naming narrowing particulars records sections spoken strips texts views wording
conf           :
outcome        :
settings       : claim_fields conf edition scalars
chronicle      : bodies cards disk facts gitrepo histories pack past records settings stages versions
rewriting      :
renaming       : bodies edition gates load names problems reading rewriting scalars schema sections
collisions     : problems sections settings
released       : cards disk edition moves problems sections
across         : answers bodies cards coherence figures gates inputs stages
known          : cards disk inputs names reading schema stages stamps
telling        : bodies cards fields inputs known load pictures problems reading schema state
told           : across cards drawers inputs records stages state
library        : across bodies cards facts fields filing gates inputs known load mentions names pack parallel particulars pictures \
                 problems reading records schema stages state tables telling told usage
environment    : disk stages
unchanged      : conf disk environment gitrepo outcome stamps
output         : disk stamps
published      : disk
unbroken       : | markupsafe
templates      : disk unbroken | jinja2 markupsafe
rendering      : edition languages recording report_views sections templates views | markupsafe
planning       : cards claim_indexes collisions disk drawers edition histories indexes particulars problems released sections settings \
                 stages
plans          : blobs planning sections stages
making         : composing disk facts output outputs pictures recording rendering rows sections stages stamps
stale          : facts making output planning rows sections stages state
examining      : asked chronicle edition environment figures filing histories load planning questions reading records sections settings \
                 usage
builds         : chronicle composing edition facts keeping library mentions outcome pack planning reading recording sections settings \
                 stamps state
running        : builds conf disk facts making outcome output outputs parallel plans published rendering rows sections stages stale \
                 stamps state templates told views
engine         : builds chronicle claim_indexes disk edition environment examining facts gitrepo indexes inputs library outcome pack \
                 planning plans problems running sections settings stages stamps state state_files unchanged
bridge         : conf engine problems sections settings stages | pelican
project        : conf edition examining released renaming sections settings
direct         : conf engine outcome project unchanged
live           :
live.server    :
live.builder   : builds engine outcome problems project sections settings
live.preview   : conf live.server | watchfiles
annals         : bridge
"""

# The model: it knows nothing of templates, of Pelican, or of pages.
MODEL = {
    *("dates", "figures", "problems", "frontmatter", "fields", "schema", "records", "reading", "bodies", "names", "gates", "load", "disk"),
    *("scalars", "choices", "record_fields", "claim_fields", "report_fields", "entity_fields", "editorial_fields"),
    *("answers", "cards", "claim_indexes", "filing", "indexes", "ledger", "mentions", "particulars", "ranges", "times", "usage"),
    *("versions", "changes", "gitrepo", "chains", "past", "histories"),
}
PAGES = {
    *("views", "claim_views", "report_views", "entity_views", "edition", "sections", "composing", "entities", "linked_data"),
    *("tables", "naming", "illustrations", "calendars", "texts", "claimed", "stories"),
    *("rendering", "engine", "bridge", "output", "settings"),
}

# What a page family may use: what the engine offers, never another family.
OFFERED = {
    "calendars",
    "cards",
    "cartography",
    "charts",
    "choices",
    "claimed",
    "claim_views",
    "companions",
    "composing",
    "dates",
    "figures",
    "ledger",
    "ranges",
    "spoken",
    "edition",
    "entities",
    "entity_views",
    "languages",
    "indexes",
    "linked_data",
    "lists",
    "moves",
    "naming",
    "narrowing",
    "report_views",
    "retelling",
    "particulars",
    "records",
    "stories",
    "strips",
    "sections",
    "texts",
    "then_and_now",
    "views",
    "wording",
}


def rows() -> dict[str, tuple[set[str], set[str]]]:
    found = {}
    for line in TABLE.strip().splitlines():
        name, _, rest = line.partition(":")
        own, _, foreign = rest.partition("|")
        found[name.strip()] = (set(own.split()), set(foreign.split()))
    return found


def modules() -> dict[str, Path]:
    """Every module below plugins/: those of annals by their name in it, the page families by their own."""
    found = {}
    for path in sorted(PLUGINS.rglob("*.py")):
        parts = path.relative_to(PLUGINS).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name.removeprefix("annals.")] = path
    return found


def imports(path: Path) -> Iterator[str]:
    """The whole names of the modules that a file imports, wherever in it the import stands."""
    package = path.relative_to(PLUGINS).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            whole = ".".join((*above, *((node.module,) if node.module else ())))
            if (PLUGINS / whole.replace(".", "/")).is_dir():  # from . import x: x is a module
                yield from (f"{whole}.{alias.name}" for alias in node.names)
            else:
                yield whole


def split(path: Path) -> tuple[set[str], set[str]]:
    """What a file imports: modules of annals, and packages that are not Python's own."""
    own, foreign = set(), set()
    for name in imports(path):
        top = name.partition(".")[0]
        if name == "annals.values":
            pass  # a decorator, which all may use as one of Python's own
        elif top == "annals":
            own.add(name.removeprefix("annals."))
        elif top not in sys.stdlib_module_names:
            foreign.add(top)
    return own, foreign


ANNALS = {name: path for name, path in modules().items() if (PLUGINS / "annals") in path.parents}
FAMILIES = {name: path for name, path in modules().items() if name not in ANNALS}


def test_the_table_names_every_module() -> None:
    assert sorted(rows()) == sorted(ANNALS)


@pytest.mark.parametrize("name", ANNALS)
def test_a_module_imports_what_the_table_says(name: str) -> None:
    """Neither more, nor, so that the table stays true, less."""
    assert split(ANNALS[name]) == rows()[name]


def test_the_data_flows_one_way() -> None:
    above: set[str] = set()
    for name, (own, _) in rows().items():
        assert own <= above, f"{name} imports what stands below it"
        above.add(name)


def test_the_model_knows_nothing_of_how_it_is_shown() -> None:
    for name in sorted(MODEL):
        own, foreign = split(ANNALS[name])
        assert own & PAGES == set(), name
        assert foreign & {"jinja2", "markupsafe", "pelican"} == set(), name


def test_one_module_imports_pelican() -> None:
    assert [name for name, path in modules().items() if "pelican" in split(path)[1]] == ["bridge"]


def test_one_module_imports_the_template_engine() -> None:
    assert [name for name, path in modules().items() if "jinja2" in split(path)[1]] == ["templates"]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_page_family_imports_annals_only(name: str) -> None:
    own, foreign = split(FAMILIES[name])
    assert own <= OFFERED
    assert foreign <= {name.partition(".")[0], "markupsafe"}  # its own rooms, and the type of a text that is HTML


def test_only_the_named_rooms_touch_the_clock() -> None:
    """``time`` is for the preview, for the profile, and to tell how young a file is; no module asks for the day of the build."""
    assert [name for name, path in modules().items() if "time" in imports(path)] == ["known", "live.preview", "stages"]
    for name, path in modules().items():
        calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)}
        assert [call for call in calls if call.endswith((".now", ".today", ".utcnow"))] == [], name


def test_only_the_named_rooms_touch_the_network() -> None:
    network = {"http", "http.server", "http.client", "socket", "ssl", "urllib.request", "requests", "asyncio"}
    assert [name for name, path in modules().items() if set(imports(path)) & network] == ["live.server"]
