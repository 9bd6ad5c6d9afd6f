"""Amounts of money to funding records: who pays how much for what, and which amounts are parts of which.

After this stage every amount that somebody plans, grants, charges, fines or caps is one record, in text order, with
the ids f1, f2 …; ``part_of`` names a record of the same document. Money that is aimed at, thresholds and steps of a
calculation are no records; ``aims`` tells the first. Definitions follow the output contract.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kc_extract.context import Context, Index
from kc_extract.funding.amounts import Amount, read_amounts
from kc_extract.funding.ceilings import shared_ceilings
from kc_extract.funding.places import Places
from kc_extract.funding.records import make_records
from kc_extract.funding.table_notes import describe_tables
from kc_extract.funding.tabled import TableMoney, read_table
from kc_extract.types import Exclusion, Funding, Mention, Span

__all__ = ["TableMoney", "aims", "describe_tables", "find_funding", "shares", "table_money", "unpaid"]

#: What the ledger calls an amount that is no record.
_REASONS = {"worth": "value_nobody_pays", "market": "market_price"}


class _Money(NamedTuple):
    """The money of one document: amounts in prose, and those of each table."""

    places: Places
    amounts: tuple[Amount, ...]
    tables: tuple[TableMoney, ...]


@lru_cache(maxsize=2)
def _read(index: Index) -> _Money:
    """The money of one document, read once for the questions that the stages ask of it."""
    context = index.context
    places = Places(context, index)
    tables = describe_tables(context.document, context.outline)
    tabled = [m for m in context.reading.mentions if m.kind == "money" and places.cell(m.span.start) is not None]
    prose = read_amounts(places)
    read = (read_table(places, table, [m for m in tabled if table.span.contains(m.span)], prose) for table in tables)
    return _Money(places, prose, tuple(read))


def find_funding(context: Context, index: Index) -> tuple[Funding, ...]:  # noqa: ARG001 the index holds its context
    """The funding records of the document, in text order.

    Amounts are Decimals in their currency, VND amounts whole numbers besides. ``page`` and ``boxes`` are left empty.
    """
    return make_records(*_read(index))


def aims(context: Context, index: Index) -> tuple[Mention, ...]:  # noqa: ARG001 as above
    """The amounts that are aimed at or produced, in text order; bare figures of tables with their unit applied."""
    money = _read(index)
    every = chain(money.amounts, *(table.amounts for table in money.tables))
    return tuple(sorted((a.mention for a in every if a.purpose == "aim"), key=lambda mention: mention.span))


def shares(context: Context, index: Index) -> tuple[Span, ...]:  # noqa: ARG001 as above
    """The spans of the percentages that go with a ceiling in one phrase, and so belong to its funding record."""
    money = _read(index)
    return tuple(percent.span for percent in shared_ceilings(money.places, money.amounts).values())


def table_money(index: Index) -> tuple[TableMoney, ...]:
    """The money of each table, with the column totals that are no records: what the sums of tables are checked on."""
    return _read(index).tables


def unpaid(context: Context, index: Index) -> tuple[Exclusion, ...]:  # noqa: ARG001 as above
    """The amounts that are no records, each with its reason: thresholds, steps of calculation, prices, totals."""
    money = _read(index)
    return tuple(
        Exclusion(span=amount.mention.span, reason=reason, rule="funding")
        for amount in chain(money.amounts, *(table.amounts for table in money.tables))
        if (reason := _reason(amount)) is not None
    )


def _reason(amount: Amount) -> str | None:
    if amount.is_empty:
        return "empty_cell"
    if amount.is_paid and not amount.is_funding:
        return "column_total"
    return _REASONS.get(amount.purpose or "")
