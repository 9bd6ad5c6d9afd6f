"""The document's period against the years that its attachments and its yearly amounts name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from kc_extract.context import Context
from kc_extract.text import lower
from kc_extract.types import Check, Funding, Period

_PERIOD = regex.compile(
    r"(?:giai đoạn|thời kỳ)\s+(?:từ\s+)?(?:năm\s+)?(?P<first>(?:19|20)\d{2})"
    r"\s*(?:[-–—÷]|đến(?:\s+năm)?)\s*(?P<last>(?:19|20)\d{2})"
)
#: The title of an attachment stands in its first lines.
_LINES = 4


#: What reports on years gone by names years outside its own.
_TELLS_BACK = frozenset({"report", "article", "notice", "letter"})


def period_checks(context: Context, funding: Sequence[Funding]) -> Iterator[Check]:
    """The period of each attachment's title, and the years that a total is split by, against the document's period.

    A period that runs backwards fails wherever it stands; the cells of a table are told only where they fail.
    """
    yield from _inverted(context)
    stated = context.header.period
    if stated is None or context.header.kind in _TELLS_BACK:
        return
    for name, found in _titled(context):
        message = f"{name} names the period {_years(found)}, the title of the document {_years(stated)}"
        yield Check(kind="period", ok=found == stated, records=(), message=message)
    for record in funding:
        if record.breakdown == "year" and record.period is not None:
            ok = stated[0] <= record.period[0] and record.period[1] <= stated[1]
            if ok and record.table is not None:
                continue
            message = f"{record.amount_text} is set for {_years(record.period)} in a document for {_years(stated)}"
            yield Check(kind="period", ok=ok, records=(record.id,), message=message)


def _inverted(context: Context) -> Iterator[Check]:
    """Every period of the text that ends before it begins."""
    for found in _PERIOD.finditer(lower(context.text)):
        if int(found["first"]) > int(found["last"]):
            printed = context.text[found.start() : found.end()]
            message = f"{printed!r} ends before it begins; no record takes its years from it"
            yield Check(kind="period", ok=False, records=(), message=message)


def _titled(context: Context) -> Iterator[tuple[str, Period]]:
    for part in context.outline.parts:
        if not part.name.startswith("attachment"):
            continue
        paragraphs = context.document.paragraphs
        first = bisect_left(paragraphs, part.span.start, key=lambda paragraph: paragraph.span.start)
        lines = [line for line in paragraphs[first : first + _LINES] if part.span.contains(line.span)]
        words = "\n".join(lower(context.text[line.span.start : line.span.end]) for line in lines)
        found = _PERIOD.search(words)
        if found is not None and int(found["first"]) <= int(found["last"]):
            yield part.name, (int(found["first"]), int(found["last"]))


def _years(period: Period) -> str:
    first, last = period
    return str(first) if first == last else f"{first} - {last}"
