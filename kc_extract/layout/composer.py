"""The builder of a document's text: words are written once, and everything that is kept points to where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.layout.flow import Paragraphs
from kc_extract.layout.grid import Place, header_rows, places
from kc_extract.layout.regions import Region
from kc_extract.types import Box, Cell, Line, Paragraph, PlacedWord, Span, Table, Word

#: A số hiệu broken at its slash or hyphen by the line's end (``46/2012/TT-`` / ``BCT``) is one word.
_BROKEN_NUMBER = regex.compile(r"\d+/\S*[-/]$")
_NUMBER_TAIL = regex.compile(r"^(?:[A-ZĐ]{2}|\d{4}/)")
_CELL_GAP = " | "


class Composer:
    """Collects paragraphs and tables in reading order; ``text`` gives what was written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._line = 0
        self.words: list[PlacedWord] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []

    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def add_paragraph(self, paragraph: Paragraphs) -> None:
        """Write the lines of a paragraph, joined by spaces."""
        self._separate("\n")
        start, first = self._length, len(self.words)
        self._write_lines(paragraph.lines)
        words = self.words[first:]
        self.paragraphs.append(
            Paragraph(
                span=Span(start, self._length),
                role=paragraph.role,
                lead=_lead(words) - start,
                bold=all(word.bold for word in words),
                centred=all(line.centred for _, line in paragraph.lines),
            )
        )

    def add_table(self, region: Region) -> None:
        """Write a table row by row, one paragraph a row."""
        identity = f"table-{len(self.tables) + 1}"
        start = self._length + (1 if self._length else 0)
        rows = [self._add_row(row, identity) for row in places(region.rows) if row]
        head = header_rows(rows)
        self.tables.append(
            Table(
                id=identity,
                page=region.page,
                span=Span(min(start, self._length), self._length),
                header=tuple(rows[:head]),
                rows=tuple(rows[head:]),
            )
        )

    def _add_row(self, row: Sequence[Place], table: str) -> tuple[Cell, ...]:
        self._separate("\n")
        start = self._length
        cells = tuple(self._add_cell(place, first=not index) for index, place in enumerate(row))
        self.paragraphs.append(Paragraph(span=Span(start, self._length), role="table", table=table))
        return cells

    def _add_cell(self, place: Place, *, first: bool) -> Cell:
        if not first:
            self._write(_CELL_GAP)
        start, word = self._length, len(self.words)
        self._write_lines(place.cell.lines)
        return Cell(
            row=place.row,
            column=place.column,
            rowspan=place.cell.rowspan,
            colspan=place.cell.colspan,
            text="".join(self._tail(start)),
            span=Span(start, self._length),
            boxes=boxes(self.words[word:]),
        )

    def _tail(self, start: int) -> Iterator[str]:
        """The parts written from ``start`` on; parts begin where words begin."""
        length, index = self._length, len(self._parts)
        while length > start:
            index -= 1
            length -= len(self._parts[index])
        yield from self._parts[index:]

    def _write_lines(self, lines: Sequence[tuple[int, Line]]) -> None:
        last = ""
        for number, (page, line) in enumerate(lines):
            for index, word in enumerate(line.words):
                if (number or index) and not (not index and _is_broken(last, word.text)):
                    self._write(" ")
                self._write_word(word, page)
                last = word.text
            self._line += 1

    def _write_word(self, word: Word, page: int) -> None:
        start = self._length
        self._write(word.text)
        self.words.append(
            PlacedWord(
                span=Span(start, self._length),
                page=page,
                line=self._line,
                bbox=word.bbox,
                bold=word.bold,
                italic=word.italic,
                confidence=word.confidence,
            )
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _separate(self, text: str) -> None:
        if self._length:
            self._write(text)


def boxes(words: Sequence[PlacedWord]) -> tuple[Box, ...]:
    """One box per printed line around the words themselves; none where the input has no pages."""
    lines: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for word in words:
        if word.bbox is not None:
            lines.setdefault((word.page, word.line), []).append(word.bbox)
    return tuple(
        Box(
            page=page,
            bbox=(
                round(min(b[0] for b in group), 2),
                round(min(b[1] for b in group), 2),
                round(max(b[2] for b in group), 2),
                round(max(b[3] for b in group), 2),
            ),
        )
        for (page, _), group in lines.items()
    )


def _lead(words: Sequence[PlacedWord]) -> int:
    """Where the leading bold or italic run ends, in characters of the text; the first word's start without one."""
    end = words[0].span.start if words else 0
    for word in words:
        same = (word.bold, word.italic) == (words[0].bold, words[0].italic)
        if not same or not (word.bold or word.italic):
            break
        end = word.span.end
    return end


def _is_broken(last: str, word: str) -> bool:
    return _BROKEN_NUMBER.search(last) is not None and _NUMBER_TAIL.match(word) is not None
