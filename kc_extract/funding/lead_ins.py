"""Parts under a lead-in: bullets and items below the line that states their total."""

from __future__ import annotations

from bisect import bisect_left

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.carried import carried_from
from kc_extract.funding.links import OPEN_END, SPLIT, Link, Sums, names_source
from kc_extract.funding.norms import names_total
from kc_extract.funding.places import Places
from kc_extract.types import Span

#: A line that only opens a split; the total stands in the line above it.
_BARE = regex.compile(
    r"[\s\-+•*]*(?:trong đó|cụ thể|bao gồm|gồm|chia ra|cơ cấu|phân theo)(?!\p{L})[^\n]{0,160}[:：]\s*"
)
#: Words that take up a total stated before (``Tổng kinh phí trên được phân kỳ như sau``).
_BACK = regex.compile(
    r"(?<!\p{L})(?:tổng )?(?:số )?(?:kinh phí|vốn|tiền|nguồn vốn)\s+(?:trên|này|nói trên|nêu trên)(?!\p{L})"
)


def led_link(places: Places, sums: Sums, first: Amount) -> Link | None:
    """The total that the first amount of a paragraph is a part of, told by the lines that lead in to it."""
    for lead in places.leads(first.start):
        span = places.paragraphs[lead].span
        if span.start not in sums.paragraphs and _BARE.fullmatch(places.low, span.start, span.end) and lead:
            span = places.paragraphs[lead - 1].span
            if (whole := sums.whole_in(span.start)) is not None:
                return Link(parent=whole, opener=span.start)
            continue
        if (whole := sums.whole_in(span.start)) is not None:
            return Link(parent=whole, opener=span.start) if _splits(places, sums.by_start[whole], span, first) else None
        if not OPEN_END.search(places.low, span.start, span.end):
            return None
    return None


def carried_link(places: Places, sums: Sums, first: Amount) -> Link | None:
    """The total of the paragraph above that a paragraph splits which opens with ``Trong đó`` and is no item itself."""
    above = carried_from(places, first.start)
    whole = sums.whole_in(places.paragraphs[above].span.start) if above is not None else None
    if whole is None or sums.is_split(whole):
        return None
    return Link(parent=whole, opener=places.paragraph(first.start).start)


def _splits(places: Places, whole: Amount, line: Span, first: Amount) -> bool:
    """Whether what stands under a line splits its total: the line ends open, or the item names a source of it."""
    if names_total(places, first):
        return False
    if OPEN_END.search(places.low, line.start, line.end):
        return True
    return names_total(places, whole) and names_source(places, first.before.start, first.before.end)


def back_link(places: Places, sums: Sums, first: Amount) -> Link | None:
    """The total stated last, where the words ahead of an amount take it up and split it."""
    found = _BACK.search(places.low, first.before.start, first.before.end)
    if found is None or not SPLIT.search(places.low, found.end(), first.before.end):
        return None
    whole = bisect_left(sums.totals, found.start()) - 1
    return Link(parent=sums.totals[whole], opener=found.start()) if whole >= 0 else None
