"""The body of a Word file as paragraphs and tables in order, numbered as printed, not yet as lines of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kc_extract.readers.docx.numbering import Numbering
from kc_extract.readers.docx.package import Element, Package, W, child, children, number_of, value_of
from kc_extract.readers.docx.runs import Run, RunReader, Seen
from kc_extract.readers.docx.styles import Face, Styles

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"})
_WIDEST = 200  # columns: a wider span is a slip of the file
_DEEPEST = 30  # tables in tables


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: its runs, the label of its list first; ``footnote``: it stands at the foot of a page."""

    runs: tuple[Run, ...]
    centred: bool = False
    footnote: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: what it holds, the columns that it covers, and whether it only continues the cell above."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    continues: bool = False


class Grid(msgspec.Struct, frozen=True):
    """A table, row by row."""

    rows: tuple[tuple[Field, ...], ...]


Block = Text | Grid


class Content(msgspec.Struct, frozen=True):
    """All blocks of a file in reading order, and what was met beside them."""

    blocks: tuple[Block, ...]
    seen: Seen


def read_content(package: Package) -> Content:
    """The blocks of the document; notes follow the paragraph or table that bears their mark."""
    reader = _Reader(package)
    body = child(package.document, "body")
    return Content(tuple(reader.blocks(body) if body is not None else ()), reader.runs.seen)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering)
        self.runs = RunReader(self._styles)
        self._notes = {
            f"{kind} {value_of(item, 'id')}": item
            for kind, root in (("footnote", package.footnotes), ("endnote", package.endnotes))
            for item in ([] if root is None else root.findall(W + kind))
        }
        self._told = 0
        self._depth = 0

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, cell or text box; a paragraph whose end is deleted runs on into the next."""
        joined: list[Element] = []
        for name, item in _flattened(container):
            if name == "tbl":
                yield from self._table(item)
            else:
                joined.append(item)
                if child(item, "pPr", "rPr", "del") is not None:
                    continue
                yield from self._paragraph(joined)
                joined = []
            if self._depth == 0:
                yield from self._footnotes()
        if joined:
            yield from self._paragraph(joined)

    def _paragraph(self, items: Sequence[Element]) -> Iterator[Block]:
        setting = self._styles.setting_of(items[-1])
        contents = [self.runs.read(item, self._styles.setting_of(item).face) for item in items]
        runs = tuple(run for content in contents for run in content.runs)
        if any(run.text.strip() for run in runs):
            label = self._label(items[-1], setting.list_id, setting.level)
            if label:
                runs = (Run(f"{label} ", _first_face(runs)), *runs)
            yield Text(runs=runs, centred=setting.centred)
        for box in (box for content in contents for box in content.boxes):
            yield from self._nested(box)

    def _label(self, item: Element, list_id: str | None, level: int | None) -> str:
        if not list_id or list_id == "0":
            return ""
        if level is None:
            level = self._numbering.level_of_style(list_id, self._styles.style_of(item))
        return self._numbering.label(list_id, level)

    def _nested(self, container: Element) -> tuple[Block, ...]:
        """The blocks of a cell or text box, the notes of which stand outside."""
        self._depth += 1
        blocks = tuple(self.blocks(container)) if self._depth < _DEEPEST else ()
        self._depth -= 1
        return blocks

    def _footnotes(self) -> Iterator[Text]:
        """The notes whose marks have been read since the last time."""
        marks, self._told = self.runs.seen.marks[self._told :], len(self.runs.seen.marks)
        for mark in marks:
            item = self._notes.get(mark.note)
            before: tuple[Run, ...] = (mark,)
            for block in self._nested(item) if item is not None else ():
                if isinstance(block, Text):
                    yield msgspec.structs.replace(block, runs=before + block.runs, footnote=True)
                    before = ()

    def _table(self, table: Element) -> Iterator[Grid]:
        rows = tuple(tuple(self._row(row)) for row in _rows(table))
        if any(rows):
            yield Grid(rows)

    def _row(self, row: Element) -> Iterator[Field]:
        before = number_of(value_of(child(row, "trPr", "gridBefore")))
        if before:
            yield Field(blocks=(), colspan=min(before, _WIDEST))
        for name, cell in _flattened(row, ("tc",)):
            if name != "tc":
                continue
            properties = child(cell, "tcPr")
            merge = child(properties, "vMerge")
            span = number_of(value_of(child(properties, "gridSpan"))) or 1
            yield Field(
                blocks=self._nested(cell),
                colspan=min(max(span, 1), _WIDEST),
                continues=merge is not None and value_of(merge) != "restart",
            )


def _first_face(runs: tuple[Run, ...]) -> Face:
    return next(run.face for run in runs if run.text.strip())


def _flattened(container: Element, kinds: tuple[str, ...] = ("p", "tbl")) -> Iterator[tuple[str, Element]]:
    """The elements of these kinds in order, those inside of content controls and insertions too."""
    for name, item in children(container):
        if name in kinds:
            yield name, item
        elif name in _TRANSPARENT:
            yield from _flattened(item, kinds)


def _rows(table: Element) -> list[Element]:
    """The rows of a table but those that a tracked change deletes."""
    rows = [row for _, row in _flattened(table, ("tr",))]
    return [row for row in rows if child(row, "trPr", "del") is None]
