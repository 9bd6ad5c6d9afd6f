"""Where a mention stands: its part, section, paragraph and sentence, and the lines that lead in to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex

from kc_extract.text import lower
from kc_extract.types import Document, Frozen, Header, Mention, Outline, Paragraph, Part, Reading, Section, Span

_SENTENCE = regex.compile(r"(?<=[.…!?])[\"”')\]]*\s+(?=[\p{Lu}\"“(\d§-])|(?<=;)\s+|\n")
#: A full stop behind these ends no sentence.
_ABBREVIATION = regex.compile(r"(?:\b(?:TP|TX|TT|Tp|tr|Gs|GS|TS|ThS|PGS|KT|TM|TUQ|TL|[A-ZĐ])|\d)\.$")


class Context(Frozen, frozen=True, kw_only=True):
    """All that stands left of the records: the document, its tree, its header and its numbers."""

    document: Document
    outline: Outline
    header: Header
    reading: Reading

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @property
    def folded(self) -> str:
        """The text in lower case, offsets kept."""
        return _folded(self.document.text)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    return lower(text)


class Index:
    """Look-ups by offset over one context; what it has found it remembers."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._gaps: dict[Span, list[tuple[int, int]]] = {}
        self._paragraphs = context.document.paragraphs
        self._starts = [paragraph.span.start for paragraph in self._paragraphs]
        self._sections = [section for section in context.outline.sections if section.path is not None]
        self._by_id = {section.id: section for section in self._sections}
        self._section_starts = [section.extent.start for section in self._sections]
        self._cells = sorted(
            cell.span for table in context.document.tables for row in (*table.header, *table.rows) for cell in row
        )
        self._marker_starts = [marker.start for marker in context.outline.markers]
        self._marker_ends = [marker.end for marker in context.outline.markers]
        self._parts = context.outline.parts
        self._part_starts = [part.span.start for part in self._parts]

    def paragraph_index(self, offset: int) -> int:
        """The index of the paragraph that holds the offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def paragraph(self, offset: int) -> Paragraph:
        """The paragraph that holds the offset."""
        return self._paragraphs[self.paragraph_index(offset)]

    def cell(self, offset: int) -> Span | None:
        """The table cell that holds the offset; None outside any table."""
        at = bisect_right(self._cells, offset, key=lambda span: span.start) - 1
        return self._cells[at] if at >= 0 and offset < self._cells[at].end else None

    def section(self, offset: int) -> Section | None:
        """The innermost numbered section that holds the offset; None outside any."""
        at = bisect_right(self._section_starts, offset) - 1
        while at >= 0 and offset >= self._sections[at].extent.end:
            at -= 1
        return self._sections[at] if at >= 0 else None

    def part(self, offset: int) -> Part:
        """The part that holds the offset."""
        return self._parts[max(0, bisect_right(self._part_starts, offset) - 1)]

    def sentence(self, span: Span) -> Span:
        """The sentence around the span within its paragraph, ended by ``.``, ``;`` or the paragraph's end.

        Where a text has no stops, no more of it than can govern the span: its cost stays that of its words.
        """
        paragraph = self.cell(span.start) or self.paragraph(span.start).span
        at = bisect_right(self._marker_ends, span.start) - 1
        start = max(paragraph.start, self._marker_ends[at]) if at >= 0 else paragraph.start
        end = min(paragraph.end, self._marker_starts[at + 1]) if at + 1 < len(self._marker_starts) else paragraph.end
        gaps = self._ends(paragraph)
        before = bisect_right(gaps, span.start, key=lambda gap: gap[1]) - 1
        after = bisect_left(gaps, span.end, key=lambda gap: gap[0])
        start = max(start, gaps[before][1]) if before >= 0 else start
        end = min(end, gaps[after][0]) if after < len(gaps) else end
        return Span(max(start, span.start - _REACH), max(min(end, span.end + _REACH), span.end))

    def _ends(self, paragraph: Span) -> list[tuple[int, int]]:
        """The gaps between the paragraph's sentences, found once."""
        if paragraph not in self._gaps:
            self._gaps[paragraph] = _sentence_ends(self.context.text, paragraph)
        return self._gaps[paragraph]

    def lead_in(self, offset: int) -> Span | None:
        """The line ending in a colon that governs the bullet or item at the offset; None where there is none."""
        at = self.paragraph_index(offset)
        text = self.context.text
        own = self._paragraphs[at]
        kind = _opening(text, own.span)
        for paragraph in reversed(self._paragraphs[max(0, at - _LEAD_LINES) : at]):
            if paragraph.role != "body":
                return None
            line = text[paragraph.span.start : paragraph.span.end].rstrip()
            if line.endswith(":"):
                return paragraph.span
            if not kind or _opening(text, paragraph.span) != kind:
                return None
        return None

    def parents(self, section: Section | None) -> Sequence[Section]:
        """The section and the sections above it, innermost first."""
        out = []
        while section is not None:
            out.append(section)
            section = self._by_id.get(section.parent) if section.parent else None
        return out


def lines_above(context: Context, index: Index, mention: Mention) -> list[Span]:
    """The lines that end in a colon over a bullet or item, innermost first: its lead-in, then those of its sections."""
    lead = index.lead_in(mention.span.start)
    lines = [] if lead is None else [lead]
    for section in index.parents(index.section(mention.span.start)):
        line = index.paragraph(section.span.start).span
        if line not in lines and context.text[line.start : line.end].rstrip().endswith(":"):
            lines.append(line)
    return lines


#: Words further than this from a figure, in characters, do not govern it.
_REACH = 1500
#: A list of bullets longer than this is taken to have lost its lead-in line.
_LEAD_LINES = 80
_BULLET = regex.compile(r"[-–—+•*]|[a-zđ]\)|\d{1,2}[.)]")


def _opening(text: str, span: Span) -> str:
    """What kind of item a paragraph opens with: its bullet, ``a`` or ``1``; empty for none."""
    found = _BULLET.match(text, span.start, span.end)
    if found is None:
        return ""
    sign = found[0][0]
    return "1" if sign.isdigit() else "a" if sign.isalpha() else sign


def _sentence_ends(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """Where sentences end in a paragraph and the next ones begin; numbers and abbreviations end none."""
    found = _SENTENCE.finditer(text, paragraph.start, paragraph.end)
    return [match.span() for match in found if not _is_abbreviation(text, paragraph.start, match)]


def _is_abbreviation(text: str, start: int, match: regex.Match[str]) -> bool:
    """Whether the full stop before the gap belongs to an abbreviation or a number (``TP. Huế``, ``1. mức``)."""
    if text[match.start() - 1] != "." or not _ABBREVIATION.search(text[max(start, match.start() - 5) : match.start()]):
        return False
    return not text[match.end() : match.end() + 1].isupper() or text[match.start() - 2].isupper()
