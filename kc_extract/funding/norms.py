"""Rates, prices and ceilings: which amounts are norms, and per what they count."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places
from kc_extract.funding.rates import is_alike, is_led_by_rates, names_rate

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
    return names_rate(places, amount) or (not _names_need(places, amount) and is_led_by_rates(places, amount))


def norms_among(places: Places, amounts: Sequence[Amount]) -> frozenset[int]:
    """The starts of the amounts that are norms, those included that a statement grants like the rate ahead of them."""
    out: set[int] = set()
    rate: Amount | None = None
    for amount in amounts:
        goes_on = rate is not None and not names_total(places, amount) and is_alike(places, rate, amount)
        rate = amount if goes_on or is_norm(places, amount) else None
        if rate is not None:
            out.add(rate.start)
    return frozenset(out)


_NEED = regex.compile(r"(?<!\p{L})(?:kinh phí|nhu cầu|ngân sách|dự toán|vốn|nguồn lực)(?!\p{L})")


def _names_need(places: Places, amount: Amount) -> bool:
    """Whether a yearly amount is what a year costs, not a rate of support."""
    return _NEED.search(places.low, amount.before.start, amount.before.end) is not None


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
