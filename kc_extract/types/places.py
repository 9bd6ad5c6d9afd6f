"""Where a thing is printed: spans into the text, boxes on the page, and notes on a place."""

from __future__ import annotations

import msgspec

from kc_extract.types.vocabulary import BBox


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value: immutable, compared by value, built by keyword."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of character offsets into ``Document.text``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Box(Frozen, frozen=True, kw_only=True):
    """A rectangle around printed words: page number from 1, ``bbox`` = (x0, y0, x1, y1) in points."""

    page: int
    bbox: BBox


class Note(Frozen, frozen=True, kw_only=True):
    """Anything doubtful, unread, limited or converted; ``message`` says what, where and what to do."""

    code: str
    message: str
    page: int | None = None
    span: Span | None = None
