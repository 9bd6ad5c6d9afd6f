"""Paragraphs that go on with what the one above says of its money: they open with ``Trong đó`` and the like."""

from __future__ import annotations

import regex

from kc_extract.funding.places import Places

_OPENS = regex.compile(r"[\s\-+•*]*(?:trong đó|trong số đó|trong số này|cụ thể|bao gồm|gồm)(?!\p{L})")


def carried_from(places: Places, offset: int) -> int | None:
    """The number of the paragraph that the one at the offset goes on with; None where it begins anew or is an item."""
    at = places.index.paragraph_index(offset)
    if not at or places.cell(offset) is not None or places.opener(at) is not None:
        return None
    if places.paragraphs[at - 1].role != "body":
        return None
    span = places.paragraphs[at].span
    return at - 1 if _OPENS.match(places.low, span.start, min(span.end, offset)) is not None else None
