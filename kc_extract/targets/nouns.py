"""The noun phrase that a figure counts, from its unit to the end of its clause, as written."""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.targets.times import TIME
from kc_extract.targets.words import any_of
from kc_extract.text import lower

_GLOSS = regex.compile(r"\s*\([^()\d]{1,24}\)")
_DANGLING = regex.compile(r"\s+(?:và|hoặc|với|để|cho|từ|tại|của)\s*$")

_COPULA = regex.compile(r"^(?:là|đối với)\s+")
#: The two sides of a bound: ``từ 3 sao trở lên``, ``trình độ đại học trở lên``.
_OPENS = regex.compile(
    r"\s(?:từ\s+[^,;:]*|(?:trình độ|hạng|loại|mức|cấp|chuẩn|đại học|cao đẳng|trung cấp|sơ cấp)(?!\p{L})[^,;:]*"
    r"|\d+\s+\p{L}+)$"
)
_CLOSES = regex.compile(r"\s*trở\s")


@cache
def _end() -> regex.Pattern[str]:
    """What follows a counted noun without belonging to it: bases, times, purposes, a bracket."""
    return regex.compile(
        rf",?\s+(?:{any_of('noun_ends')}|{TIME}|giai đoạn\s+\d{{4}}|(?:mỗi|hằng|hàng) năm\s*$)"
        rf"|,\s+{any_of('comma_ends')}|\s*\("
    )


def noun_of(body: str, unit: int) -> str | None:
    """The phrase at the start of the text, whose first ``unit`` characters are the noun; a gloss in brackets stays."""
    folded = lower(body)
    end = _ending(folded, unit)
    if end and (gloss := _GLOSS.match(body, end.start())):
        end = _ending(folded, gloss.end()) if body[gloss.end() :].strip() else None
    phrase = _DANGLING.sub("", (body[: end.start()] if end else body).strip(" ,.;:–-"))
    return _COPULA.sub("", phrase.strip(" ,.;:")) or None


def _ending(folded: str, start: int) -> regex.Match[str] | None:
    """Where the phrase ends; the close of a bound that it holds itself does not end it (``từ 3 sao trở lên``)."""
    for end in _end().finditer(folded, start):
        if not (_CLOSES.match(end[0]) and _OPENS.search(folded, start, end.start())):
            return end
    return None
