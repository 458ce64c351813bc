"""How lists are cut: into parts, by decade and by year."""

SIZE, WHOLE, NEWEST = 50, 40, 20  # of a part of a list; articles that all stand on the page of a name; that stand there of more
IN_MONTH = 40  # articles that the page of a month tells: of a fuller one, as many of each day
LISTED, MOST_OF_KIND = 250, 15  # names on one page of an index; of a kind on the first page, where there are more


def decade_of(iso):
    return f"{iso[:3]}0s"


def sealed(count):
    """How many parts of a list are full: they are cut from the oldest end, so that a new article changes none of them."""
    return max(0, (count - SIZE // 2) // SIZE)


def parts(articles):
    """The parts of a list, newest first; ``articles`` oldest first. The number of the first one is 0."""
    last = sealed(len(articles))
    for number in (0, *range(last, 0, -1)):
        start, end = (number - 1) * SIZE if number else last * SIZE, number * SIZE if number else len(articles)
        newer = number + 1 if number and number < last else 0
        older = number - 1 if number else last
        yield {"number": number, "start": start, "end": end, "newer": newer, "older": older, "total": len(articles), "whole": not last,
               "articles": articles[start:end][::-1]}  # fmt: skip
