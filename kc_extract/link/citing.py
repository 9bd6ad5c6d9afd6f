"""The citations of a set as edges, to documents of the set or to those that are only cited."""

from __future__ import annotations

from collections.abc import Sequence

from kc_extract.link.cards import Cited
from kc_extract.link.resolving import Found, Named, has_year, resolve
from kc_extract.link.values import Edge, Node
from kc_extract.link.works import Work


def cite(works: Sequence[Work]) -> tuple[tuple[Edge, ...], tuple[Node, ...]]:
    """The edges of all citations in the order of the documents, and a node for each document that is only cited."""
    by_key: dict[str | None, list[Work]] = {}
    for work in works:
        by_key.setdefault(work.card.key, []).append(work)
    outside: dict[tuple[str, str], Node] = {}
    edges: list[Edge] = []
    for work in works:
        for cited in work.card.citations:
            found = _resolved(work, cited, by_key.get(cited.key, []))
            if found is not None:
                target, evidence = found.work.id, found.evidence
            else:
                node = _outside(cited, len(outside) + 1)
                target, evidence = outside.setdefault(_identity(cited, work), node).id, ()
            edges.append(Edge(source=work.id, target=target, relation=cited.role, evidence=evidence))
    return tuple(edges), tuple(outside.values())


def _resolved(work: Work, cited: Cited, works: Sequence[Work]) -> Found | None:
    named = Named(number=cited.number, key=cited.key, issued_on=cited.issued_on, places=cited.places, by=work.card)
    return resolve(named, [other for other in works if other.id != work.id])


def _identity(cited: Cited, work: Work) -> tuple[str, str]:
    """What makes two citations mean one document: its number, with its date where the number is given every year."""
    if has_year(cited.number):
        return cited.key, ""
    return cited.key, cited.issued_on.isoformat() if cited.issued_on else work.id


def _outside(cited: Cited, number: int) -> Node:
    return Node(id=f"x{number}", kind=cited.doc_type, number=cited.number, issued_on=cited.issued_on)
