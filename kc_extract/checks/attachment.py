"""The decision's number and date against those that its attachments print (``Kèm theo Quyết định số … ngày …``)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

import regex

from kc_extract.context import Context
from kc_extract.references import Reference, find_references
from kc_extract.types import Check, Part

#: The line begins with it, or a bracket or the heading of an appendix does; a form tells so of another document.
_ISSUED_WITH = regex.compile(
    r"(?:^|\()\W*(?:phụ lục(?:\s+(?:số\s+)?[\divx]+)?\W*)?(?:được\s+)?(?:ban hành\s+)?kèm theo", regex.IGNORECASE
)
#: The line that names the decision stands in the first lines of an attachment.
_LINES = 6


def attachment_checks(context: Context) -> Iterator[Check]:
    """For each attachment or appendix that names the document it belongs to: number and date against the header."""
    for part in context.outline.own:
        if part.name != "body":
            yield from _check(context, part)


def _check(context: Context, part: Part) -> Iterator[Check]:
    header = context.header
    for line in _lines(context, part):
        if not _ISSUED_WITH.search(line):
            continue
        for reference in find_references(line)[:1]:
            same = _same_number(reference, header.number)
            if same is None and header.number is not None:
                return
            if same is not None:
                message = f"{part.name} says {reference.number}, the header {header.number}"
                yield Check(kind="header_attachment", ok=same, records=(), message=message)
            dated = reference.dated
            if dated is not None and header.issued_on is not None and not dated.doubtful:
                message = f"{part.name} says {dated.date.isoformat()}, the header {header.issued_on.isoformat()}"
                yield Check(kind="header_attachment", ok=dated.date == header.issued_on, records=(), message=message)
        return


def _same_number(reference: Reference, number: str | None) -> bool | None:
    """Whether a reference names the document itself; None where it names one of another kind, or there is no number.

    A year that only one of the two prints makes no difference.
    """
    own = next(iter(find_references(number or "")), None)
    if own is None or own.code != reference.code:
        return None
    years = {own.year, reference.year} - {None}
    return own.digits.lstrip("0") == reference.digits.lstrip("0") and len(years) <= 1


def _lines(context: Context, part: Part) -> list[str]:
    paragraphs = context.document.paragraphs
    first = bisect_left(paragraphs, part.span.start, key=lambda paragraph: paragraph.span.start)
    last = bisect_left(paragraphs, part.span.end, key=lambda paragraph: paragraph.span.start)
    inside = (paragraphs[at] for at in range(first, last) if paragraphs[at].role == "body")
    return [context.text[paragraph.span.start : paragraph.span.end] for paragraph in islice(inside, _LINES)]
