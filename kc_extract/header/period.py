"""The years that a document plans for, from its title and the headings of what it issues."""

from __future__ import annotations

import datetime as dt

import regex

from kc_extract.references import find_references
from kc_extract.text import lower
from kc_extract.types import Period

_YEAR = r"(?:19|20)\d\d"
_RANGE = regex.compile(rf"(?P<first>{_YEAR})\s*(?:[-–—÷/]|đến(?:\s+hết)?|tới)\s*(?:năm\s+)?(?P<last>{_YEAR})(?!\d)")
_UNTIL = regex.compile(rf"(?:đến|tới)\s+(?:hết\s+)?(?:cuối\s+)?năm\s+(?P<last>{_YEAR})(?!\d)")
_SINGLE = regex.compile(rf"năm\s+(?:học\s+|ngân sách\s+)?(?P<year>{_YEAR})(?!\d)")
#: Before a year that is no plan year of its own: the end of a span of time.
_BOUND = regex.compile(r"(?:đến|tới|hết|(?<!tháng\s+)cuối|từ)\s+$")
_MORE = regex.compile(rf"\s*(?:,|và|;)\s*(?:các\s+)?(?:năm\s+)?(?P<year>{_YEAR})(?!\d)")
#: Years beyond the plan itself: vision and orientation.
_VISION = regex.compile(
    r"(?:tầm nhìn|định hướng)[^;.]*?(?=giai đoạn|thời kỳ|[;.]|$)|(?:hướng tới|hướng đến|có tính đến)[^;.]*$"
)
#: Terms of office name a body and no plan.
_TERM = regex.compile(rf"(?:nhiệm kỳ|khóa|khoá)\s+(?:\p{{L}}+\s*,?\s*)?{_YEAR}\s*[-–]\s*{_YEAR}")
_DATES = regex.compile(r"(?:ngày\s*)?\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|[/.-]\d{1,2}[/.-])(?:19|20)\d\d")


def find_period(title: str | None, issued_on: dt.date | None) -> Period | None:
    """First and last year that a title plans for; a vision beyond it and dates of other documents are not counted."""
    if not title:
        return None
    text = _planned(title)
    candidates = [found for found in (_range(text), _until(text, issued_on), _single(text)) if found]
    return min(candidates)[1] if candidates else None


def _planned(title: str) -> str:
    """The title in lower case with other documents' numbers and dates and the vision blanked out."""
    text = lower(title)
    for reference in find_references(title):
        text = text[: reference.span.start] + " " * len(reference.span) + text[reference.span.end :]
    for pattern in (_DATES, _TERM, _VISION):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def _range(text: str) -> tuple[int, Period] | None:
    for found in _RANGE.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if first <= last:
            return found.start(), (first, last)
    return None


def _until(text: str, issued_on: dt.date | None) -> tuple[int, Period] | None:
    found = _UNTIL.search(text)
    if found is None or issued_on is None or issued_on.year > int(found["last"]):
        return None
    return found.start(), (issued_on.year, int(found["last"]))


def _single(text: str) -> tuple[int, Period] | None:
    for found in _SINGLE.finditer(text):
        if _RANGE.match(text, found.start("year")) or _BOUND.search(text[: found.start()]):
            continue
        last = int(found["year"])
        more = _MORE.match(text, found.end())
        while more:
            last = max(last, int(more["year"]))
            more = _MORE.match(text, more.end())
        return found.start(), (int(found["year"]), last)
    return None
