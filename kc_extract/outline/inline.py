"""Numbering inside one paragraph: ``1) Xây dựng … 2) Tổ chức …``."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kc_extract.outline.markers import Marker
from kc_extract.types import Span

_ITEM = regex.compile(r"(?:^|(?<=[.;:…]\s?))(?P<number>\d{1,2})\)\s*(?=\p{Lu})")
#: One ``1)`` alone is no list.
_LIST = 2


def inline_markers(text: str, span: Span) -> Iterator[tuple[Marker, Span]]:
    """The markers of a list that runs inside the paragraph, where it counts 1, 2, …; the opening one left out."""
    found = list(_ITEM.finditer(text, span.start, span.end))
    if len(found) < _LIST or [int(item["number"]) for item in found] != list(range(1, len(found) + 1)):
        return
    for item in found:
        if item.start() > span.start:
            number = item["number"]
            yield (
                Marker(system="paren", text=number, value=(int(number),), end=0),
                Span(item.start(), item.end("number") + 1),
            )
