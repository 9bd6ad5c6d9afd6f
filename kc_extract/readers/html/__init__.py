"""Web pages: an article by its main text, a legal portal's page by the decision that it carries."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from kc_extract.errors import UnreadableError
from kc_extract.readers.formats import Decoded, decode_with_notes, detect
from kc_extract.readers.html.articles import find_article
from kc_extract.readers.html.containers import unpack
from kc_extract.readers.html.decisions import decision_range
from kc_extract.readers.html.flow import Block, Flowed, flow
from kc_extract.types import Article, Input, Limits, Note, Page

__all__ = ["read_html"]


def read_html(data: bytes, name: str | None, limits: Limits) -> Input:
    """The decision or the article of a web page as one page without boxes, with notes on what was left out.

    Takes HTML, MHTML and gzipped HTML. Raises ``UnreadableError`` for bytes that are none of them, or no text.
    """
    source = _source(data, name, limits)
    page = LexborHTMLParser(source.text)
    if page.body is None:
        raise UnreadableError("no_text", "the page has no body; fetch it again")
    shown = flow(page.body)
    decision = _decision(shown) or _decision(flow(page.body, hidden=True), hidden=True)
    if decision is not None:
        blocks, notes = decision
        return _input(blocks, (*source.notes, *notes), None)
    found = find_article(page, shown, source.text)
    if found is None:
        return _input(shown.blocks, (*source.notes, _no_document(shown.blocks)), None)
    return _input(found.blocks, (*source.notes, *found.notes), found.article)


def _source(data: bytes, name: str | None, limits: Limits) -> Decoded:
    form = detect(data)
    if form in {"gzip", "mhtml"}:
        return _source(unpack(data, form, limits), name, limits)
    return decode_with_notes(data)


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


def _no_document(blocks: Sequence[Block]) -> Note:
    message = (
        f"no decision and no article found; all {len(blocks)} lines of the page are kept: check that it carries a text"
    )
    return Note(code="no_document_text", message=message)


def _input(blocks: tuple[Block, ...], notes: tuple[Note, ...], article: Article | None) -> Input:
    page = Page(number=1, text_source="html", blocks=blocks)
    return Input(media_type="text/html", pages=(page,), notes=notes, article=article)
