"""Place and date of issue, from the line below the quốc hiệu or above the signature."""

from __future__ import annotations

import datetime as dt

import regex

from kc_extract.dates import date_at, find_dates
from kc_extract.header.block import MOTTO, Block
from kc_extract.references import find_references
from kc_extract.types import Document, Outline

_PLACE = regex.compile(
    r"(?m)^\W{0,3}(?P<place>(?:(?:Thành phố|Tỉnh|Huyện|Quận|Thị xã|Xã|Phường|Thị trấn|Đặc khu)[^\S\n]+)?"
    r"(?:\p{Lu}[\p{L}.'’]*(?:(?:[^\S\n]|[^\S\n]?[-–][^\S\n]?)\p{Lu}[\p{L}.'’]*){0,5}"
    r"|(?<=(?:Quận|Phường)\s)\d{1,2}))"
    r"\s*,?\s+(?:,\s*)?[nN]gày\s*(?=[\d\s.…/]|tháng|$)"
)
_PASSED = regex.compile(r"(?:thông qua|ban hành)\s+ngày\s+", regex.IGNORECASE)
_TAIL = 3_000
_SHORT = 60


def place_and_date(document: Document, outline: Outline, block: Block) -> tuple[str | None, dt.date | None]:
    """The place as printed and the date; the date is None where its day is left blank."""
    place, date = _from_text(_without_number(block.text)) if block.anchored else (None, None)
    if place or date:
        return place, date
    end = outline.parts[0].span.end if outline.parts else len(document.text)
    tail = document.text[max(0, end - _TAIL) : end]
    lines = "\n".join(line for line in tail.splitlines() if len(line) < _SHORT)
    place, date = _from_text(lines)
    return place, date or _passed(tail)


def _without_number(text: str) -> str:
    """The block with the quốc hiệu and the numbers cut out, so that what stands beside them begins a line."""
    text = MOTTO.sub("\n", text)
    for reference in reversed(find_references(text)):
        text = text[: reference.span.start] + "\n" + text[reference.span.end :]
    return text


def _from_text(text: str) -> tuple[str | None, dt.date | None]:
    for found in _PLACE.finditer(text):
        dated = date_at(text, found.end())
        return " ".join(found["place"].split()), dated.date if dated else None
    return None, None


def _passed(text: str) -> dt.date | None:
    """The day on which a law says that it was passed."""
    for found in _PASSED.finditer(text):
        for dated in find_dates(text[found.end() : found.end() + _SHORT]):
            return dated.date
    return None
