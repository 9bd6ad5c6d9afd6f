"""The source of a specimen: TOML front matter, then one block per line.

The markup is kept small enough to read as a document: ``= `` centred bold, ``: `` centred, ``~ `` centred italic,
``> `` right italic; ``@table 1 5 3`` the widths of a table whose rows start with ``|`` (header rows stand above ``|-``;
``<`` continues the cell to the left, ``^`` the cell above); ``@break``, ``@landscape`` and ``@portrait`` new pages,
``@rule`` a short line, ``@sign`` the Nơi nhận and signature block; every other line is a paragraph with ``**bold**``
and ``*italic*`` runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

SPECIMEN_MARK = "TÀI LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"

Face = Literal["", "b", "i", "bi"]
BlockKind = Literal[
    "text", "centre", "address", "note", "right", "table", "break", "landscape", "portrait", "rule", "sign"
]
Run = tuple[str, Face]
Cell = tuple[str, int, int]  # text, columns, rows

_MARKS: dict[str, BlockKind] = {"= ": "centre", ": ": "address", "~ ": "note", "> ": "right"}
_DIRECTIVES: tuple[BlockKind, ...] = ("break", "landscape", "portrait", "rule", "sign")
_RUN = re.compile(r"\*\*\*(?P<bi>.+?)\*\*\*|\*\*(?P<b>.+?)\*\*|\*(?P<i>.+?)\*")


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the printed blocks of the document say; ``published`` serves the article."""

    form: Literal["pdf", "article", "portal", "dump"]
    kind: str = ""
    title: str = ""
    superior: str = ""
    issuer: tuple[str, ...] = ()
    number: str = ""
    subject: str = ""
    place: str = ""
    date: date | None = None
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    signer: str = ""
    published: str = ""

    @property
    def dateline(self) -> str:
        """The place-and-date line (Nghị định 30/2020/NĐ-CP: days below 10 and months 1, 2 with a leading zero)."""
        if self.date is None:
            return ""
        month = f"{self.date.month:02d}" if self.date.month in (1, 2) else str(self.date.month)
        return f"{self.place}, ngày {self.date.day:02d} tháng {month} năm {self.date.year}"


@dataclass(frozen=True)
class Block:
    """One block of the body; a table holds its column widths and rows, ``head`` of them header rows."""

    kind: BlockKind
    text: str = ""
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    head: int = 0


@dataclass(frozen=True)
class Specimen:
    """A specimen read from its source; ``name`` is the stem of the file made from it."""

    name: str
    header: Header
    blocks: tuple[Block, ...]


def read_specimen(path: Path) -> Specimen:
    """The specimen that a source file describes; raises ``ValueError`` where it is not understood."""
    _, front, body = path.read_text("utf-8").split("+++\n", 2)
    return Specimen(path.stem, msgspec.toml.decode(front, type=Header), tuple(_blocks(body.splitlines())))


def parse_runs(text: str) -> list[Run]:
    """The text cut into runs of one face each (``**b**``, ``*i*``, ``***bi***``)."""
    runs: list[Run] = []
    at = 0
    for match in _RUN.finditer(text):
        runs.append((text[at : match.start()], ""))
        face: Face = match.lastgroup  # type: ignore[assignment]
        runs.append((match[match.lastgroup or 0], face))
        at = match.end()
    runs.append((text[at:], ""))
    return [run for run in runs if run[0]]


def bare(text: str) -> str:
    """The text without its marks of bold and italic."""
    return "".join(piece for piece, _ in parse_runs(text))


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    rest = [line for line in lines if line.strip()]
    while rest:
        line = rest.pop(0)
        if line.startswith("@table"):
            rows = []
            while rest and rest[0].startswith("|"):
                rows.append(rest.pop(0))
            blocks.append(_table(line, rows))
        else:
            blocks.append(_block(line))
    return blocks


def _block(line: str) -> Block:
    if line[:2] in _MARKS:
        return Block(_MARKS[line[:2]], line[2:])
    for name in _DIRECTIVES:
        if line == f"@{name}":
            return Block(name)
    if line[0] in "@|":
        message = f"unknown markup: {line}"
        raise ValueError(message)
    return Block("text", line)


def _table(directive: str, lines: list[str]) -> Block:
    widths = tuple(float(width) for width in directive.split()[1:])
    head = lines.index("|-")
    grid = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line != "|-"]
    if any(len(row) != len(widths) for row in grid):
        message = f"a row does not have {len(widths)} cells under {directive}"
        raise ValueError(message)
    rows = tuple(tuple(_cell(grid, y, x) for x in range(len(widths))) for y in range(len(grid)))
    return Block("table", widths=widths, rows=rows, head=head)


def _cell(grid: list[list[str]], y: int, x: int) -> Cell | None:
    if grid[y][x] in ("<", "^"):
        return None
    columns, rows = 1, 1
    while x + columns < len(grid[y]) and grid[y][x + columns] == "<":
        columns += 1
    while y + rows < len(grid) and grid[y + rows][x] == "^":
        rows += 1
    return grid[y][x], columns, rows
