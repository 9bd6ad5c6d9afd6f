"""The part of a legal portal's page that is the decision itself, from its header block to its last appendix."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.readers import furniture
from kc_extract.readers.decisions import NATION, is_decision
from kc_extract.readers.html.flow import Block, Flowed, block_text
from kc_extract.text import bare, is_upper
from kc_extract.types import Line

_KIND = regex.compile(
    r"^(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|THÔNG TƯ(?: LIÊN TỊCH)?|NGHỊ ĐỊNH|CHỈ THỊ|LUẬT|PHÁP LỆNH)\s*:?$"
)
#: Where a page lost its header block, the text begins somewhere above these.
_FIRST = regex.compile(r"^(?:Căn cứ\s|Điều\s+1\s*[.:])")
#: Lines that make a document. One that the part chosen so far holds (a contents list, a copy) adds nothing.
_PARTS = regex.compile(
    r"^(?:Điều\s+\d+[a-zđ]?\s*[.:]|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+(?:[IVXLC]+|\d+)\b"
    r"|(?:PHỤ LỤC|Phụ lục)\b|Căn cứ\s|Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\s*\.\s*\p{Lu}{2}|\([Đđ]ã ký\)"
    r"|[IVX]+\.\s+\p{Lu}|\d{1,2}\.\s|[a-zđ]\)\s)"
)
_KEY = 60
#: Lines of a header block that the nation's name may stand below: issuer, rules, number.
_HEADER_LINES = 8


def decision_range(page: Flowed) -> tuple[int, int] | None:
    """The blocks of the decision on the page, half-open; None where the page carries none.

    The smallest element that holds the header block and every part of the document; of two copies the first.
    """
    texts = [block_text(block) for block in page.blocks]
    header = _header(texts)
    if header is None:
        return None
    first, last = _subtree(page, texts, header)
    if not is_decision(texts[first:last]):
        return _letter(page, texts, header)
    start = _start(page, texts, header, first)
    return start, _end(page.blocks, texts, start, last)


def _letter(page: Flowed, texts: Sequence[str], header: int) -> tuple[int, int] | None:
    """The blocks of a document without articles and items: from its header block to the portal's own first line."""
    last = _site_line(page.blocks, texts, range(header + 1, len(texts)))
    start = _start(page, texts, header, 0)
    return (start, last) if last < len(texts) and is_decision(texts[start:last]) else None


def _header(texts: Sequence[str]) -> int | None:
    """The block that holds the nation's name, else the kind word standing alone, else the first part."""
    for pattern in (NATION, _KIND, _FIRST):
        found = next((index for index, text in enumerate(texts) if pattern.search(text)), None)
        if found is not None:
            return found
    return None


def _subtree(page: Flowed, texts: Sequence[str], header: int) -> tuple[int, int]:
    """The reach of the smallest element around the header outside of which no further part of the document stands."""
    first, last, looked = header, header + 1, header + 1
    held = _fold(texts[header])
    limit = _site_line(page.blocks, texts, range(header + 1, len(texts)))
    around = [reach for reach in page.reaches if reach.first <= header < reach.last]
    for reach in sorted(around, key=lambda reach: reach.last - reach.first):
        below = range(looked, min(reach.last, limit))
        if any(_is_part(page.blocks[index], texts[index], held) for index in below):
            first, last = reach.first, reach.last
            held = _fold(" ".join(texts[first:last]))
        looked = max(looked, reach.last)
    return first, last


def _is_part(block: Block, text: str, held: str) -> bool:
    """Whether the block is a part of a document that the text held so far does not have."""
    if isinstance(block, Line) and not _PARTS.match(text):
        return False
    return _fold(text)[:_KEY] not in held


def _site_line(blocks: Sequence[Block], texts: Sequence[str], within: range) -> int:
    """The first line that a portal prints below its documents, the end of the range where there is none."""
    for index in within:
        if isinstance(blocks[index], Line) and (
            furniture.is_portal(texts[index]) or furniture.is_related(texts[index])
        ):
            return index
    return within.stop


def _fold(text: str) -> str:
    """Letters and figures alone, without accents: a contents list prints headings with other spaces and breaks."""
    return _SIGNS.sub("", bare(text))


_SIGNS = regex.compile(r"[^\p{L}\p{N}]+")


def _start(page: Flowed, texts: Sequence[str], header: int, first: int) -> int:
    """Where the header block begins: with its table, or above it over lines in capitals and the number."""
    if _FIRST.match(texts[header]):
        return first
    tables = [reach for reach in page.reaches if reach.tag == "table" and reach.first <= header < reach.last]
    table = min(tables, key=lambda reach: reach.last - reach.first, default=None)
    if table is not None and header - table.first <= _HEADER_LINES:
        return table.first
    start = header
    while start > max(first, header - _HEADER_LINES) and _is_header_line(texts[start - 1]):
        start -= 1
    return start


def _is_header_line(text: str) -> bool:
    return is_upper(text) or regex.match(r"Số\s*:", text) is not None


def _end(blocks: Sequence[Block], texts: Sequence[str], start: int, last: int) -> int:
    """Where the portal's own lines begin again below the decision's last part."""
    parts = [index for index in range(start, last) if _PARTS.match(texts[index])]
    return _site_line(blocks, texts, range(max(parts, default=start) + 1, last))
