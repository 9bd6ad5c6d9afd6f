"""Dates as Vietnamese documents print them, to ``datetime.date``: never guessed, only read.

Forms after Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục 4 (``ngày 05 tháng 01 năm 2020``) and the short forms of
running text (``12/11/2020``, ``12-11-2020``, ``12.11.2020``), with the blanks and lost signs that portals leave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

from kc_extract.types import Frozen, Span

_LONG = (
    r"(?P<day>\d{1,2})\s*(?:,\s*)?tháng\s*(?P<month>\d{1,2})\s*(?:,\s*)?năm\s*"
    r"(?P<year>(?:19|20)\s?\d\s?\d)(?!\d)"
)
_SHORT = (
    r"(?P<day>\d{1,2})(?P<gap>\s{0,3})(?P<sign>[/.-])\s{0,3}(?P<month>\d{1,2})"
    r"(?:\s{0,3}(?P=sign)\s{0,3}|\s+năm\s+|\s)(?P<year>(?:19|20)\d\d)(?![\d/])"
)
#: A day may touch the word before it where a blank was lost (``ngày05``), but no figure and no sign of a number.
_DATE = regex.compile(rf"(?<![\d/.,-])(?:{_LONG}|{_SHORT})", regex.IGNORECASE)
_BEHIND = regex.compile(r"\s*[,;(]?\s*(?:(?:được\s+)?(?:ban hành|ký|thông qua)\s+)?(?:ngày\s*)?", regex.IGNORECASE)


class Dated(Frozen, frozen=True, kw_only=True):
    """A date at its place; ``doubtful``: a blank within its figures, so that a digit may be lost."""

    span: Span
    date: dt.date
    doubtful: bool = False


def find_dates(text: str) -> Iterator[Dated]:
    """The full dates of a text in its order; a day and month without a year, or an impossible day, is none."""
    for found in _DATE.finditer(text):
        dated = _read(found)
        if dated is not None:
            yield dated


def date_at(text: str, position: int) -> Dated | None:
    """The date that begins exactly at ``position``, or None."""
    found = _DATE.match(text, position)
    return None if found is None else _read(found)


def date_behind(text: str, position: int) -> Dated | None:
    """The date that stands right behind ``position``, past ``ngày``, a comma or a bracket, or None."""
    lead = _BEHIND.match(text, position)
    return None if lead is None else date_at(text, lead.end())


def _read(found: regex.Match[str]) -> Dated | None:
    year = int(regex.sub(r"\s", "", found["year"]))
    try:
        date = dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    doubtful = bool(found["gap"]) and len(found["day"]) == 1
    return Dated(span=Span(found.start("day"), found.end()), date=date, doubtful=doubtful)
