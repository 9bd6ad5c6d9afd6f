"""The fate of every number in a text: part of a record, a named exclusion, or unexplained; the three partition all.

A number is a run of digits with the dots and commas inside it. Each has one fate: a record that rests on it goes
first, then what a rule or a stage has named it, then its place in a table, and what is left is unexplained.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import regex

from kc_extract.funding.grid import Grid
from kc_extract.types import (
    Citation,
    Document,
    Exclusion,
    Frozen,
    Funding,
    Outline,
    Reading,
    Span,
    Table,
    Target,
)

NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
#: How far ahead of a ceiling its percentage may stand.
_SHARE_REACH = 220


class Records(Frozen, frozen=True, kw_only=True):
    """The records that numbers may be part of."""

    targets: tuple[Target, ...] = ()
    funding: tuple[Funding, ...] = ()
    citations: tuple[Citation, ...] = ()


class Ledger(Frozen, frozen=True, kw_only=True):
    """Every number of a document by its fate, each list sorted: in records, excluded with the reason, unexplained."""

    recorded: tuple[Span, ...]
    exclusions: tuple[Exclusion, ...]
    unexplained: tuple[Span, ...]


def account(
    document: Document, outline: Outline, reading: Reading, records: Records, dropped: Sequence[Exclusion] = ()
) -> Ledger:
    """The ledger of a document; ``dropped`` are the quantities that a later stage refused, with its reasons."""
    held = _Spans(_record_spans(reading, records))
    named = [*dropped, *reading.exclusions, *_markers(document, outline), *_table_numbers(document.tables)]
    reasons = _Reasons(named)
    recorded: list[Span] = []
    exclusions: list[Exclusion] = []
    unexplained: list[Span] = []
    for found in NUMBER.finditer(document.text):
        span = Span(*found.span())
        if held.overlap(span):
            recorded.append(span)
        elif (exclusion := reasons.of(span)) is not None:
            exclusions.append(exclusion)
        else:
            unexplained.append(span)
    return Ledger(recorded=tuple(recorded), exclusions=tuple(exclusions), unexplained=tuple(unexplained))


# --- records ------------------------------------------------------------------------------------------------------


def _record_spans(reading: Reading, records: Records) -> Iterator[Span]:
    """The spans that records rest on: their own, and those of the quantities that they were read from."""
    every = chain(records.targets, records.funding, records.citations)
    spans = {record.span for record in every}
    yield from spans
    for mention in reading.mentions:
        if mention.span in spans:
            yield from mention.numbers
    yield from _shares(reading, records.funding)


def _shares(reading: Reading, funding: Iterable[Funding]) -> Iterator[Span]:
    """The percentages that stand ahead of a ceiling in its record."""
    percents = [mention for mention in reading.mentions if mention.kind == "percent"]
    ends = [percent.span.end for percent in percents]
    for record in funding:
        if record.share is None:
            continue
        start = record.span.start
        for percent in percents[bisect_left(ends, start - _SHARE_REACH) : bisect_right(ends, start)]:
            if record.share in {percent.low, percent.high}:
                yield percent.span


class _Spans:
    """Spans that may overlap, asked whether one of them overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start < merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._spans = merged
        self._starts = [span.start for span in merged]

    def overlap(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._spans[at].end > span.start


# --- exclusions ---------------------------------------------------------------------------------------------------


class _Reasons:
    """Exclusions by place; of several over one number the first given wins."""

    def __init__(self, exclusions: Sequence[Exclusion]) -> None:
        ranked = sorted(enumerate(exclusions), key=lambda pair: pair[1].span.start)
        self._exclusions = [(rank, exclusion) for rank, exclusion in ranked]
        self._starts = [exclusion.span.start for _, exclusion in ranked]
        self._longest = max((len(exclusion.span) for exclusion in exclusions), default=0)

    def of(self, span: Span) -> Exclusion | None:
        """The exclusion of a number, narrowed to the number itself."""
        last = bisect_right(self._starts, span.end - 1)
        first = bisect_right(self._starts, span.start - self._longest - 1)
        over = [pair for pair in self._exclusions[first:last] if pair[1].span.overlaps(span)]
        if not over:
            return None
        found = min(over, key=lambda pair: pair[0])[1]
        return Exclusion(span=span, reason=found.reason, rule=found.rule)


def _markers(document: Document, outline: Outline) -> Iterator[Exclusion]:
    for span in outline.markers:
        if any(char.isdigit() for char in document.text[span.start : span.end]):
            yield Exclusion(span=span, reason="section_marker", rule="outline")


def _table_numbers(tables: Iterable[Table]) -> Iterator[Exclusion]:
    """Every number of a table that no record took: row numbers, headers, and cells, which the tables hold."""
    for table in tables:
        grid = Grid(table)
        for row in grid.rows:
            marked = {cell.span for cell in row.cells.values() if row.mark and cell.text.strip(" .()") == row.mark}
            for cell in row.cells.values():
                reason = "row_number" if cell.span in marked else "table_cell"
                yield Exclusion(span=cell.span, reason=reason, rule="table")
        for header in table.header:
            for cell in header:
                yield Exclusion(span=cell.span, reason="table_header", rule="table")
