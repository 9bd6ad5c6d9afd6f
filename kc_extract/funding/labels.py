"""What tells the parts of a total apart: their sources, years, recipients, activities, or mere items."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.links import Link
from kc_extract.funding.places import Places
from kc_extract.funding.sources import own_source, source_in
from kc_extract.funding.words import headings
from kc_extract.text import lower
from kc_extract.types import Breakdown, Span

_YEAR = regex.compile(r"(?<!\d)(?:năm|giai đoạn)\s+(?:19|20)\d{2}|^\W*(?:19|20)\d{2}\W*$|(?:19|20)\d{2}$")
_LEAD = r"^[\s\-+•*]*(?:\p{L}{1,2}[.)]\s*|\d+(?:\.\d+)*[.)]?\s+)?(?:cho\s+)?(?:các\s+)?"


def breakdowns(places: Places, amounts: Sequence[Amount], links: dict[int, Link]) -> dict[Link, Breakdown]:
    """For each split what most of its parts are told apart by, so that a split has one kind."""
    splits: dict[Link, list[Amount]] = {}
    for amount in amounts:
        link = links.get(amount.start)
        if link is not None:
            splits.setdefault(link, []).append(amount)
    return {link: _split_kind(places, parts, link) for link, parts in splits.items()}


def _split_kind(places: Places, parts: Sequence[Amount], link: Link) -> Breakdown:
    """What most parts of a split are told apart by; a year in all their headers tells none from another."""
    years = {tuple(_FIGURES.findall(part.place.column or "")) for part in parts if part.place is not None}
    found = [_label_kind(places, part, link, shared=len(parts) > 1 and len(years) == 1) for part in parts]
    return max(sorted(found), key=found.count)


_FIGURES = regex.compile(r"(?:19|20)\d{2}")


def _label_kind(places: Places, amount: Amount, link: Link, *, shared: bool) -> Breakdown:
    """What the words of one part tell it apart by; ``shared``: the years of its header are those of all parts."""
    if amount.place is None:
        return _prose_kind(places, amount)
    if link.across:
        words = lower(amount.place.column or "")
        if source_in(words, Span(0, len(words))) is not None:
            return "source"
        return _kind(False, lower(amount.place.name or "") if shared else words)  # noqa: FBT003 as named below
    label, header = lower(amount.place.row or ""), lower(amount.place.label_header or "")
    if (told := _header_kind(header)) is not None:
        return told
    return _kind(source_in(label, Span(0, len(label))) is not None, label)


def _prose_kind(places: Places, amount: Amount) -> Breakdown:
    return _kind(own_source(places, amount) is not None, places.low_text(amount.before))


def _kind(names_source: bool, words: str) -> Breakdown:  # noqa: FBT001 one caller's finding, not an option
    if names_source:
        return "source"
    if _YEAR.search(words):
        return "year"
    label = regex.sub(_LEAD, "", words)
    if headings().recipient.match(label):
        return "recipient"
    return "activity" if headings().activity.match(label) else "item"


def _header_kind(header: str) -> Breakdown | None:
    """What the header of a table's label column says its rows are."""
    if not header:
        return None
    if regex.search(r"nguồn", header):
        return "source"
    if headings().recipient.match(header):
        return "recipient"
    return "activity" if headings().activity.match(header) else None
