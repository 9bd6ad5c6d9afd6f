"""Words that make an amount a rate: they set it, grant it regularly, open a list of rates, or go on with one."""

from __future__ import annotations

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places
from kc_extract.funding.words import cues
from kc_extract.text import lower

_RATE = regex.compile(
    r"(?<!\p{L})(?:mức|định mức|đơn giá|mức chi|mức hỗ trợ|mức thưởng|mức thu|mức giá|mức kinh phí|mức khoán)"
    r"(?:\s+\p{Ll}+){0,3}\s*(?:là|bằng|:|tối đa|không quá)?\s*$"
)
#: What is paid to each, every month or once (``trợ cấp hằng tháng bằng 360.000 đồng``).
_REGULAR = regex.compile(
    r"(?<!\p{L})(?:mức\s+(?:trợ cấp|trợ giúp|hưởng|chuẩn|phụ cấp|bồi dưỡng|quà|thù lao|sinh hoạt phí)(?!\p{L})"
    r"|(?:trợ cấp|trợ giúp|phụ cấp|hỗ trợ|hưởng|thù lao|bồi dưỡng)(?!\p{L})[^.;:]{0,80}?"
    r"(?:hằng tháng|hàng tháng|một lần))(?!\p{L})[^.;]{0,160}$"
)
_ONCE = regex.compile(r"(?<!\p{L})(?:một|01|1) lần(?:\s+(?:bằng tiền|là|số tiền|với số tiền|mức))*\s*:?\s*$")
_GRANTS = regex.compile(r"(?<!\p{L})(?:hỗ trợ|trợ cấp|thưởng|bồi dưỡng|chi|phụ cấp|tặng)(?!\p{L})[^.;:]{0,60}:?\s*$")
_RULES = regex.compile(
    r"(?:mức chi|mức hỗ trợ|chính sách|chế độ|nội dung chi|định mức|mức thu|mức thưởng|mức trợ cấp|mức quà)(?!\p{L})"
)
#: A line over a list of rates, and one over a list of sums that carry them out.
_OPENS = regex.compile(
    r"(?<!\p{L})(?<!tổng\s)(?:mức\s+(?:chi|hỗ trợ|trợ giúp|trợ cấp|thưởng|quà|phụ cấp|bồi dưỡng)|định mức)(?!\p{L})"
)
_SUMS = regex.compile(r"(?<!\p{L})(?:kinh phí|nhu cầu|ngân sách|dự toán|vốn|nguồn)(?!\p{L})")


def names_rate(places: Places, amount: Amount) -> bool:
    """Whether the words ahead of an amount, or the title of the document, say that it is granted to each."""
    start, end = amount.before.start, amount.before.end
    if any(pattern.search(places.low, start, end) for pattern in (_RATE, _REGULAR, _ONCE)):
        return True
    title = lower(places.context.header.title or "")
    if _RULES.search(title) is not None and _GRANTS.search(places.low, start, end) is not None:
        return True
    return _OPENS.search(title) is not None and _is_stated(places, amount)


#: What a rate of a document that sets them is: an amount behind its label, in cash, or worth so much in kind.
_LABELLED = regex.compile(r"(?:[:：]|trị giá|tiền mặt)\s*$")
_IN_CASH = regex.compile(r"(?:^|\s)(?:bằng\s+)?tiền mặt(?!\p{L})")
_NEAR = 15


def _is_stated(places: Places, amount: Amount) -> bool:
    """Whether an amount is stated for somebody, and not as what something costs in all."""
    start, end = amount.sentence.start, amount.before.end
    if amount.place is not None or _SUMS.search(places.low, start, end) is not None:
        return False
    if _IN_CASH.search(places.low, amount.mention.span.end - len("tiền mặt"), amount.mention.span.end + _NEAR):
        return True
    return _LABELLED.search(places.low, start, end) is not None


def is_led_by_rates(places: Places, amount: Amount) -> bool:
    """Whether the line that opens the list of an amount says that what follows are rates (``mức trợ cấp như sau:``)."""
    lead = next(places.leads(amount.start), None) if amount.place is None else None
    if lead is None:
        return False
    words = places.low_text(places.paragraphs[lead].span).rstrip()
    return words.endswith((":", "：")) and _OPENS.search(words) is not None and _SUMS.search(words) is None


#: A verb that grants, right ahead of an amount.
_GRANTED = regex.compile(r"(?<!\p{L})(?:hỗ trợ|trợ cấp|hưởng|thưởng|bồi dưỡng|phụ cấp)(?:\s+(?:thêm|mức|là|bằng))*\s*$")
#: The next of a list: whom it is for, and nothing of money (``; phó thôn là 500.000 đồng``).
_NEXT = regex.compile(r"[;,]\s*[^;:\d]{2,120}(?:là|bằng|:)\s*$")
#: How much larger or smaller than a rate another one may be that is granted beside it, and how far behind.
_ALIKE = 20
_REACH = 200


def is_alike(places: Places, rate: Amount, amount: Amount) -> bool:
    """Whether an amount is granted in the same statement as a rate, by the same verb, in the same order of size."""
    if rate.place is not None or amount.place is not None:
        return False
    if not places.statement(amount.start, reach=_REACH).contains(rate.mention.span):
        return False
    first, second = rate.mention.high or rate.mention.low, amount.mention.high or amount.mention.low
    if not first or not second or not first / _ALIKE <= second <= first * _ALIKE:
        return False
    start, end = amount.before.start, amount.before.end
    if _GRANTED.search(places.low, start, end) is not None:
        return True
    listed = _NEXT.search(places.low, rate.mention.span.end, end)
    return listed is not None and next(cues(places.low, listed.start(), end), None) is None
