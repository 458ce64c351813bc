"""The one Markdown instance that bodies are read with, and some shortcuts that leave out work that cannot change the result.

Most of what Python-Markdown does to a report is looking for markup that is not there. The shortcuts look once for the
characters that markup is made of. tests/test_markdown_setup.py compares them with Python-Markdown as it comes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

EXTENSIONS = ("attr_list", "abbr", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")
_INLINE_MARKUP = re.compile(r"[\\`\[!<&*_]|  \n")
"""What an inline pattern can begin with: escape, code, link and footnote, image, automatic link, entity, emphasis, line break."""
_HELD = {"backtick": "`", "escape": "\\", "footnote": "[^", "linebreak": "  \n", "entity": "&"}
_HELD |= dict.fromkeys(("autolink", "automail"), "<") | dict.fromkeys(("reference", "link", "short_reference"), "[")
_HELD |= dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "![")
"""What a text holds to which an inline pattern, by its name, can apply. Emphasis can be written in two ways, and is always looked for."""
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
        markdown.preprocessors.register(_QuickFences(markdown, FencedCodeExtension().getConfigs()), "fenced_code_block", 25)
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


class _QuickFences(FencedBlockPreprocessor):
    """Looks for blocks of code only where there is a fence."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("```" in line or "~~~" in line for line in lines) else lines


class _QuickInlineProcessor(InlineProcessor):
    """Leaves a text alone that holds no character of inline markup, and all of them with the patterns that none of them can hold."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        held = {id(markdown.inlinePatterns[name]): text for name, text in _HELD.items()}
        self._patterns = [(pattern, held.get(id(pattern), "")) for pattern in markdown.inlinePatterns]

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        plain = [element for element in tree.iter() if element.text and not _INLINE_MARKUP.search(element.text)]
        plain = [element for element in plain if not isinstance(element.text, AtomicString)]
        for element in plain:
            element.text = AtomicString(element.text)
        texts = "\n\n".join(text for element in tree.iter() for text in (element.text, element.tail) if text)
        self.inlinePatterns = [pattern for pattern, held in self._patterns if held in texts]  # type: ignore[assignment]  # they are counted through
        done = super().run(tree, ancestors)
        for element in plain:
            element.text = str(element.text)  # later steps, such as abbreviations, look into it
        return done
