"""Where an amount stands for the funding rules: its cell or sentence, and the lines that lead in to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import regex

from kc_extract.context import Context, Index
from kc_extract.text import lower
from kc_extract.types import Cell, Paragraph, Section, Span

_END = r"[.!?]\s+(?=\p{Lu})|\n"
#: Where a sentence ends ahead of a capital, or its line does; the second finds the last of them ahead of an offset.
STOP, _STOP = regex.compile(_END), regex.compile(f"(?r){_END}")
#: The heading of an attachment and its title stand in its first lines.
_TITLE_LINES = 4
_SIGNS = "-+•*–"
#: A plain paragraph stands below the heading of its section and above the items in it.
_PLAIN = 0.5


class Places:
    """Look-ups over one context that the funding rules share; built once, read only."""

    def __init__(self, context: Context, index: Index) -> None:
        self.context = context
        self.index = index
        self.text = context.text
        self.low = lower(context.text)
        self.paragraphs: Sequence[Paragraph] = context.document.paragraphs
        self._openers = {self.index.paragraph_index(s.span.start): s for s in reversed(context.outline.sections)}
        cells = [cell for table in context.document.tables for row in (*table.header, *table.rows) for cell in row]
        self._cells = sorted((cell for cell in cells if cell.text), key=lambda cell: cell.span)
        self._cell_starts = [cell.span.start for cell in self._cells]

    def cell(self, offset: int) -> Cell | None:
        """The table cell that holds the offset; None in prose."""
        at = bisect_right(self._cell_starts, offset) - 1
        return self._cells[at] if at >= 0 and offset < self._cells[at].span.end else None

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds the offset, in a table the cell."""
        cell = self.cell(offset)
        return cell.span if cell is not None else self.index.paragraph(offset).span

    def sentence(self, span: Span) -> Span:
        """The sentence around the span, in a table within its cell."""
        cell = self.cell(span.start)
        sentence = self.index.sentence(span)
        if cell is None:
            return sentence
        return Span(max(sentence.start, cell.span.start), min(sentence.end, cell.span.end))

    def statement(self, offset: int, *, reach: int) -> Span:
        """The text ahead of an offset back to the last full stop of its paragraph, over semicolons, within reach."""
        floor = max(self.paragraph(offset).start, offset - reach)
        stop = _STOP.search(self.text, floor, offset)
        return Span(stop.end() if stop is not None else floor, offset)

    def opener(self, paragraph: int) -> Section | None:
        """The outermost section or bullet that opens in the paragraph."""
        return self._openers.get(paragraph)

    def depth(self, paragraph: int) -> float:
        """How deep a paragraph stands: the level of what it opens, else half a level below its section."""
        opener = self._openers.get(paragraph)
        if opener is not None:
            return opener.level
        section = self.index.section(self.paragraphs[paragraph].span.start)
        return (section.level if section else 0) + _PLAIN

    def leads(self, offset: int) -> Iterator[int]:
        """The paragraphs above that govern the one at the offset, innermost first, within its part."""
        start = self.index.part(offset).span.start
        at = self.index.paragraph_index(offset)
        if (
            at
            and self.depth(at - 1) >= self.depth(at)
            and self._is_open(at - 1)
            and self.paragraphs[at - 1].span.start >= start
        ):
            yield at - 1
        elif (listed := self._listed[at]) is not None and self._governs(listed, at, start):
            yield listed
        while (above := self._holders[at]) is not None and self.paragraphs[above].span.start >= start:
            at = above
            yield at

    def _governs(self, lead: int, at: int, start: int) -> bool:
        """Whether a line ahead of a list governs an item that stands no deeper than it."""
        return self.depth(lead) >= self.depth(at) and self.paragraphs[lead].span.start >= start

    @cached_property
    def _listed(self) -> list[int | None]:
        """For each paragraph that goes on with a list (``…;``) the line that opens it, else its first line."""
        out: list[int | None] = []
        for at, paragraph in enumerate(self.paragraphs):
            ahead = self._end(at - 1) if at else ""
            if ahead and ahead != ":" and self._sign(at) and self._sign(at) == self._sign(at - 1):
                ahead = ";"
            lead = at - 1 if ahead == ":" else out[-1] if ahead == ";" else None
            if lead is None and ahead == ";" and self.opener(at) is None and self.opener(at - 1) is None:
                lead = at - 1
            if lead is not None and ahead == ";" and self._sign(lead) and self._sign(lead) == self._sign(at):
                lead = out[lead]
            out.append(lead if paragraph.role == "body" else None)
        return out

    def _end(self, paragraph: int) -> str:
        """The last sign of a paragraph of the body; empty for any other."""
        found = self.paragraphs[paragraph]
        return self.low[found.span.start : found.span.end].rstrip()[-1:] if found.role == "body" else ""

    def _sign(self, paragraph: int) -> str:
        """The sign of the bullet that a paragraph begins with; empty where it begins with none."""
        first = self.low[self.paragraphs[paragraph].span.start]
        return first if first in _SIGNS else ""

    @cached_property
    def _holders(self) -> list[int | None]:
        """For each paragraph the nearest one above it that stands less deep; None where none does."""
        out: list[int | None] = []
        held: list[tuple[float, int]] = []
        for at, paragraph in enumerate(self.paragraphs):
            depth = self.depth(at)
            above = [entry for entry in held if entry[0] < depth]
            out.append(above[-1][1] if above else None)
            if paragraph.role == "body":
                held = [*above, (depth, at)]
        return out

    def heading(self, section: Section) -> str:
        """The section's title, else the first words of its text, lower-cased."""
        if section.title:
            return lower(section.title)
        first = self.index.paragraph(section.span.start).span
        return self.low[min(section.span.start + len(section.marker), first.end) : first.end].lstrip(" .)/-:")

    def _is_open(self, paragraph: int) -> bool:
        """Whether a paragraph ends in a colon, so that the next one goes on with it whatever its depth."""
        return self._end(paragraph) in {":", "："}

    def above(self, offset: int) -> Iterator[Span]:
        """The lines above a table from the nearest up: those of its section, then the headings over it."""
        section = self.index.section(offset)
        floor = section.extent.start if section else self.index.part(offset).span.start
        for at in range(self.index.paragraph_index(offset) - 1, -1, -1):
            paragraph = self.paragraphs[at]
            if paragraph.span.start < floor or paragraph.role == "table":
                break
            yield paragraph.span
        for parent in self.index.parents(section):
            yield self.index.paragraph(parent.span.start).span

    def title_lines(self, part: int) -> Iterator[Span]:
        """The first lines of the part that starts at the offset, where its heading and title stand."""
        first = self.index.paragraph_index(part)
        return (paragraph.span for paragraph in self.paragraphs[first : first + _TITLE_LINES])

    def low_text(self, span: Span) -> str:
        """The lower-cased text of a span."""
        return self.low[span.start : span.end]
