"""The one Markdown instance that bodies are read with, and two shortcuts that leave out work that cannot change the result.

Most of what Python-Markdown does to a report is looking for markup that is not there. The shortcuts look once for the
characters that markup is made of. tests/test_markdown_setup.py compares them with Python-Markdown as it comes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

EXTENSIONS = ("attr_list", "abbr", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")
_INLINE_MARKUP = re.compile(r"[\\`\[!<&*_]|  \n")
"""What an inline pattern can begin with: escape, code, link and footnote, image, automatic link, entity, emphasis, line break."""
_PLAIN_PARAGRAPH = re.compile(r"[^\W\d_][^\n]*")
"""One line that begins with a letter: every kind of block but a paragraph begins with another character, or needs a second line."""


def make_markdown(*, shortcuts: bool = True) -> Markdown:
    """Raw HTML is switched off: it is shown as the text that was typed."""
    markdown = Markdown(extensions=list(EXTENSIONS), output_format="html")
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    if shortcuts:
        parser = _QuickBlockParser(markdown)
        parser.blockprocessors = markdown.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        markdown.parser = parser
        markdown.treeprocessors.deregister("inline")
        markdown.treeprocessors.register(_QuickInlineProcessor(markdown), "inline", 20)
    return markdown


class _QuickBlockParser(BlockParser):
    """Takes a plain paragraph for one, without asking the fourteen other kinds of block."""

    def parseBlocks(self, parent: ET.Element, blocks: list[str]) -> None:  # noqa: N802 - Python-Markdown's name
        paragraph = self.blockprocessors["paragraph"]
        while blocks:
            if _PLAIN_PARAGRAPH.fullmatch(blocks[0]):
                paragraph.run(parent, blocks)
                continue
            for processor in self.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


class _QuickInlineProcessor(InlineProcessor):
    """Leaves a text alone that holds no character of inline markup."""

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        plain = [element for element in tree.iter() if element.text and not _INLINE_MARKUP.search(element.text)]
        plain = [element for element in plain if not isinstance(element.text, AtomicString)]
        for element in plain:
            element.text = AtomicString(element.text)
        done = super().run(tree, ancestors)
        for element in plain:
            element.text = str(element.text)  # later steps, such as abbreviations, look into it
        return done
