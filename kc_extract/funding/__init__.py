"""Amounts of money to funding records: who pays how much for what, and which amounts are parts of which.

After this stage every amount that somebody plans, grants, charges, fines or caps is one record, in text order, with
the ids f1, f2 …; ``part_of`` names a record of the same document. Money that is aimed at, thresholds and steps of a
calculation are no records; ``is_aim`` tells the first. Definitions follow the output contract.
"""

from __future__ import annotations

from functools import lru_cache

from kc_extract.context import Context, Index
from kc_extract.funding.amounts import Amount, read_amounts
from kc_extract.funding.norms import shared_ceilings
from kc_extract.funding.places import Places
from kc_extract.funding.records import make_records
from kc_extract.funding.table_notes import describe_tables
from kc_extract.types import Funding, Mention, Span

__all__ = ["describe_tables", "find_funding", "is_aim", "shares"]


@lru_cache(maxsize=2)
def _amounts(index: Index) -> tuple[Places, tuple[Amount, ...]]:
    """The amounts of one document, read once for the questions that the stages ask of them."""
    places = Places(index.context, index)
    return places, read_amounts(places)


def find_funding(context: Context, index: Index) -> tuple[Funding, ...]:
    """The funding records of the document, in text order.

    Amounts are Decimals in their currency, VND amounts whole numbers besides. ``page`` and ``boxes`` are left empty.
    """
    places, amounts = _amounts(index)
    return make_records(places, amounts)


def is_aim(context: Context, index: Index, mention: Mention) -> bool:
    """Whether an amount of money is itself what is aimed at or produced (export turnover), and so a target."""
    _, amounts = _amounts(index)
    return any(amount.mention == mention and amount.purpose == "aim" for amount in amounts)


def shares(context: Context, index: Index) -> tuple[Span, ...]:
    """The spans of the percentages that go with a ceiling in one phrase, and so belong to its funding record."""
    places, amounts = _amounts(index)
    return tuple(percent.span for percent in shared_ceilings(places, amounts).values())
