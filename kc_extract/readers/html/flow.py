"""The visible tree to lines and tables in reading order, with the reach of every block element among them."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from selectolax.lexbor import LexborNode

from kc_extract.readers.html.dom import Look, Style, children, events, is_site, look_at, number_of, style_in
from kc_extract.readers.html.grids import is_outer, kind_of, read_by_columns
from kc_extract.readers.html.markers import Counters, is_shown_by
from kc_extract.readers.html.runs import Words
from kc_extract.types import CellContent, Frozen, Line, TableContent

Block = Line | TableContent


class Reach(Frozen, frozen=True, kw_only=True):
    """Which blocks stand in an element: ``first`` to ``last``, half-open; elements are listed as they close.

    ``site``: the element says that it is navigation, a footer or a form, and not the text.
    """

    tag: str
    first: int
    last: int
    site: bool = False


class Flowed(Frozen, frozen=True, kw_only=True):
    """The blocks of a tree in order, and the reaches of its block elements, inner before outer."""

    blocks: tuple[Block, ...]
    reaches: tuple[Reach, ...] = ()


def block_text(block: Block) -> str:
    """The block's text in one line, the cells of a table in order."""
    if isinstance(block, Line):
        return block.text
    return " ".join(line.text for row in block.rows for cell in row for line in cell.lines)


def outside_site(page: Flowed) -> tuple[Block, ...]:
    """The blocks outside of navigation, footers and forms; all of them where nothing else is there."""
    site = {index for reach in page.reaches if reach.site for index in range(reach.first, reach.last)}
    return tuple(block for index, block in enumerate(page.blocks) if index not in site) or page.blocks


def flow(root: LexborNode, *, hidden: bool = False) -> Flowed:
    """The lines and tables under the root; with ``hidden``, also those that the page hides."""
    builder = _Builder(Style(), hidden=hidden, tables=True)
    builder.walk(root)
    return Flowed(blocks=tuple(builder.blocks), reaches=tuple(builder.reaches))


class _Builder:
    """One walk over a tree; ``tables`` off reads every table as lines, as inside a cell."""

    def __init__(self, style: Style, *, hidden: bool, tables: bool) -> None:
        self.blocks: list[Block] = []
        self.reaches: list[Reach] = []
        self._styles = [style]
        self._hidden = hidden
        self._tables = tables
        self._words = Words()
        self._counters = Counters()
        self._starts: list[int] = []
        self._marker: str | None = None
        self._breaks = 2  # line breaks since the last text; two or more start a paragraph

    def walk(self, root: LexborNode) -> None:
        """Read the tree into blocks."""
        skipped: Look | None = None
        for kind, item in events(root, hidden=self._hidden):
            if isinstance(item, str):
                if skipped is None:
                    self._text(item)
            elif kind == "close":
                if skipped in (None, item):
                    self._close(item)
                    skipped = None
            elif skipped is None and self._open(item):
                skipped = item
        self._end_paragraph()

    def _open(self, look: Look) -> bool:
        """Enter an element; True where all of it has been read at once."""
        if look.is_block:
            self._end_paragraph()
            self._starts.append(len(self.blocks))
        self._styles.append(style_in(look, self._styles[-1]))
        if look.tag == "br":
            self._end_line()
            self._breaks += 1
        elif look.tag == "li":
            self._marker = self._counters.marker_of(look.node)
        return look.tag == "table" and self._tables and self._table(look)

    def _close(self, look: Look) -> None:
        if look.is_block:
            self._end_paragraph()
            first = self._starts.pop()
            self.reaches.append(Reach(tag=look.tag, first=first, last=len(self.blocks), site=is_site(look)))
        self._styles.pop()
        if look.tag == "li":
            self._marker = None

    def _text(self, text: str) -> None:
        style = self._styles[-1]
        if style.kept and "\n" in text:
            for index, part in enumerate(text.split("\n")):
                if index:
                    self._end_line()
                    self._breaks += 1
                self._run(part, style)
        else:
            self._run(text, style)

    def _run(self, text: str, style: Style) -> None:
        if self._marker is not None and text.strip():
            if not is_shown_by(text, self._marker):
                self._words.add(f"{self._marker} ", style)
            self._marker = None
        self._words.add(text, style)

    def _end_line(self) -> None:
        if self._words.is_empty():
            return
        style = self._styles[-1]
        line = self._words.line(break_before=self._breaks > 1, centred=style.centred, footnote=style.footnote)
        if line is None:
            self._breaks = 2
            return
        self.blocks.append(_unbroken(line, self.blocks))
        self._breaks = 0

    def _end_paragraph(self) -> None:
        self._end_line()
        self._breaks = 2

    def _table(self, table: Look) -> bool:
        """Read a table as a whole where it is one of data or the header or signature block; False where not."""
        if is_outer(table.node):
            return False
        rows = self._rows(table.node)
        kind = kind_of(table, rows)
        if kind == "frame":
            return False
        for caption in (child for child in children(table.node) if child.tag == "caption"):
            self.blocks.extend(self._lines(caption))
        if kind == "block":
            self.blocks.extend(read_by_columns(rows))
        else:
            self.blocks.append(TableContent(rows=rows))
        return True

    def _rows(self, table: LexborNode) -> tuple[tuple[CellContent, ...], ...]:
        rows = [row for row in _row_nodes(table) if look_at(row, hidden=self._hidden)]
        return tuple(
            tuple(
                self._cell(cell, len(rows) - index)
                for node in children(row)
                if node.tag in {"td", "th"} and (cell := look_at(node, hidden=self._hidden))
            )
            for index, row in enumerate(rows)
        )

    def _cell(self, cell: Look, rows_left: int) -> CellContent:
        return CellContent(
            lines=self._lines(cell.node),
            colspan=number_of(cell.attributes.get("colspan"), 1, _WIDEST),
            rowspan=number_of(cell.attributes.get("rowspan"), 1, rows_left),
        )

    def _lines(self, node: LexborNode) -> tuple[Line, ...]:
        inner = _Builder(self._styles[-1], hidden=self._hidden, tables=False)
        inner.walk(node)
        return tuple(block for block in inner.blocks if isinstance(block, Line))


_WIDEST = 100


def _row_nodes(table: LexborNode) -> list[LexborNode]:
    out = []
    for child in children(table):
        if child.tag == "tr":
            out.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            out.extend(row for row in children(child) if row.tag == "tr")
    return out


_CLOSED = regex.compile(r"[.;:!?…]['\"”»)*]*$|/\./?$")
_MARKED = regex.compile(
    r"(?:[-–—+•*]\s*\p{L}|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s?[.)](?:\s|$)|(?:Điều|ĐIỀU)\s+\d|Số\s*:)"
)


#: For or on behalf of whom is signed; the signatory's own title stands below.
_FOR = regex.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}")


def _unbroken(line: Line, before: Sequence[Block]) -> Line:
    """The line, a paragraph of its own where a break inside a paragraph stands between sentences or items."""
    last = before[-1] if before else None
    if line.break_before or not isinstance(last, Line):
        return line
    starts = (
        _CLOSED.search(last.text) or _MARKED.match(line.text) or _FOR.match(last.text) or _face(last) != _face(line)
    )
    return Line(words=line.words, break_before=bool(starts), centred=line.centred, footnote=line.footnote)


def _face(line: Line) -> tuple[bool, bool, bool]:
    """What changes where a new block of the header or of a heading begins: capitals, weight, slant."""
    text = line.text
    return text.upper() == text, all(word.bold for word in line.words), all(word.italic for word in line.words)
