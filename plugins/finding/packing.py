"""Numbers in few characters, as the files of the index hold them and the browser reads them quickly."""

from __future__ import annotations

import functools

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


@functools.lru_cache(maxsize=65536)
def packed(number: int) -> str:
    """A number in digits of 64: each holds five bits, the lowest first, and 32 more where another one follows."""
    digits = ""
    while number > 31:
        digits += _DIGITS[32 + (number & 31)]
        number >>= 5
    return digits + _DIGITS[number]
