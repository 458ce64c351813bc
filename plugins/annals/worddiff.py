"""What differs between two texts, word by word, as somebody who compares them would mark it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Stretch = tuple[str, str]
"""``"del"``, ``"ins"`` or ``""`` (in both), and the words."""

_MOST = 4_000_000  # pairs of words that are compared; two longer paragraphs stand as a whole, one crossed out, one new
_ALIKE = 0.35  # below this share of common words, words picked out of two paragraphs would tell nothing


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[list[Stretch]]:
    """Each paragraph that is not the same in both, in order, as stretches that are in both, crossed out or new."""
    found: list[list[Stretch]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        both = min(b - a, d - c)
        found += [compare_words(before, after) for before, after in zip(old[a : a + both], new[c : c + both], strict=True)]
        found += [[("del", text)] for text in old[a + both : b]]
        found += [[("ins", text)] for text in new[c + both : d]]
    return found


def compare_words(old: str, new: str) -> list[Stretch]:
    """Two texts as one."""
    before, after = old.split(), new.split()
    if not before or not after or len(before) * len(after) > _MOST:
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if 2 * sum(block.size for block in matcher.get_matching_blocks()) < _ALIKE * (len(before) + len(after)):
        return _whole(old, new)
    return list(_stretches(matcher, before, after))


def _stretches(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield "", " ".join(before[a:b])
        else:
            yield from _whole(" ".join(before[a:b]), " ".join(after[c:d]))


def _whole(old: str, new: str) -> list[Stretch]:
    return [stretch for stretch in (("del", old), ("ins", new)) if stretch[1]]
