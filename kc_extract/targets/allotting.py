"""Shares that are allotted: the verb and what it allots, told ahead of the word that names the rate."""

from __future__ import annotations

import regex

from kc_extract.targets.times import trim_times
from kc_extract.targets.words import pattern
from kc_extract.text import lower

#: The rate at the end of a clause (``phân bổ vốn … với định mức``), and at its head (``Định mức phân bổ vốn …:``).
_AT_END = regex.compile(r"\s+với\s+(?:định mức|mức|tỷ lệ|tỉ lệ)\s*$")
_AT_HEAD = regex.compile(r"\s*định mức\s+")
#: What is allotted (``vốn đầu tư phát triển``), whose name may hold a verb.
_MONEY = regex.compile(r"\s+(?:vốn|kinh phí|ngân sách|dự toán|chi phí|học phí)(?!\p{L})")
#: Two verbs make one phrase with no more words between them (``xây dựng phương án phân bổ``).
_OBJECT = 2
#: The verb stands no further ahead, in characters.
_REACH = 300


def allotted(before: str) -> tuple[str, str] | None:
    """The verb phrase and what is allotted, as written; None where no rate is named."""
    folded = lower(before)
    head = _AT_HEAD.match(folded)
    if head is not None and (verb := pattern("actions").match(folded, head.end())) is not None:
        return _told(before[verb.start() : verb.end()], before[verb.end() :])
    tail = _AT_END.search(folded, max(0, len(folded) - _REACH))
    if tail is None:
        return None
    verbs = list(pattern("actions").finditer(folded, max(0, tail.start() - _REACH), tail.start()))
    if not verbs:
        return None
    at = next((at for at in reversed(range(len(verbs))) if _MONEY.match(folded, verbs[at].end())), len(verbs) - 1)
    start, end = verbs[at].span()
    for earlier in reversed(verbs[:at]):
        gap = folded[earlier.end() : start]
        if "," in gap or len(gap.split()) > _OBJECT:
            break
        start = earlier.start()
    return _told(before[start:end], before[end : tail.start()])


def _told(verb: str, what: str) -> tuple[str, str] | None:
    what = trim_times(what).strip(" ,:")
    return (verb, what) if what else None
