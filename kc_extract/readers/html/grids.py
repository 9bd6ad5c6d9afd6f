"""Tables of data told from tables that only place text: the header and signature blocks, and frames of whole pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import regex
from selectolax.lexbor import LexborNode

from kc_extract.readers.html.dom import Look, children
from kc_extract.types import CellContent, Line

Kind = Literal["data", "block", "frame"]
Rows = Sequence[Sequence[CellContent]]

#: What stands in the header and signature blocks alone (Nghị định 30/2020/NĐ-CP, Phụ lục I).
_BLOCK = regex.compile(
    r"(?m)C[ỘO]NG\s+H(?:ÒA|OÀ|OA)\s+X[ÃA]|Độc\s+lập\s*[-–—]?\s*Tự\s+do|^\s*Nơi\s+nhận\s*:|^\s*(?:TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}{2}"
    r"|^\s*(?:PHÓ\s+)?(?:CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG|THỦ\s+TƯỚNG|GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|CHỦ\s+NHIỆM"
    r"|TỔNG\s+THƯ\s+KÝ|THỐNG\s+ĐỐC|TỔNG\s+GIÁM\s+ĐỐC|TỔNG\s+CỤC\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|TRƯỞNG\s+BAN)\s*(?:\p{Lu}[\p{Lu}\s]*)?$"
)
_BLOCK_ROWS, _BLOCK_COLUMNS = 6, 3
_ARTICLE = regex.compile(r"(?m)^\s*(?:Điều\s+\d+[a-zđ]?\s*[.:]|Chương\s+[IVXLC]+\b)")
#: A cell of more text than this holds a page, not a datum.
_PAGE = 4000
_PAGE_COLUMNS = 3
_PAGE_PARTS = frozenset(["table", "form", "nav", "article", "section", "header", "footer", "h1", "h2", "iframe"])


def is_outer(table: LexborNode) -> bool:
    """Whether the table holds parts of a page (tables, headings, forms): it is a frame, whatever its cells say.

    Told without reading the cells, and by the first such part, so that tables nested in tables cost what their text
    costs.
    """
    waiting = list(reversed(children(table)))
    while waiting:
        node = waiting.pop()
        if node.tag in _PAGE_PARTS:
            return True
        waiting.extend(reversed(children(node)))
    return False


def kind_of(table: Look, rows: Rows) -> Kind:
    """What a table that is no outer one is: of data, a header or signature block, or a frame of cells in order."""
    texts = [[_text(cell) for cell in row] for row in rows]
    full = [text for row in texts for text in row if text]
    columns = max((len(row) for row in texts), default=0)
    if _holds_a_page(full, columns):
        return "frame"
    if len(rows) <= _BLOCK_ROWS and columns <= _BLOCK_COLUMNS and any(_BLOCK.search(text) for text in full):
        return "block"
    placed = table.attributes.get("role") in {"presentation", "none"}
    return "frame" if placed or len(full) <= 1 or columns == 1 else "data"


def _holds_a_page(texts: Sequence[str], columns: int) -> bool:
    """Whether the cells hold articles of a decision, or very long text."""
    if columns <= _PAGE_COLUMNS and any(len(text) > _PAGE for text in texts):
        return True
    return any(len(_ARTICLE.findall(text)) > 1 for text in texts)


def read_by_columns(rows: Rows) -> Iterator[Line]:
    """The lines of the cells, the left column from top to bottom, then the next; each cell opens a paragraph."""
    placed: list[tuple[int, int, CellContent]] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            placed.append((column, number, cell))
            column += cell.colspan
    for _, _, cell in sorted(placed, key=lambda place: place[:2]):
        for index, line in enumerate(cell.lines):
            yield Line(
                words=line.words,
                break_before=line.break_before or not index,
                centred=line.centred,
                footnote=line.footnote,
            )


def _text(cell: CellContent) -> str:
    return "\n".join(line.text for line in cell.lines)
