"""Qualifiers that stand apart from their amount (``Dự kiến tổng kinh phí thực hiện: 5 tỷ đồng``)."""

from __future__ import annotations

from decimal import Decimal

import regex

from kc_extract.funding.amounts import Amount, CellPlace
from kc_extract.funding.places import Places
from kc_extract.types import Frozen, Qualifier

_SEGMENT = regex.compile(r"(?r)[;,](?=\s)")
_ABOUT = regex.compile(r"(?<!\p{L})(?:dự kiến|ước tính|ước|dự tính|tạm tính|khái toán)(?!\p{L})[^\d]*$")
_AT_MOST = regex.compile(
    r"(?<!\p{L})(?:(?:tối đa|cao nhất(?!\s+là\s+\p{L})|nhiều nhất|mức trần)(?!\p{L})[^\d(]*"
    r"|phạt(?:\s+tiền)?\s+(?:lên\s+)?(?:đến|tới)\s*)$"
)
_AT_LEAST = regex.compile(r"(?<!\p{L})(?:tối thiểu|ít nhất|thấp nhất|mức sàn)(?!\p{L})[^\d(]*$")
#: A ceiling ahead of a list of rates holds for all of it (``mức tối đa là: A 3 triệu đồng/hộ; B 2 triệu đồng/hộ``), and
#: for a rate that stands bare behind another.
_LISTED = regex.compile(
    r"(?<!\p{L})(?:mức\s+[\p{Ll} ]{0,30})?tối đa(?!\p{L})[^\d;:]{0,60}:(?!.*(?:tối thiểu|ít nhất|thấp nhất|tổng))"
    r"|(?<!\p{L})tối đa(?!\p{L})[^;:]{0,200}(?:;[^;:]{0,200})?;\s*$"
)
_REACH = 400
#: Years between a qualifier and its amount (``dự kiến giai đoạn 2024 - 2025: 27 tỷ đồng``) part them no further.
_YEARS = regex.compile(r"(?:giai đoạn|thời kỳ|năm)\s+(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?(?!\d)")
_BEHIND = regex.compile(r"\s*\(\s*(?:dự kiến|ước tính|tạm tính)\s*\)")


class Bounds(Frozen, frozen=True, kw_only=True):
    """How an amount is bounded; an open side is None."""

    qualifier: Qualifier
    low: Decimal | None
    high: Decimal | None


def bounds_of(places: Places, amount: Amount) -> Bounds:
    """The bounds as the number's own words say, else as the words ahead in the same clause do."""
    mention = amount.mention
    stated = Bounds(qualifier=mention.qualifier, low=mention.low, high=mention.high)
    if mention.qualifier != "exact" or mention.low != mention.high:
        return stated
    if amount.place is not None:
        return _of_column(places, amount.place, stated)
    return _of_words(places, amount, stated)


def _of_words(places: Places, amount: Amount, stated: Bounds) -> Bounds:
    """The bounds that the words ahead of an amount set, in its clause or over the list that it stands in."""
    start, end = _words_ahead(places, amount)
    comma = _SEGMENT.search(places.low, start, end)
    words = _YEARS.sub(" ", places.low[comma.end() if comma else start : end])
    is_least = _AT_LEAST.search(words) is not None
    listed = places.low_text(places.statement(amount.start, reach=_REACH))
    if _AT_MOST.search(words) or (not is_least and _LISTED.search(listed)):
        return Bounds(qualifier="at_most", low=None, high=stated.high)
    if is_least:
        return Bounds(qualifier="at_least", low=stated.low, high=None)
    if _ABOUT.search(words) or _BEHIND.match(places.low, amount.mention.span.end):
        return Bounds(qualifier="about", low=stated.low, high=stated.high)
    return stated


#: The earlier figure between a qualifier and the one that now holds (``tối đa từ 50 triệu đồng lên 100 triệu đồng``).
_RISEN = regex.compile(
    r"(?r)(?<!\p{L})từ\s+(?:mức\s+)?\d[^;.\n]{0,60}?\s(?:lên|xuống)(?:\s+(?:thành|đến|tới|còn|mức))*\s*"
)


def _words_ahead(places: Places, amount: Amount) -> tuple[int, int]:
    """The clause whose words may bound an amount; an earlier figure right ahead of it is left out."""
    risen = _RISEN.match(places.low, amount.sentence.start, amount.mention.span.start)
    return (amount.sentence.start, risen.start()) if risen is not None else (amount.before.start, amount.before.end)


def _of_column(places: Places, place: CellPlace, stated: Bounds) -> Bounds:
    """The bounds that a header over a column sets for its figures (``Mức chi tối đa``)."""
    headers = [places.low_text(span) for span in place.words]
    if any(_AT_MOST.search(words) for words in headers):
        return Bounds(qualifier="at_most", low=None, high=stated.high)
    if any(_AT_LEAST.search(words) for words in headers):
        return Bounds(qualifier="at_least", low=stated.low, high=None)
    is_estimate = any(_ABOUT.search(words) for words in headers)
    return Bounds(qualifier="about", low=stated.low, high=stated.high) if is_estimate else stated
