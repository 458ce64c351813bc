"""When some reports were: the bars of a strip."""

import datetime as dt
import math
from collections import Counter

DAYS, BARS, WIDTH, WIDEST, MANY = 62, 60, 720, 24, 16
_LENGTHS = {"day": 10, "month": 7, "year": 4}


def strip_of(articles):
    """Of articles, newest first: by day, month or year, whichever there are not too many of. ``None`` where there is one bar."""
    if not articles:
        return None
    first, last = articles[-1].day, articles[0].day
    unit = "day" if at("day", last) - at("day", first) < DAYS else "month" if at("month", last) - at("month", first) < BARS else "year"
    size = _LENGTHS[unit]
    counts = Counter(article.day[:size] for article in reversed(articles))
    return strip(counts, unit, first[:size], last[:size])


def strip(counts, unit, first, last):
    """``counts``: of each bar that has any, its reports, in order of time; ``first`` and ``last``: the ends, in ISO form."""
    begin = at(unit, first)
    number = at(unit, last) - begin + 1
    if number < 2:
        return None
    step = min(WIDEST, WIDTH / number)
    most = max(counts.values())
    level = (lambda n: min(4, n.bit_length())) if most < MANY else (lambda n: math.ceil(4 * n / most))
    bars = [(iso, n, level(n), _number(step * (at(unit, iso) - begin))) for iso, n in counts.items()]
    return {"unit": unit, "first": first, "last": last, "bars": bars, "width": _number(step * number), "step": _number(step),
            "total": sum(counts.values())}  # fmt: skip


def at(unit, iso):
    """The number of a day, a month or a year: how far it is from others of its unit."""
    if unit == "day":
        return dt.date.fromisoformat(iso).toordinal()
    return int(iso[:4]) * 12 + int(iso[5:7]) if unit == "month" else int(iso)


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")
