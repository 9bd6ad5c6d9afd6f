"""The document's own number: from its header line, else from what is issued with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import regex

from kc_extract.header.block import Block
from kc_extract.references import Reference, find_references
from kc_extract.types import Document, Outline, Paragraph

_LABEL = regex.compile(r"(?<!\p{L})S[ốỐ]\s*(?:hiệu)?\s*:?\s*", regex.IGNORECASE)
#: The label of the document's own line; a portal's name of it above has none.
_OWN_LINE = regex.compile(r"(?m)^\W*S[ốỐ]\s*(?:hiệu)?\s*:\s*", regex.IGNORECASE)
#: A number line of which a portal lost the kind (``Số: 1281/-UBND``).
_BROKEN = regex.compile(r"(?m)^\W*S[ốỐ]\s*:\s*(?P<digits>\d+)\s*/\s*-")
_NEAR = 60
_DOCUMENT = r"(?:Quyết định|Nghị quyết|Thông tư|Nghị định|Kế hoạch|Công văn)"
#: Opens a line; a citation deep in the text (``theo Quyết định số …``) says nothing about what is issued with it.
_WITH = regex.compile(
    r"(?m)^[ \t]*(?:PHỤ LỤC(?:[ \t]+[IVXLC\d]+)?[ \t:.-]*)?"
    r"(?:\(.{0,60}?|(?:Được[ \t]+)?(?:Ban hành[ \t]+|Phê duyệt[ \t]+|Đính[ \t]+)?)"
    rf"kèm[ \t]+theo\s+{_DOCUMENT}",
    regex.IGNORECASE,
)
#: The brackets stand within so many paragraphs from the heading of a part.
_TOP = 10
_LONG = 400


class Issued(NamedTuple):
    """A number in the brackets below a heading, and what stands behind it there."""

    reference: Reference
    behind: str


def own_reference(document: Document, outline: Outline, block: Block) -> Reference | None:
    """The reference that is the document's own number, or None where it is printed nowhere.

    A number left blank in the header (stamped or written by hand) is taken from ``(Kèm theo Quyết định số …)`` of the
    attachment.
    """
    attached = next(issued_with(document, outline), None)
    return _from_block(block) or (attached.reference if attached else None) or _introduced(document, block)


def issued_with(document: Document, outline: Outline) -> Iterator[Issued]:
    """The numbers in the brackets below the headings of what is issued with the document, in their order."""
    if len(outline.parts) < 2:  # noqa: PLR2004 - the body alone has nothing issued with it
        return
    for paragraph in _tops(document, outline):
        text = _text(document, paragraph)
        found = _WITH.search(text[:_LONG])
        if found and "này" not in text[found.end() : found.end() + 5]:
            bracket = text[found.start() : found.start() + _LONG]
            for reference in find_references(bracket)[:1]:
                yield Issued(reference, bracket[reference.span.end :])


def _tops(document: Document, outline: Outline) -> Iterator[Paragraph]:
    """The first paragraphs of every part but the body."""
    starts = [paragraph.span.start for paragraph in document.paragraphs]
    for part in outline.own[1:]:
        first = bisect_left(starts, part.span.start)
        for paragraph in document.paragraphs[first : first + _TOP]:
            if paragraph.span.start < part.span.end:
                yield paragraph


def _from_block(block: Block) -> Reference | None:
    if not block.anchored:
        return None
    text = block.text
    for label in (*_OWN_LINE.finditer(text), *_LABEL.finditer(text)):
        found = [item for item in find_references(text[label.start() :]) if item.span.start < _NEAR]
        if found:
            return found[0]
    return None


def _introduced(document: Document, block: Block) -> Reference | None:
    """The only number of its kind that a portal names above the text, which has no header block or a broken number."""
    if block.kind_row is None:
        return None
    broken = _BROKEN.search(block.text) if block.anchored else None
    if block.anchored and broken is None:
        return None
    above = find_references(document.text[: block.kind_row.span.start])
    same = {
        item.key: item
        for item in above
        if item.kind == block.kind and (broken is None or item.digits == broken["digits"])
    }
    return next(iter(same.values())) if len(same) == 1 else None


def _text(document: Document, paragraph: Paragraph) -> str:
    return document.text[paragraph.span.start : paragraph.span.end]
