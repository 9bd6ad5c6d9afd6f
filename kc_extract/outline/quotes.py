"""Text that a document quotes whole, to stand in another one: its articles and items are not this document's."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_OPENING = ("“", '"')
#: A quotation that begins behind what leads in to it (``1. Sửa đổi Điều 5: “Điều 5. …``).
_LED = regex.compile(r":\s*“\s*(?=(?:Điều|Chương|Mục|Khoản)\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)")
#: A quotation that is not closed within so many paragraphs lost its closing mark, and hides nothing.
_LONGEST = 120


def quoted_paragraphs(texts: Sequence[str]) -> frozenset[int]:
    """The indices of the paragraphs that stand inside quotation marks, from the one that opens them to the close.

    Where they open behind other words, that paragraph is none of them.
    """
    inside: set[int] = set()
    at = 0
    while at < len(texts):
        opens = texts[at].startswith(_OPENING)
        end = _close(texts, at) if opens or _LED.search(texts[at]) else None
        if end is not None:
            inside.update(range(at if opens else at + 1, end + 1))
        at = at + 1 if end is None else end + 1
    return frozenset(inside)


def _close(texts: Sequence[str], start: int) -> int | None:
    """The paragraph in which the quotation that opens at ``start`` is closed; None where it never is."""
    curly = not texts[start].startswith('"')
    balance = 0
    for at in range(start, min(len(texts), start + _LONGEST)):
        balance += texts[at].count("“") - texts[at].count("”") if curly else texts[at].count('"')
        if (curly and balance <= 0) or (not curly and balance % 2 == 0):
            return at
    return None
