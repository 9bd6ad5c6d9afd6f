"""A document to its header fields, from its own blocks; for an article, what it announces."""

from __future__ import annotations

import datetime as dt

import regex

from kc_extract.dates import find_dates
from kc_extract.gazetteer import kind_of_word
from kc_extract.header.announced import find_announced
from kc_extract.header.block import Block, find_block
from kc_extract.header.bodies import body_behind, body_of_code, with_territory
from kc_extract.header.issuer import find_issuer, in_ordinary_case, is_body
from kc_extract.header.lines import rows_of
from kc_extract.header.metadata import Metadata, before_labels, find_metadata
from kc_extract.header.number import issued_with, own_reference
from kc_extract.header.period import find_period
from kc_extract.header.place_date import place_and_date
from kc_extract.header.signatories import find_signatories
from kc_extract.header.title import Title, find_title
from kc_extract.references import Reference, find_references
from kc_extract.text import lower
from kc_extract.types import Article, Document, DocumentKind, Frozen, Header, Outline, Period, Signatory

_METADATA_WORDS = 400
#: What a portal puts around the title in its own name of a document (``… năm 2031 về … do … ban hành``).
_OF_BODY = regex.compile(r"^của\s+\p{Lu}[\p{L}, -]{2,120}?\s+về\s+việc\s")
_OF_PORTAL = regex.compile(r"^(?:năm\s+\d{4}\s+)?(?:về(?:\s+việc)?\s+)?|\s+do\s+[^;.]{3,120}?\s+ban\s+hành\s*$")
#: How a letter begins that prints neither its kind nor what it is about.
_ADDRESSED = regex.compile(r"\W*kính\s+gửi\s*:", regex.IGNORECASE)
#: Portals name the document within so many paragraphs.
_PORTAL = 40


class _Sources(Frozen, frozen=True, kw_only=True):
    """Where a document's fields are read from: its blocks, and what a portal says beside them."""

    document: Document
    outline: Outline
    block: Block
    own: Reference | None
    title: Title
    metadata: Metadata


def read_header(document: Document, outline: Outline) -> Header:
    """The fields of the ``document`` object, each None where the document does not show it.

    The document's own blocks count more than what a portal says beside them.
    """
    if document.article is not None:
        return _article(document, document.article)
    block = find_block(document)
    own, title = own_reference(document, outline, block), find_title(block)
    metadata = find_metadata(rows_of(document, document.words[:_METADATA_WORDS]))
    sources = _Sources(document=document, outline=outline, block=block, own=own, title=title, metadata=metadata)
    place, issued_on = place_and_date(document, outline, block)
    issued_on = issued_on or _date_given(sources)
    text = title.text or (_named(document, block, own) if metadata.number else None)
    return Header(
        kind=_kind(block, own, title, metadata),
        number=own.number if own else _number_given(title.number or metadata.number),
        issuer=_issuer(sources),
        place=place,
        issued_on=issued_on,
        title=text,
        period=_period(document, outline, text, issued_on),
        signatories=find_signatories(document, outline) or _signer_given(metadata),
    )


def _article(document: Document, article: Article) -> Header:
    announced = find_announced(document)
    headline = article.headline
    scope = _scope(document, announced.number if announced else None)
    written = article.published_on or (announced.issued_on if announced else None)
    return Header(
        kind="article",
        published_on=article.published_on,
        title=headline,
        period=find_period(headline, written) or find_period(scope, written),
        announces=announced,
    )


def _scope(document: Document, number: str | None) -> str | None:
    """The sentence that names what the article announces."""
    reference = next((item for item in find_references(document.text) if item.number == number), None)
    if reference is None:
        return None
    return document.text[reference.span.end : reference.span.end + 200].split(". ")[0].split("\n")[0]


def _kind(block: Block, own: Reference | None, title: Title, metadata: Metadata) -> DocumentKind:
    if block.kind:
        return block.kind
    if block.anchored and title.subject:
        return "letter"
    if own and own.kind:
        return own.kind
    is_addressed = block.anchored and any(_ADDRESSED.match(row.text) for row in (*block.above, *block.below))
    return (kind_of_word(metadata.kind) if metadata.kind else None) or ("letter" if is_addressed else "other")


def _period(document: Document, outline: Outline, title: str | None, issued_on: dt.date | None) -> Period | None:
    """The title's years, else those of the programme or plan that the document issues."""
    period = find_period(title, issued_on)
    if period or len(outline.parts) < 2:  # noqa: PLR2004 - the body alone issues nothing
        return period
    start = outline.parts[1].span.start
    heading = document.text[start : start + 300].split("(", maxsplit=1)[0]
    planned = heading.split("\n", maxsplit=1)[0]
    words = ("CHƯƠNG TRÌNH", "KẾ HOẠCH", "ĐỀ ÁN", "CHIẾN LƯỢC")
    return find_period(heading.split("\nI.")[0], issued_on) if planned.startswith(words) else None


def _named(document: Document, block: Block, own: Reference | None) -> str | None:
    """The title behind kind and number above the text, where the portal lost the document's own title, or its text."""
    if block.kind_row is not None:
        return None
    names = []
    for paragraph in document.paragraphs[:_PORTAL]:
        text = before_labels(document.text[paragraph.span.start : paragraph.span.end])
        found = next(iter(find_references(text)), None)
        if found and found.noun and lower(text).startswith(found.noun) and (own is None or own.key == found.key):
            names.append(text[found.span.end :].strip(" :,.-"))
    full = next((name for name in names if _OF_BODY.match(name)), None)
    named = full or next(filter(None, names), "")
    return regex.sub(_OF_PORTAL, "", regex.sub(_OF_BODY, "", named)).strip(" :,.-") or None


def _date_given(sources: _Sources) -> dt.date | None:
    if sources.own:
        for reference, _ in issued_with(sources.document, sources.outline):
            if reference.key == sources.own.key and reference.dated:
                return reference.dated.date
    given = list(find_dates(sources.title.date or sources.metadata.issued_on or ""))
    return given[0].date if given else None


def _number_given(printed: str | None) -> str | None:
    found = find_references(f"số {printed}") if printed else ()
    return found[0].number if found else None


def _issuer(sources: _Sources) -> str | None:
    """The issuer of the block, of the line of authority or of the gazette's heading, else what else names it."""
    title = sources.title
    printed = find_issuer(sources.document, sources.block, title.authority or title.body)
    if printed is None:
        return _issuer_given(sources)
    return with_territory(sources.document, printed, sources.metadata.issuer)


def _issuer_given(sources: _Sources) -> str | None:
    """The issuer that the brackets of an attachment name, else the one of a portal's table or of the number's code."""
    document, own = sources.document, sources.own
    for reference, behind in issued_with(document, sources.outline):
        if own and reference.key == own.key and (body := body_behind(document, behind)):
            return body
    bodies = [body.strip() for body in (sources.metadata.issuer or "").split(";")]
    if all(is_body(body) for body in bodies):
        return "; ".join(in_ordinary_case(document, body) for body in bodies)
    return body_of_code(own) if own else None


def _signer_given(metadata: Metadata) -> tuple[Signatory, ...]:
    names = (metadata.signer or "").split(";")
    return tuple(Signatory(name=name.strip(), title=None) for name in names if name.strip())
