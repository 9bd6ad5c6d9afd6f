"""The verb phrase that governs a figure, as written."""

from __future__ import annotations

import itertools
from functools import cache

import regex

from kc_extract.targets.words import any_of, pattern
from kc_extract.text import lower

#: What parts one clause from the next before a verb: a comma, or a time expression.
_OPENS = regex.compile(
    r",\s*(?:(?:trong đó|dự kiến|phấn đấu)\s+)?$|(?:năm\s+\d{4}|giai đoạn\s+\d{4}\s*[-–]\s*\d{4})[\s,]*$"
)
#: Verbs in a list share the figure: ``tuyên truyền, phổ biến, giáo dục … cho``.
_LISTED = regex.compile(r"[^,]{1,25},\s")
_PASSIVE = regex.compile(
    r"\bđược\s+(?:đưa\s+vào\s+)?\p{Ll}+(?:\s+\p{Ll}+)?(?:,\s+\p{L}+(?:\s+\p{L}+)?)*(?:\s+và\s+\p{L}+\s+\p{L}+)?"
)
_MANNER = regex.compile(r"\s(?:theo|đúng)\s")
_ESTIMATE = regex.compile(r"\s+(?:khoảng|dự kiến|ước)$")
#: A verb with no more words than this before the comma is one of a list: ``đào tạo nghề, truyền nghề cho``.
_OBJECT = 1
#: Behind so many words the verb that says that the figure is reached is the action alone.
_LONG = 6


def action_of(before: str) -> str | None:
    """The verb phrase up to the figure: the finite verb, else all from the verb that opens the last clause."""
    folded = lower(before)
    found = list(pattern("actions", "results").finditer(folded))
    if not found:
        return None
    finite = _finite(folded)
    if finite is not None:
        return before[finite[0] : finite[1]].strip()
    start = found[0].start()
    for earlier, match in itertools.pairwise(found):
        gap = folded[earlier.end() : match.start()]
        if gap.endswith(" để ") or _opens(folded, gap, match.start()):
            start = match.start()
    if folded[:start].endswith("được "):
        start -= len("được ")
    return _ESTIMATE.sub("", before[start:].strip(" ,:")) or None


def _opens(folded: str, gap: str, start: int) -> bool:
    """Whether the verb at ``start`` opens a clause of its own, the gap being what parts it from the verb before."""
    return len(gap.strip(" ,").split()) > _OBJECT and bool(_OPENS.search(gap)) and not _LISTED.match(folded, start)


@cache
def _finite_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    action = any_of("actions")
    finite = regex.compile(
        rf"(?P<verb>(?:{any_of('modals')}|được)\s+{action})\s*$|được\s+{any_of('agents')}\s+(?P<verb>{action})\s*$"
    )
    return finite, regex.compile(rf"(?P<verb>{any_of('reached')})\s*$")


def _finite(folded: str) -> tuple[int, int] | None:
    """Where the verb right before the figure stands, if a modal, an agent or a long clause sets it apart."""
    finite, reached = _finite_patterns()
    found = finite.search(folded)
    if found is None:
        found = reached.search(folded)
        if found is not None and len(folded[: found.start()].split()) < _LONG:
            found = None
    return found.span("verb") if found is not None else None


def part_object(action: str) -> tuple[str, str] | None:
    """The verbs at the head of an action and what they are done to (``nạo vét`` ``kênh``); None without either."""
    found = _verbs().match(lower(action))
    if found is None:
        return None
    thing = _EXTENT.sub("", action[found.end() :]).strip()
    return (action[: found.end()].strip(), thing) if regex.match(r"\p{L}", thing) else None


#: What names the extent that the figure gives (``tuyến đường dài 15 km``).
_EXTENT = regex.compile(r"\s+(?:(?:với|có)\s+)?(?:tổng\s+)?(?:chiều\s+)?(?:dài|diện tích)\s*$")


@cache
def _verbs() -> regex.Pattern[str]:
    verb = any_of("actions")
    joint = r"(?:\s*,\s*|\s+(?:và|hoặc)\s+|(?<=tổ chức|thực hiện|triển khai|tiếp tục)\s+)"
    return regex.compile(rf"{verb}(?:{joint}{verb})*(?:\s+mới)?")


def passive_of(noun: str | None) -> str | None:
    """What is done to the counted, in the passive: ``được`` with its verbs."""
    found = _PASSIVE.search(noun) if noun is not None else None
    return found[0] if found is not None else None


def predicate_of(noun: str | None) -> str | None:
    """What becomes of a share: ``được`` with its verbs, else the first predicate of the list."""
    if noun is None:
        return None
    folded = lower(noun)
    found = _PASSIVE.search(noun)
    if found is not None and found.end() == len(noun) and (manner := _MANNER.search(folded, 0, found.start())):
        done = list(pattern("predicates", "actions").finditer(folded, 0, manner.start()))
        found = done[-1] if done else found  # ``bố trí công chức theo vị trí được phê duyệt``
    found = found or pattern("predicates").search(folded)
    if found is None:  # a verb of one syllable is as often half of a noun (``cấp xã``)
        verbs = pattern("actions").finditer(folded, folded.find(" ") + 1)
        found = next((verb for verb in verbs if " " in verb[0]), None) or pattern("weak_predicates").search(folded)
    return noun[found.start() : found.end()] if found else None
