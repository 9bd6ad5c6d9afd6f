"""Plain text as legal portals and editors dump it: hard-wrapped lines, tables between bars, markdown marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kc_extract.readers.bars import TextBlock, TextTable, split_blocks
from kc_extract.readers.boilerplate import ArticleText, article_of
from kc_extract.readers.decisions import decision_of
from kc_extract.readers.formats import decode_with_notes
from kc_extract.readers.markup import Style, is_blank, line_to_words
from kc_extract.readers.merged import find_spans
from kc_extract.readers.wrapping import Dialect, breaks, dialect_of
from kc_extract.text import typed
from kc_extract.types import Article, CellContent, Input, Line, Note, Page, TableContent


def read_plain(data: bytes) -> Input:
    """A text file as one page without boxes; of a web page's dump, its article or its decision alone.

    Raises ``UnreadableError`` where the bytes are no text.
    """
    decoded = decode_with_notes(data)
    lines = typed(decoded.text).replace("\f", "\n").replace("\t", "    ").splitlines()
    article = article_of(lines)
    content = article.content if article is not None else decision_of(lines)
    kept = lines if content is None else [line for first, last in content for line in lines[first:last]]
    page = Page(number=1, text_source="plain", blocks=tuple(_blocks(kept)))
    return Input(
        media_type="text/plain",
        pages=(page,),
        notes=decoded.notes + _left_out(lines, kept),
        article=None if article is None else _article(article, lines),
    )


def _article(found: ArticleText, lines: Sequence[str]) -> Article:
    """What the page says of itself, the foot of the site included, which names who runs it."""
    foot = lines[found.content[-1][1] :] if found.content else ()
    site = "\n".join(line.strip() for line in foot if line.strip())
    return Article(headline=found.headline, published_on=found.published_on, site=site or None)


def _left_out(lines: Sequence[str], kept: Sequence[str]) -> tuple[Note, ...]:
    dropped = sum(1 for line in lines if line.strip()) - sum(1 for line in kept if line.strip())
    if not dropped:
        return ()
    message = f"{dropped} lines of the site's own (menus, counters, address, related documents) left out"
    return (Note(code="furniture", message=message),)


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
    pairs = zip(table.rows, find_spans(table.rows), strict=True)
    return TableContent(
        rows=tuple(
            tuple(_cell(cell, span, marked=marked) for cell, span in zip(row, spans, strict=True))
            for row, spans in pairs
        )
    )


def _cell(lines: Sequence[str], span: tuple[int, int], *, marked: bool) -> CellContent:
    return CellContent(lines=tuple(_lines(lines, "spaced", marked=marked)), colspan=span[0], rowspan=span[1])
