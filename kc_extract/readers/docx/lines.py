"""Paragraphs and tables to lines of words, legacy-encoded runs read as Unicode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import regex

from kc_extract.readers.docx.content import Block, Field, Grid, Text
from kc_extract.readers.docx.runs import Run
from kc_extract.readers.html.dom import Style
from kc_extract.readers.html.runs import Words  # the rules of words over runs are those of web pages
from kc_extract.readers.legacy import Choice, choose_run, decode
from kc_extract.readers.pdf.glyphs import mended
from kc_extract.text import is_upper
from kc_extract.types import CellContent, Line, TableContent

_CLOSED = regex.compile(r"[.;:!?…]['\"”»)*]*$|/\./?$")


class LineMaker:
    """Makes lines; ``converted`` counts the legacy runs by font."""

    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self.converted: Counter[str] = Counter()
        self._choices = choices

    def make(self, blocks: Sequence[Block]) -> Iterator[Line | TableContent]:
        """The lines and tables of the blocks, in order."""
        for block in blocks:
            if isinstance(block, Text):
                yield from self._lines(block)
            else:
                yield self._table(block)

    def _lines(self, text: Text) -> Iterator[Line]:
        words, last = Words(), None
        for run in [*self._decoded(text.runs), None]:
            parts = run.text.split("\n") if run else ["", ""]
            for index, part in enumerate(parts):
                if index:
                    line = words.line(break_before=True, centred=text.centred, footnote=text.footnote)
                    if line is not None:
                        yield _joined(last, line)
                        last = line
                if run:
                    words.add(part, _style(run))

    def _decoded(self, runs: Sequence[Run]) -> list[Run]:
        """The runs with legacy text as Unicode; neighbours in one encoding are read together."""
        # a VNI letter and its mark may stand in two runs
        out: list[Run] = []
        for choice, group in groupby(runs, key=self._choice):
            members = list(group)
            out += members if choice.encoding is None else self._read_group(members, choice)
        return [
            Run(mended(run.text), run.face, run.note) if "\n" not in run.text else _mended_lines(run) for run in out
        ]

    def _choice(self, run: Run) -> Choice:
        choice = choose_run(run.text, run.face.font, self._choices)
        return Choice(encoding=choice.encoding, capitals=choice.capitals)

    def _read_group(self, runs: Sequence[Run], choice: Choice) -> list[Run]:
        assert choice.encoding is not None  # noqa: S101 - the caller has looked
        letters = decode("".join(run.text for run in runs), choice.encoding, capitals=choice.capitals)
        out, end, at = [], 0, 0
        for run in runs:
            end += len(run.text)
            start = at
            while at < len(letters) and letters[at].start < end:
                at += 1
            text = "".join(letter.text for letter in letters[start:at])
            self.converted[run.face.font] += any(not char.isspace() for char in run.text)
            out.append(Run(text, run.face, run.note))
        return out

    def _table(self, table: Grid) -> TableContent:
        rows = [_placed(row) for row in table.rows]
        return TableContent(
            rows=tuple(
                tuple(
                    self._cell(field, _reach(rows, at, column))
                    for column, field in row
                    if not _is_covered(rows, at, column)
                )
                for at, row in enumerate(rows)
            )
        )

    def _cell(self, field: Field, rowspan: int) -> CellContent:
        lines = tuple(line for block in self.make(field.blocks) for line in _flat(block))
        return CellContent(lines=lines, colspan=field.colspan, rowspan=rowspan)


Placed = list[tuple[int, Field]]


def _placed(row: Sequence[Field]) -> Placed:
    """The cells of a row with the grid column where each begins."""
    out, column = [], 0
    for field in row:
        out.append((column, field))
        column += field.colspan
    return out


def _is_covered(rows: Sequence[Placed], at: int, column: int) -> bool:
    """Whether a cell only continues one above it that begins at the same column."""
    field = next(field for place, field in rows[at] if place == column)
    return field.continues and at > 0 and any(place == column for place, _ in rows[at - 1])


def _reach(rows: Sequence[Placed], at: int, column: int) -> int:
    """How many rows a cell covers."""
    below = at + 1
    while below < len(rows) and any(place == column and field.continues for place, field in rows[below]):
        below += 1
    return below - at


def _flat(block: Line | TableContent) -> Iterable[Line]:
    """The lines of a block in a cell; those of a table in the cell row by row."""
    if isinstance(block, Line):
        return (block,)
    return (line for row in block.rows for cell in row for line in cell.lines)


def _style(run: Run) -> Style:
    return Style(bold=run.face.bold, italic=run.face.italic, raised=run.face.raised)


def _mended_lines(run: Run) -> Run:
    return Run("\n".join(mended(part) for part in run.text.split("\n")), run.face, run.note)


def _joined(last: Line | None, line: Line) -> Line:
    """The line behind a break inside a paragraph: it runs on, unless a sentence ended or the face changes."""
    if last is None or _CLOSED.search(last.text) or _look(last) != _look(line):
        return line
    return Line(words=line.words, centred=line.centred, footnote=line.footnote)


def _look(line: Line) -> tuple[bool, bool, bool]:
    return is_upper(line.text), all(word.bold for word in line.words), all(word.italic for word in line.words)
