"""What linking gives: the documents, the links between them, their figures side by side, and checks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from kc_extract.link.resolving import Evidence
from kc_extract.types import Check, DocumentKind, Frozen, Period

#: ``announces``: an article and the decision it reports; ``follows``: a programme and the one of the period before.
Relation = Literal["amends", "replaces", "basis", "mentions", "announces", "follows"]


class Node(Frozen, frozen=True, kw_only=True):
    """A document: one of the set, with the names of its files, or one that is only cited (``names`` empty)."""

    id: str
    names: tuple[str, ...] = ()
    kind: DocumentKind | None = None
    number: str | None = None
    issuer: str | None = None
    issued_on: dt.date | None = None
    title: str | None = None
    period: Period | None = None


class Edge(Frozen, frozen=True, kw_only=True):
    """A link from the document that says it to the one that it means, with what agrees (empty: not in the set)."""

    source: str
    target: str
    relation: Relation
    evidence: tuple[Evidence, ...] = ()


class Comparison(Frozen, frozen=True, kw_only=True):
    """One figure in two linked documents; a side is None where the document has no such figure.

    ``label`` is the indicator, or the title of the activity, empty for the whole document; values are in ``unit``, of a
    range the upper; ``difference`` is later less earlier, where both are told.
    """

    relation: Relation
    earlier: str
    later: str
    kind: Literal["target", "funding"]
    label: str
    source: str | None
    unit: str
    earlier_record: str | None
    earlier_value: Decimal | None
    later_record: str | None
    later_value: Decimal | None
    difference: Decimal | None


class Links(Frozen, frozen=True, kw_only=True):
    """Everything that linking a set gives; records in ``checks`` are named by document and id (``d1/f20``)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    comparisons: tuple[Comparison, ...]
    checks: tuple[Check, ...]
