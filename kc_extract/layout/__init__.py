"""Pages to a Document: one text, one coordinate system, made once.

After this stage the text is NFC in reading order, paragraphs are separated by one line feed, the lines of a paragraph
joined by one space, the cells of a table row by `` | ``; every word has its span, page, printed line and box.
"""

from __future__ import annotations

from collections.abc import Sequence

from kc_extract.layout.composer import Composer
from kc_extract.layout.doubts import note_doubts
from kc_extract.layout.flow import Paragraphs, flow
from kc_extract.types import Document, Input, Page, PageInfo, PlacedWord, Span, TextSource


def compose(source: Input, *, identity: str, name: str | None) -> Document:
    """The document that the pages make; never refuses a text."""
    composer = Composer()
    for block in flow(source.pages):
        if isinstance(block, Paragraphs):
            composer.add_paragraph(block)
        else:
            composer.add_table(block)
    spans = _page_spans(composer.words)
    return Document(
        id=identity,
        source_name=name,
        media_type=source.media_type,
        text_source=_text_source(source.pages),
        pages=tuple(_info(page, spans.get(page.number)) for page in source.pages),
        text=composer.text(),
        paragraphs=tuple(composer.paragraphs),
        words=tuple(composer.words),
        tables=tuple(composer.tables),
        notes=(*source.notes, *note_doubts(composer.words, composer.text())),
        article=source.article,
    )


def _info(page: Page, span: Span | None) -> PageInfo:
    return PageInfo(number=page.number, width=page.width, height=page.height, text_source=page.text_source, span=span)


def _page_spans(words: Sequence[PlacedWord]) -> dict[int, Span]:
    """From the first word of each page to its last; the words are in the order of the text."""
    spans: dict[int, Span] = {}
    for word in words:
        first = spans.setdefault(word.page, word.span)
        spans[word.page] = Span(first.start, word.span.end)
    return spans


def _text_source(pages: Sequence[Page]) -> TextSource:
    """The source that all pages with text share, else ``mixed``."""
    sources = {page.text_source for page in pages if page.blocks} or {page.text_source for page in pages}
    return sources.pop() if len(sources) == 1 else "mixed"
