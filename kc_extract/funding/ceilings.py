"""The percentage that goes with a ceiling in one phrase (``50% chi phí nhưng không quá 300 triệu đồng``)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places
from kc_extract.types import Mention

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
_CEILING = regex.compile(r"(?<!\p{L})(?:(?:nhưng|song|và|mà)\s+|với\s+(?:tổng\s+)?mức(?!\p{L}))|,|\(")


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
