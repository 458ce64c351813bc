"""Words that no line breaks at their hyphen: the short beginning of a word belongs to what follows, as in al-Sham, F-16 or US-led.

A browser may begin a new line after any hyphen, and so leaves "al-" behind. The characters stay what they are, for whoever copies or
searches them: a hyphen of another kind, or a mark that joins, would go along. So the word stands in an element that the style sheet
keeps on one line.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_WORD = re.compile(r"(?<![\w-])\w{1,3}-\w{1,16}")  # no longer than the narrowest page has room for, in the largest letters
_KEPT = r'<span class="unbroken">\g<0></span>'
_TAG = re.compile(r"(<[^>]*>)")


def unbroken(text: str) -> Markup:
    """Text or HTML, as HTML."""
    if "-" not in text:
        return escape(text)
    pieces = _TAG.split(str(text)) if isinstance(text, Markup) else [str(escape(text))]
    pieces[::2] = [_WORD.sub(_KEPT, piece) if "-" in piece else piece for piece in pieces[::2]]  # every second one is a tag
    return Markup("".join(pieces))  # noqa: S704 - it was Markup, or is escaped
