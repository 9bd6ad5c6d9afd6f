"""Rates, prices and ceilings: which amounts are norms, per what they count, and the share that goes with a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places
from kc_extract.text import lower
from kc_extract.types import Mention

_TOTAL = regex.compile(
    r"(?<!\p{L})(?<!(?:trên|của|theo|so với|bằng|%)\s)(?:tổng|tổng cộng|toàn bộ|tất cả)(?!\p{L})"
    r"(?!\s+(?:cục|công ty|hợp|thể|kết|quát))"
)
#: Words that end the noun that an amount counts by.
_STOP = (
    "được|không|tối|là|cho|từ|với|theo|hỗ|mức|trong|có|và|để|do|tham|khi|đạt|thuộc|của|ở|tại|trên|trị|gồm|hưởng|nhận"
    "|bằng|trợ|cụ"
)
#: What an amount counts by: a noun of up to three syllables.
NOUN = (
    r"(?P<noun>(?:năm|tháng|quý|tuần|ngày|buổi|giờ)(?!\p{L})(?!\s+\d)"
    rf"|(?!năm\s+\d)\p{{Ll}}[\p{{Ll}}\d]*(?:\s+(?!(?:{_STOP})(?!\p{{L}}))\p{{Ll}}+){{0,2}})"
)
_EACH_BEFORE = regex.compile(rf"(?<!\p{{L}})(?:mỗi|cho một|cho 01|cho 1|một|01)\s+{NOUN}")
_EACH_AFTER = regex.compile(rf"\s*(?:\([^()]*\)\s*)?(?:cho\s+|trên\s+|đối với\s+)?(?:mỗi|một|01|1)\s+{NOUN}")
#: What an amount counts by, where its own words in brackets stand between (``160.000 đồng (một trăm …)/trẻ/tháng``).
_SLASHED = regex.compile(
    r"\s*(?:\([^()]{3,120}\)\s*)?(?P<units>(?:/\s*\p{L}[\p{L} ]{0,30}?(?=[/.,;)]|\s*$|\s(?:và|đối|cho)))+)"
)
_TIMES = regex.compile(r"\s*(?:\([^()]*\)\s*)?[x×*]\s*\d")
_RATE = regex.compile(
    r"(?<!\p{L})(?:mức|định mức|đơn giá|mức chi|mức hỗ trợ|mức thưởng|mức thu|mức giá|mức kinh phí|mức khoán)"
    r"(?:\s+\p{Ll}+){0,3}\s*(?:là|bằng|:|tối đa|không quá)?\s*$"
)


def names_total(places: Places, amount: Amount) -> bool:
    """Whether the words ahead of the amount call it a total."""
    return _TOTAL.search(places.low, amount.before.start, amount.before.end) is not None


def is_norm(places: Places, amount: Amount) -> bool:
    """Whether the amount is a rate, price or ceiling per unit rather than a sum of money."""
    if (
        amount.mention.per not in {None, "năm"}
        or _SLASHED.match(places.low, amount.mention.span.end)
        or _TIMES.match(places.low, amount.mention.span.end)
    ):
        return True
    per = per_of(places, amount)
    if names_total(places, amount) or (per == "năm" and _names_need(places, amount)):
        return False
    if amount.purpose in {"charge", "fine", "prize"} or amount.mention.qualifier == "at_most":
        return True
    if per is not None:
        return True
    start, end = amount.before.start, amount.before.end
    if _RATE.search(places.low, start, end) or _ONCE.search(places.low, start, end):
        return True
    return _sets_rates(places) and _GRANTS.search(places.low, start, end) is not None


def norms_among(places: Places, amounts: Sequence[Amount]) -> frozenset[int]:
    """The starts of the amounts that are norms, those included that a statement grants like the rate ahead of them."""
    out: set[int] = set()
    previous: Amount | None = None
    for amount in amounts:
        is_alike = previous is not None and previous.start in out and _is_alike(places, previous, amount)
        if is_norm(places, amount) or is_alike:
            out.add(amount.start)
        previous = amount
    return frozenset(out)


#: A verb that grants, right ahead of an amount.
_GRANTED = regex.compile(r"(?<!\p{L})(?:hỗ trợ|trợ cấp|hưởng|thưởng|bồi dưỡng|phụ cấp)(?:\s+(?:thêm|mức|là|bằng))*\s*$")
#: How much larger or smaller than a rate another one may be that is granted beside it.
_ALIKE = 20


def _is_alike(places: Places, rate: Amount, amount: Amount) -> bool:
    """Whether an amount is granted in the same statement as a rate, by the same verb, in the same order of size."""
    if rate.place is not None or amount.place is not None:
        return False
    if not places.statement(amount.start, reach=_REACH).contains(rate.mention.span):
        return False
    first, second = rate.mention.high or rate.mention.low, amount.mention.high or amount.mention.low
    if not first or not second or not first / _ALIKE <= second <= first * _ALIKE or names_total(places, amount):
        return False
    return _GRANTED.search(places.low, amount.before.start, amount.before.end) is not None


_NEED = regex.compile(r"(?<!\p{L})(?:kinh phí|nhu cầu|ngân sách|dự toán|vốn|nguồn lực)(?!\p{L})")


def _names_need(places: Places, amount: Amount) -> bool:
    """Whether a yearly amount is what a year costs, not a rate of support."""
    return _NEED.search(places.low, amount.before.start, amount.before.end) is not None


_ONCE = regex.compile(r"(?<!\p{L})(?:một|01|1) lần(?:\s+(?:bằng tiền|là|số tiền|với số tiền|mức))*\s*:?\s*$")
_GRANTS = regex.compile(r"(?<!\p{L})(?:hỗ trợ|trợ cấp|thưởng|bồi dưỡng|chi|phụ cấp|tặng)(?!\p{L})[^.;:]{0,60}:?\s*$")
_RULES = regex.compile(
    r"(?:mức chi|mức hỗ trợ|chính sách|chế độ|nội dung chi|định mức|mức thu|mức thưởng|mức trợ cấp|mức quà)(?!\p{L})"
)


def _sets_rates(places: Places) -> bool:
    """Whether the document's title says that it sets rates or a policy, so that what it grants is granted to each."""
    return _RULES.search(lower(places.context.header.title or "")) is not None


