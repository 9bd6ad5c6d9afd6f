"""Web pages: an article by its main text, a legal portal's page by the decision that it carries."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kc_extract.errors import UnreadableError
from kc_extract.readers import furniture
from kc_extract.readers.formats import MEDIA_TYPES, Decoded, decode_with_notes, detect
from kc_extract.readers.html.articles import find_article
from kc_extract.readers.html.containers import unpack
from kc_extract.readers.html.decisions import decision_range
from kc_extract.readers.html.flow import Block, Flowed, flow, outside_site
from kc_extract.types import Article, Input, Limits, Line, Note, Page

__all__ = ["read_html"]

_NO_TEXT = "no_text"


def read_html(data: bytes, name: str | None, limits: Limits) -> Input:  # noqa: ARG001 - the form of every reader
    """The decision or the article of a web page as one page without boxes, with notes on what was left out.

    Takes HTML, MHTML and gzipped HTML. Raises ``UnreadableError`` for bytes that are none of them, or no text.
    """
    source = _source(data, limits)
    page = LexborHTMLParser(source.text)
    if page.body is None:
        message = "the page has no body; fetch it again"
        raise UnreadableError(_NO_TEXT, message)
    shown = flow(page.body)
    decision = _decision(shown) or _hidden_decision(page.body)
    if decision is not None:
        blocks, notes = decision
        return _input(blocks, (*source.notes, *notes), None)
    found = None if _lists_properties(shown) else find_article(page, shown, source.text)
    if found is None:
        kept = outside_site(shown)
        return _input(kept, (*source.notes, _no_document(kept)), None)
    return _input(found.blocks, (*source.notes, *found.notes), found.article)


def _source(data: bytes, limits: Limits) -> Decoded:
    form = detect(data)
    for _ in range(_WRAPPINGS):
        if form in {"gzip", "mhtml"}:
            data = unpack(data, form, limits)
            form = detect(data)
    if form not in {"html", "plain"}:
        message = f"this is {MEDIA_TYPES[form]}, which is no web page; give what it was made from"
        raise UnreadableError(_NO_TEXT, message)
    return decode_with_notes(data)


#: A gzipped MHTML file; what is wrapped deeper was wrapped to deceive.
_WRAPPINGS = 2


def _decision(page: Flowed, *, hidden: bool = False) -> tuple[tuple[Block, ...], tuple[Note, ...]] | None:
    reach = decision_range(page)
    if reach is None:
        return None
    first, last = reach
    dropped = len(page.blocks) - (last - first)
    notes = [Note(code="furniture", message=f"{dropped} lines of the site's own (menus, properties, address) left out")]
    if hidden:
        notes.append(
            Note(code="hidden_text", message="the page hides its text until a tab is opened; it was read all the same")
        )
    return page.blocks[first:last], tuple(notes)


def _hidden_decision(body: LexborNode) -> tuple[tuple[Block, ...], tuple[Note, ...]] | None:
    """The decision that the page keeps behind a tab, where it hides anything at all."""
    if not body.css("[hidden], [style*=display], [style*=visibility]"):
        return None
    return _decision(flow(body, hidden=True), hidden=True)


#: So many properties and no decision: the page describes a document, as a portal's tab of properties does.
_PROPERTIES = 4


def _lists_properties(page: Flowed) -> bool:
    texts = [line for block in page.blocks for line in _lines(block)]
    return sum(1 for text in texts if furniture.is_property(text)) >= _PROPERTIES


def _lines(block: Block) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    return [line.text for row in block.rows for cell in row for line in cell.lines]


def _no_document(blocks: Sequence[Block]) -> Note:
    message = (
        f"no decision and no article found; all {len(blocks)} lines of the page are kept: check that it carries a text"
    )
    return Note(code="no_document_text", message=message)


def _input(blocks: tuple[Block, ...], notes: tuple[Note, ...], article: Article | None) -> Input:
    page = Page(number=1, text_source="html", blocks=blocks)
    return Input(media_type="text/html", pages=(page,), notes=notes, article=article)
