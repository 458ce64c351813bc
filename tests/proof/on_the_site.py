"""What may be done to the theme, the settings and the code."""

from __future__ import annotations

from typing import Any

from tests.sites import URL

from .bench import SECTIONS, Bench
from .operations import operation


@operation
def edit_a_template(bench: Bench, number: int) -> None:
    names = ("entry.html", "link.html", "evidence.html")
    path = bench.theme / "templates" / ("report.html" if number % 4 == 3 else f"parts/{names[number % 4]}")
    text = path.read_text("utf-8")
    path.write_text(text.replace('class="', f'class="x{number} ', 1) if number % 2 else f"{text}<!-- {number} -->", "utf-8")


@operation
def override_a_template(bench: Bench, number: int) -> None:
    path = bench.root / "overrides" / "day.html"
    if path.exists():
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text((bench.theme / "templates" / "day.html").read_text("utf-8") + f"<!-- {number} -->", "utf-8")


@operation
def edit_a_style_sheet_or_a_script(bench: Bench, number: int) -> None:
    """The address of a script changes with the modules in its folder, too."""
    path = bench.theme / "static" / ("annals.css", "narrowing.js", "print.css", "search/words.js")[number % 4]
    path.write_text(f"{path.read_text('utf-8')}/* {number} */\n", "utf-8")


@operation
def add_a_file_to_the_root(bench: Bench, number: int) -> None:
    path = bench.theme / "root" / "humans.txt"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"Somebody {number}\n", "utf-8")


SAID: tuple[tuple[str, Any], ...] = (
    ("SITENAME", "Other Papers"),
    ("SITENAME", "The Riverton Papers"),
    ("SITESUBTITLE", "Another subtitle."),
    ("SITEURL", f"{URL}/archive"),
    ("SITEURL", "https://other.example"),
    ("SITEURL", ""),
    ("SITEURL", URL),
    ("ANNALS_PREVIEW", True),
    ("ANNALS_PREVIEW", False),
    ("ANNALS_PAGE_SIZE", 3),
    ("ANNALS_PAGE_SIZE", 2),
    ("ANNALS_PAGE_SIZE", 50),
    ("ANNALS_LICENCE", ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/")),
    ("ANNALS_CATEGORIES", {"flooded": "houses flooded"}),
    ("ANNALS_CATEGORIES", {"flooded": "flooded houses"}),
    ("ANNALS_CATEGORIES", {}),
    ("DEFAULT_LANG", "ar"),
    ("DEFAULT_LANG", "en"),
)


@operation
def change_a_setting(bench: Bench, number: int) -> None:
    name, value = SAID[number % len(SAID)]
    bench.inputs.said[name] = value


@operation
def switch_a_family(bench: Bench, number: int) -> None:
    bench.inputs.off = "" if bench.inputs.off else SECTIONS[number % len(SECTIONS)].name


@operation
def change_the_libraries(bench: Bench, number: int) -> None:
    bench.inputs.libraries += 1


@operation
def change_the_number_of_processes(bench: Bench, number: int) -> None:
    bench.processes = number % 3 + 1


@operation
def distrust(bench: Bench, number: int) -> None:
    """As with --ignore-cache."""
    bench.trust = False