def per_of(places: Places, amount: Amount) -> str | None:
    """What the amount counts by: behind a slash, behind ``mỗi`` or ``cho một``, ahead as ``mỗi …``, or by its unit."""
    if slashed := _SLASHED.match(places.low, amount.mention.span.end, amount.sentence.end):
        return "/".join(part.strip() for part in slashed["units"].strip("/ ").split("/"))
    word = _EACH_AFTER.match(places.low, amount.mention.span.end, amount.sentence.end) or _each_ahead(places, amount)
    if word is None:
        return amount.mention.per
    noun = " ".join(word["noun"].split())
    return f"{noun}/{amount.mention.per}" if amount.mention.per not in {None, noun} else noun


def _each_ahead(places: Places, amount: Amount) -> regex.Match[str] | None:
    """The last ``mỗi …`` ahead of an amount; ``một`` there counts it only behind ``cho``."""
    found = _EACH_BEFORE.finditer(places.low, amount.before.start, amount.before.end)
    each = [word for word in found if word[0].startswith(("mỗi", "cho"))]
    return each[-1] if each and ":" not in places.low[each[-1].end() + 1 : amount.before.end] else None


# --- a percentage with a ceiling ----------------------------------------------------------------------------------

#: How far a ceiling may stand behind its percentage.
_REACH = 200
_OF = regex.compile(
    r"\s*(?:tổng\s+|các\s+|phần\s+)?(?:chi phí|kinh phí|giá trị|mức|số tiền|tiền|học phí|lãi suất|lệ phí|giá|dự toán"
    r"|vốn|phí|nguyên giá|số lãi|lương|thuế)(?!\p{L})"
)
#: A ceiling right behind its percentage (``30% nhưng tối đa …``, ``50%, mức hỗ trợ không quá …``).
_JOINED = regex.compile(
    r"\s*[,(]?\s*(?:nhưng|song|và|mà)?\s*(?:(?:tổng\s+)?(?:mức|số tiền|kinh phí)(?:\s+(?:hỗ trợ|chi|thưởng))?\s*)?"
)
_BREAK = regex.compile(r"[.;\n]\s|\s\|\s")
_CEILING = regex.compile(r"(?<!\p{L})(?:nhưng|song|và|mà)\s+|,|\(")


def shared_ceilings(places: Places, amounts: Sequence[Amount]) -> dict[int, Mention]:
    """For amounts by their start: the percentage that each caps (``50% chi phí nhưng không quá 300 triệu đồng``)."""
    percents = [mention for mention in places.context.reading.mentions if mention.kind == "percent"]
    starts = {amount.start for amount in amounts}
    marks = sorted([*percents, *(amount.mention for amount in amounts)], key=lambda mention: mention.span)
    return {
        money.span.start: percent
        for percent, money in pairwise(marks)
        if percent.kind == "percent" and money.span.start in starts and _caps(places.low, percent, money)
    }


def _caps(low: str, percent: Mention, money: Mention) -> bool:
    between = low[percent.span.end : money.span.start]
    if len(between) > _REACH or _BREAK.search(low, percent.span.end, money.span.start):
        return False
    if money.qualifier != "at_most" or _CEILING.search(between) is None:
        return False
    return _OF.match(low, percent.span.end) is not None or _JOINED.fullmatch(between) is not None
