"""Documents linked to each other: citations, articles and decisions, versions, programmes of successive periods."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kc_extract.link.articles import announced, article_checks
from kc_extract.link.cards import make_card
from kc_extract.link.citing import cite
from kc_extract.link.figures import compare
from kc_extract.link.graphs import links_to_dot, links_to_graphml, links_to_json
from kc_extract.link.places import predecessors, successor
from kc_extract.link.programmes import successive
from kc_extract.link.values import Comparison, Edge, Links, Node
from kc_extract.link.works import Work, gather
from kc_extract.types import Extraction

__all__ = [
    "Comparison", "Edge", "Links", "Node", "link", "links_to_dot", "links_to_graphml", "links_to_json", "predecessors",
    "successor",
]  # fmt: skip


def link(extractions: Iterable[tuple[str, Extraction]]) -> Links:
    """The links between the documents of a set; each extraction comes with its name there and is read once.

    Every citation is an edge, to the document of the set that it can only mean, else to one that is only cited. Nothing
    is linked where number, date and province leave more than one, or contradict each other.
    """
    works = gather(make_card(name, extraction) for name, extraction in extractions)
    citations, outside = cite(works)
    reports = [(work, found) for work in works if (found := announced(work, works)) is not None]
    follows = list(successive(works))
    by_id = {work.id: work for work in works}
    versions = [edge for edge in citations if edge.relation in {"amends", "replaces"} and edge.target in by_id]
    compared = (
        *(compare(earlier, later, "follows") for earlier, later in follows),
        *(compare(by_id[edge.target], by_id[edge.source], edge.relation) for edge in versions),
        *(compare(found.work, article, "announces") for article, found in reports),
    )
    return Links(
        nodes=(*map(_node, works), *outside),
        edges=(
            *citations,
            *(Edge(source=one.id, target=f.work.id, relation="announces", evidence=f.evidence) for one, f in reports),
            *(Edge(source=later.id, target=one.id, relation="follows", evidence=("title",)) for one, later in follows),
        ),
        comparisons=tuple(chain.from_iterable(compared)),
        checks=tuple(chain.from_iterable(article_checks(article, found) for article, found in reports)),
    )


def _node(work: Work) -> Node:
    document = work.card.document
    names = ("kind", "number", "issuer", "issued_on", "title", "period")
    return Node(id=work.id, names=work.names, **{name: getattr(document, name) for name in names})
