"""The values that goals start from (``từ 60% lên 75%``, ``(hiện có 64)``), which are no goals of their own."""

from __future__ import annotations

import itertools

import msgspec
import regex

from kc_extract.context import Context
from kc_extract.targets.aims import as_measure
from kc_extract.targets.times import TIME
from kc_extract.types import Direction, Mention, Span, Target

_FROM = regex.compile(r"(?:^|\s)từ(?:\s+mức)?\s*$")
_TO = regex.compile(
    rf"\s*(?:\([^()]*\)\s*|{TIME}\s+)?(?:(?:tăng|giảm|nâng)\s+)?(?:lên|xuống|còn|lên mức|lên thành|xuống còn"
    r"|lên đến|lên tới|đến)\s*(?:đạt\s*)?(?:(?:dưới|trên|khoảng|gần|hơn|mức|tối thiểu|ít nhất)\s*)?$"
)

_BEHIND = regex.compile(
    r"[^().;:,\d\n]{0,60}\(\s*(?:(?:hiện|hiện nay|hiện tại)(?:\s+(?:đang\s+)?(?:có|là|đạt|ở mức))?"
    r"|(?:cuối\s+)?năm\s+(?P<year>(?:19|20)\d{2})(?:\s+(?:có|là|đạt|ở mức))?)\s*:?\s*"
)


def find_baselines(context: Context) -> dict[Span, Mention]:
    """For each goal the value that it starts from (``từ 60% lên 75%``), by the goal's span."""
    folded = context.folded
    out: dict[Span, Mention] = {}
    everything = context.reading.mentions
    for first, second in itertools.pairwise(everything):
        if first.unit != second.unit or first.kind != second.kind:
            continue
        printed = (
            folded[first.span.start : first.quantity.start] or folded[max(0, first.span.start - 10) : first.span.start]
        )
        if (
            first.low is not None
            and _FROM.search(printed)
            and _TO.match(
                folded[first.span.end : second.span.start]
                + folded[second.span.start : second.quantity.start].removesuffix(" ")
            )
        ):
            out[second.span] = first
        elif _is_told_behind(context, first, second):
            out[first.span] = second
    return out


def _is_told_behind(context: Context, goal: Mention, start: Mention) -> bool:
    """Whether brackets behind a goal tell what holds today or held in a year before (``(năm 2023 là 15,2‰)``)."""
    found = _BEHIND.fullmatch(context.folded, goal.span.end, start.span.start)
    if found is None:
        return False
    return found["year"] is None or _is_past(context, int(found["year"]))


def _is_past(context: Context, year: int) -> bool:
    header = context.header
    dated = header.issued_on or header.published_on
    first = header.period[0] if header.period is not None else dated.year if dated is not None else None
    return first is not None and year < first


def with_baseline(context: Context, target: Target, baseline: Mention | None) -> Target:
    """The target with the value that it starts from, in its own unit, and the direction that follows."""
    if baseline is None:
        return target
    start = as_measure(context, baseline).low if baseline.kind == "money" else baseline.low
    if start is None:
        return target
    goal = target.high if target.high is not None else target.low
    direction: Direction = "up" if goal is not None and goal > start else "down"
    return msgspec.structs.replace(target, baseline=start, direction=direction)
