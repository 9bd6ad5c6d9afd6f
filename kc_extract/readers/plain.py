"""Plain text as legal portals and editors dump it: hard-wrapped lines, tables between bars, markdown marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kc_extract.readers.bars import TextBlock, TextTable, split_blocks
from kc_extract.readers.boilerplate import article_of
from kc_extract.readers.formats import decode
from kc_extract.readers.markup import Style, is_blank, line_to_words
from kc_extract.readers.wrapping import Dialect, breaks, dialect_of
from kc_extract.text import nfc
from kc_extract.types import Article, CellContent, Input, Line, Note, Page, TableContent


def read_plain(data: bytes) -> Input:
    """A text file as one page without boxes; of a web page's dump, its article alone.

    Raises ``UnreadableError`` where the bytes are no text.
    """
    lines = nfc(decode(data)).replace("\f", "\n").replace("\t", "    ").splitlines()
    article, kept, notes = _article(lines)
    blocks = tuple(_blocks(kept))
    page = Page(number=1, text_source="plain", blocks=blocks)
    return Input(media_type="text/plain", pages=(page,), notes=notes, article=article)


def _article(lines: list[str]) -> tuple[Article | None, list[str], tuple[Note, ...]]:
    found = article_of(lines)
    if found is None:
        return None, lines, ()
    kept = [line for first, last in found.content for line in lines[first:last]]
    dropped = sum(1 for line in lines if line.strip()) - sum(1 for line in kept if line.strip())
    article = Article(headline=found.headline, published_on=found.published_on)
    if not dropped:
        return article, kept, ()
    note = Note(code="furniture", message=f"{dropped} lines of the site's own (menus, counters, address) left out")
    return article, kept, (note,)


def _blocks(lines: Sequence[str]) -> Iterator[Line | TableContent]:
    marked = _is_marked(lines)
    prose = [line for block in split_blocks(lines) if isinstance(block, TextBlock) for line in block.lines]
    dialect = dialect_of(prose)
    for block in split_blocks(lines):
        if isinstance(block, TextBlock):
            yield from _lines(block.lines, dialect, marked=marked)
        else:
            yield _table(block, marked=marked)


def _is_marked(lines: Sequence[str]) -> bool:
    """Whether asterisks and number signs are markdown here."""
    return sum(line.count("**") for line in lines) > 1 or any(line.startswith("## ") for line in lines)


def _lines(lines: Sequence[str], dialect: Dialect, *, marked: bool) -> Iterator[Line]:
    shown = [_shown(line, marked=marked) for line in lines]
    style = Style()
    for line, text, start in zip(lines, shown, breaks(shown, dialect), strict=True):
        if not line.strip():
            style = Style()
        words = line_to_words(line, style, marked=marked)
        if text:
            yield Line(words=words, break_before=start)


def _shown(line: str, *, marked: bool) -> str | None:
    """The line without its marks; empty where it separates paragraphs, None where it only switches the style."""
    if marked and line.strip() in {"*", "**", "***"}:
        return None
    if is_blank(line) or line.strip() == "|":
        return ""
    return line.replace("*", "") if marked else line


def _table(table: TextTable, *, marked: bool) -> TableContent:
    return TableContent(rows=tuple(tuple(_cell(cell, marked=marked) for cell in row) for row in table.rows))


def _cell(lines: Sequence[str], *, marked: bool) -> CellContent:
    return CellContent(lines=tuple(_lines(lines, "spaced", marked=marked)))
