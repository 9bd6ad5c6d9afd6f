"""The noun phrase that a figure counts, from its unit to the end of its clause, as written."""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.targets.times import TIME
from kc_extract.targets.words import any_of
from kc_extract.text import lower

_GLOSS = regex.compile(r"\s*\([^()\d]{1,24}\)")
_DANGLING = regex.compile(r"\s+(?:và|hoặc|với|để|cho|từ|tại|của)\s*$")


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
    end = _end().search(folded, unit)
    if end and (gloss := _GLOSS.match(body, end.start())):
        end = _end().search(folded, gloss.end()) if body[gloss.end() :].strip() else None
    phrase = _DANGLING.sub("", (body[: end.start()] if end else body).strip(" ,.;:–-"))
    return phrase.strip(" ,.;:") or None
