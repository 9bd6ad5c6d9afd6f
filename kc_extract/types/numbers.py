"""Numbers read: quantities, and what is none with the reason."""

from __future__ import annotations

from decimal import Decimal

from kc_extract.types.places import Frozen, Note, Span
from kc_extract.types.vocabulary import MentionKind, Qualifier


class Mention(Frozen, frozen=True, kw_only=True):
    """A quantity in the text.

    ``span`` is the whole phrase with its qualifier, ``quantity`` the figure with scale, currency or unit (the
    ``amount_text`` of money), ``numbers`` every digit run or number word it rests on. ``low`` and ``high`` are in
    ``currency`` or ``unit`` (``2 tỷ đồng``: 2000000000 VND); None for an open side.
    """

    span: Span
    quantity: Span
    kind: MentionKind
    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    qualifier: Qualifier = "exact"
    currency: str | None = None
    unit: str | None = None
    unit_span: Span | None = None
    per: str | None = None
    numbers: tuple[Span, ...] = ()
    stated: Decimal | None = None  # what the words beside the figure say (``03 (ba)``), where they are there
    rule: str


class Exclusion(Frozen, frozen=True, kw_only=True):
    """A number that is no quantity, with the reason that the ledger prints (``date``, ``citation``, ``phone`` …)."""

    span: Span
    reason: str
    rule: str


class Reading(Frozen, frozen=True, kw_only=True):
    """All numbers of a text, read: quantities and named exclusions, each sorted by span, none overlapping."""

    mentions: tuple[Mention, ...]
    exclusions: tuple[Exclusion, ...]
    notes: tuple[Note, ...] = ()
