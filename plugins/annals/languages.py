"""Languages by their tags (BCP 47): which way they are written, and what they are called."""

from __future__ import annotations

import re

from .choices import LANGUAGES, SCRIPTS

_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))


def direction(lang: str | None) -> str | None:
    """``rtl`` or ``ltr`` of a language; ``None`` where no language is given."""
    if lang is None:
        return None
    script = re.search(r"-([A-Z][a-z]{3})\b", lang)
    if script and lang not in _RIGHT_TO_LEFT:
        return "rtl" if script[1] in ("Arab", "Hebr", "Syrc", "Thaa") else "ltr"
    return "rtl" if lang in _RIGHT_TO_LEFT or lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def language_words(tag: str) -> str:
    """``Arabic``, ``Kurdish in Latin script``; the tag itself where it has no words here."""
    language, *rest = tag.split("-")
    script = next((SCRIPTS.get(part, part) for part in rest if len(part) == 4), "")
    words = LANGUAGES.get(language, language)
    return f"{words} in {script} script" if script else words
