"""Words as search compares them: without case, accents, vowel marks and articles, in Latin and in Arabic script.

``themes/annals/static/search/words.js`` does the same to what a reader types; ``tests/browser/test_search.py`` holds them to it.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_APOSTROPHES = "'‘’ʼʻʾʿ`´\u02bd\u02bf"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s(?![^\W_])")
_SILENT = re.compile(rf"[{_APOSTROPHES}\u0640\u200c\u200d]")  # also the bar that lengthens an Arabic word, and invisible joints
# al, ad, an, ash, el, ed, ul ...: each branch begins with a letter, for which a text is searched more quickly than for any beginning
_ARTICLE = re.compile(r"(?:a(?<![^\W_].)(?:[dlnrstz]|sh|th)|e(?<![^\W_].)(?:[dlrstz]|sh)|u(?<![^\W_].)l)[-\u2010\u2011](?=[^\W_])")
_WORD = re.compile(r"[^\W_]+")
_APART = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})  # what stands between words, as far as it is ASCII
_ARABIC_ARTICLE = re.compile(r"^\u0648?\u0627\u0644(?=..)")  # "the", and "and the"
_SAME = str.maketrans(
    {
        **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True)),
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ە": "ه",
        "ھ": "ه",
        "ٱ": "ا",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
COMMON = frozenset(
    """
    a about after all also an and are as at be been before but by for from had has have he her his in into is it its more no not of on or
    over said she some than that the their them there they this to under was were when which who will with
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
"""Words that say nothing of what a report is about: not indexed, and asked for only where nothing else is."""


class _Marks(dict[int, int | None]):
    """What every character becomes when the marks on letters are taken away."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)).startswith("M") else code
        self[code] = kept
        return kept


_MARKS = _Marks()


def folded(text: str) -> str:
    """A text as it is compared, its words still in place."""
    if not text.isascii():
        # nothing of what is done looks beyond white space: each word is folded by itself, and once
        return " ".join(map(_folded, text.split()))
    plain = text.lower()
    if "'" in plain or "`" in plain:
        plain = _POSSESSIVE.sub("", plain)
    if "-" in plain:
        plain = _ARTICLE.sub("", plain)
    return _SILENT.sub("", plain) if "'" in plain or "`" in plain else plain


@functools.lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).lower().translate(_MARKS).translate(_SAME)
    return _SILENT.sub("", _ARTICLE.sub("", _POSSESSIVE.sub("", plain)))


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    plain = folded(text)
    latin = plain.isascii()
    found = plain.translate(_APART).split() if latin else _WORD.findall(plain)
    if "al" in found or "el" in found:
        found = [word for word in found if word not in ("al", "el")]
    return found if latin else [_without_article(word) for word in found]


@functools.lru_cache(maxsize=16384)
def _without_article(word: str) -> str:
    return _ARABIC_ARTICLE.sub("", word)


def shard(word: str, letters: int, count: int) -> int:
    """In which of some files a word is looked for: by its first letters, so that words that begin alike stand together.

    A key, such as ``@actor/russia``, goes by all its letters.
    """
    return _sum_of(word if word.startswith("@") else word[:letters]) % count


@functools.lru_cache(maxsize=65536)
def _sum_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = (number * 31 + ord(letter)) & 0xFFFFFFFF
    return number


def shards(size: int, each: int, most: int) -> int:
    """How many files hold ``size`` things, about ``each`` in one: a power of two, so that it seldom changes."""
    count = 1
    while count < most and count * each < size:
        count *= 2
    return count
