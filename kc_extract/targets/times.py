"""Time expressions inside a clause, which stand between a verb and its figure without belonging to either."""

from __future__ import annotations

import regex

_YEAR = r"(?:19|20)\d{2}"
_DAY = (
    r"(?:ngày\s+)?\d{1,2}/\d{1,2}/(?:19|20)\d{2}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d{2}"
    r"|(?:hết\s+|cuối\s+)?(?:tháng\s+\d{1,2}|quý\s+[ivIV]{1,3})(?:/|\s+năm\s+)(?:19|20)\d{2}"
)
_WHEN = (
    rf"{_DAY}|(?<!\p{{L}})quý\s+(?:[ivIV]{{1,3}}|\d)(?![\p{{L}}\d])"
    r"|(?:cuối|đầu|hết|giữa)\s+(?:năm|kỳ|nhiệm kỳ|giai đoạn)(?!\s+\d)"
    rf"|(?:trung hạn\s+)?(?:giai đoạn|thời kỳ|nhiệm kỳ)\s+(?:từ\s+)?{_YEAR}\s*[-–]\s*{_YEAR}"
    rf"|(?:hết\s+|cuối\s+)?năm\s+{_YEAR}"
)
_OFTEN = r"(?:hằng|hàng|mỗi)\s+(?:năm|tháng)"
_ANY = regex.compile(rf"(?:(?:(?:tính\s+)?đến|vào|trong|từ)\s+)?(?:{_WHEN})|{_OFTEN}")
_FIRST = regex.compile(
    rf"^(?:phấn đấu\s+)?(?:(?:(?:(?:tính\s+)?đến|vào|trong|từ)\s+)?(?:{_WHEN})|{_OFTEN})\s*[,:]?\s*", regex.I
)
_LAST = regex.compile(rf"[\s,]*(?:(?:(?:tính\s+)?đến|vào|trong|từ)\s+)?(?:{_WHEN})\s*$", regex.I)
_OUTER = " ,:-–"

#: A pattern source for a time expression, to be built into others.
TIME = rf"(?:(?:ngay\s+)?(?:đến|vào|trong)\s+)?(?:{_WHEN})"


def without_times(text: str) -> str:
    """The text without any time expression, single-spaced."""
    return regex.sub(r"\s+", " ", _ANY.sub(" ", text)).strip(" ,")


def names_time(text: str) -> bool:
    """Whether the text holds a time expression."""
    return _ANY.search(text) is not None


def trim_times(text: str) -> str:
    """The text without the time expressions at its two ends, its inside as written."""
    previous = None
    while previous != text:
        previous = text
        text = _LAST.sub("", _FIRST.sub("", text.strip(_OUTER)))
    return text
