"""Percentages that divide one whole: a stated structure must add up to 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from kc_extract.checks.slips import Sides, sum_check
from kc_extract.context import Context
from kc_extract.text import lower
from kc_extract.types import Check, Paragraph, Target

_STRUCTURE = regex.compile(r"(?<!\p{L})(?:cơ cấu|tỷ trọng các|chia theo tỷ lệ|tỷ lệ phân bổ)(?!\p{L})")
_MOVES = regex.compile(
    r"(?<!\p{L})(?:tăng|giảm|tốc độ|so với|vượt|ít nhất|tối thiểu|tối đa|không quá|không dưới)(?!\p{L})"
)
_WHOLE = Decimal(100)
#: Fewer shares do not divide a whole.
_SHARES = 2


def percent_checks(context: Context, targets: Sequence[Target]) -> Iterator[Check]:
    """For each paragraph that states a structure in percent: whether its shares make 100."""
    low = lower(context.text)
    for paragraph in context.document.paragraphs:
        if paragraph.role != "body":
            continue
        words = low[paragraph.span.start : paragraph.span.end]
        if _STRUCTURE.search(words) and not _MOVES.search(words):
            yield from _check(paragraph, targets)


def _check(paragraph: Paragraph, targets: Sequence[Target]) -> Iterator[Check]:
    shares = [t for t in targets if t.unit in {"%", "phần trăm"} and paragraph.span.contains(t.span)]
    values = [target.low for target in shares if target.low is not None and target.low == target.high]
    if len(values) < _SHARES or len(values) != len(shares):
        return
    is_estimate = any(target.qualifier == "about" for target in shares)
    margin = Decimal(1) if is_estimate else Decimal(0)
    records = tuple(target.id for target in shares)
    where = shares[0].section or shares[0].part
    yield sum_check("percent_100", records, Sides(_WHOLE, sum(values, Decimal(0)), margin), f"shares in {where}")
