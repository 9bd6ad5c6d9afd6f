"""The text of a document cut into the passages that are searched, folded so that accents and case do not matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kc_extract.text import bare
from kc_extract.types import Extraction, Frozen, PageInfo, Span

#: PostgreSQL keeps 256 places of a word in one text vector, and takes none of more than a megabyte.
LONGEST = 10_000

_NO_WORD = re.compile(r"[\W_]")


class Passage(Frozen, frozen=True, kw_only=True):
    """A stretch of the text; ``page`` is None where the input has no pages, ``folded`` as long as the span."""

    page: int | None
    span: Span
    folded: str


def fold(text: str) -> str:
    """The text in lower case without accents, a blank for whatever is no letter or digit; of the same length."""
    return _NO_WORD.sub(" ", bare(text))


def cut(extraction: Extraction) -> Iterator[Passage]:
    """The passages of an extraction, which leave nothing out: one per page, or several where a page is very long.

    A passage runs on to the end of the paragraph that crosses its page's foot, so that no phrase is torn apart there.
    """
    text = extraction.text
    pages = placed_pages(extraction)
    starts = [0, *(page.span.start for page in pages[1:] if page.span)]
    for place, start in enumerate(starts):
        turn = starts[place + 1] if place + 1 < len(starts) else len(text)
        number = pages[place].number if pages else None
        for span in _pieces(text, start, _paragraph_end(text, turn)):
            yield Passage(page=number, span=span, folded=fold(text[span.start : span.end]))


def placed_pages(extraction: Extraction) -> list[PageInfo]:
    """The pages with text in the order in which the text comes to them; none where the input has no pages."""
    if not extraction.document.pages:
        return []
    return sorted((page for page in extraction.pages if page.span), key=lambda page: (page.span, page.number))


def page_at(pages: Sequence[PageInfo], offset: int) -> int | None:
    """The number of the page on which the text at ``offset`` is printed."""
    if not pages:
        return None
    starts = [page.span.start for page in pages if page.span]
    return pages[max(bisect_right(starts, offset) - 1, 0)].number


def _paragraph_end(text: str, offset: int) -> int:
    if offset >= len(text) or text[offset - 1 : offset] == "\n":
        return min(offset, len(text))
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch, cut at line ends or blanks where it is longer than a passage may be."""
    while end - start > LONGEST:
        limit = start + LONGEST
        turn = max(text.rfind("\n", start + 1, limit), text.rfind(" ", limit - 200, limit), start + 1)
        turn = turn if turn > start + LONGEST // 2 else limit
        yield Span(start, turn)
        start = turn
    yield Span(start, end)
