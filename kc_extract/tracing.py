"""From a span to the page and the boxes where it is printed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TypeVar

import msgspec

from kc_extract.layout.composer import boxes
from kc_extract.types import Box, Document, Note, Record, Span

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Tracer:
    """Finds the printed words under a span; built once for a document."""

    def __init__(self, document: Document) -> None:
        self._words = document.words
        self._starts = [word.span.start for word in document.words]
        self._ends = [word.span.end for word in document.words]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """One box per printed line that the span covers, around the words themselves; none without pages."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return boxes(self._words[first:last])

    def recognition(self, span: Span) -> float:
        """The confidence of the worst recognised word under the span; 1 for text that was not recognised."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return min((word.confidence for word in self._words[first:last]), default=1.0)

    def trace(self, record: AnyRecord) -> AnyRecord:
        """The record with its boxes and the page of the first one."""
        found = self.boxes(record.span)
        return msgspec.structs.replace(record, boxes=found, page=found[0].page if found else None)

    def trace_note(self, note: Note) -> Note:
        """The note with the page of its span, where it names none."""
        if note.page is not None or note.span is None:
            return note
        found = self.boxes(note.span)
        return msgspec.structs.replace(note, page=found[0].page if found else None)
