"""Numbering inside one paragraph: ``1) Xây dựng … 2) Tổ chức …``, and an item on the line of its heading."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kc_extract.outline.markers import Marker
from kc_extract.outline.run_in import is_heading
from kc_extract.types import Span

_ITEM = regex.compile(r"(?:^|(?<=[.;:…]\s?))(?P<number>\d{1,2})\)\s*(?=\p{Lu})")
#: One ``1)`` alone is no list.
_LIST = 2
_FIRST = regex.compile(r"\s(?P<mark>a\))\s+(?=\p{Lu})")
_STOP = regex.compile(r"[.;:!?…](?=\s|$)")


def inline_markers(text: str, span: Span) -> Iterator[tuple[Marker, Span]]:
    """The markers of a list that runs inside the paragraph, where it counts 1, 2, …; the opening one left out."""
    for item in _items(text, span):
        if item.start() > span.start:
            number = item["number"]
            yield (
                Marker(system="paren", text=number, value=(int(number),), end=0),
                Span(item.start(), item.end("number") + 1),
            )


def opens_running_list(text: str, span: Span) -> bool:
    """Whether the paragraph's own marker is the first of a list that runs inside it."""
    return any(item.start() == span.start for item in _items(text, span)[:1])


def _items(text: str, span: Span) -> list[regex.Match[str]]:
    found = list(_ITEM.finditer(text, span.start, span.end))
    counts = [int(item["number"]) for item in found] == list(range(1, len(found) + 1))
    return found if counts and len(found) >= _LIST else []


def first_item(text: str, rest: Span) -> Span | None:
    """The marker ``a)`` behind a heading that lost the line break before it (``2. Quyền hạn của Quỹ a) Tổ chức …``)."""
    found = _FIRST.search(text, rest.start, rest.end)
    if (
        found is None
        or _STOP.search(text, rest.start, found.start())
        or not is_heading(text[rest.start : found.start()])
    ):
        return None
    return Span(*found.span("mark"))
