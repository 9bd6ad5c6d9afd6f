"""``kc-extract link``: extractions to the links between their documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from kc_extract.link import Links

_EDGES = ("source", "source_name", "relation", "target", "target_name", "evidence")
_FIGURES = (
    "relation", "earlier_name", "later_name", "kind", "label", "source", "unit", "earlier_value", "later_value",
    "difference", "earlier_record", "later_record",
)  # fmt: skip
_CHECKS = ("ok", "message", "expected", "found", "difference", "records")


def link(
    extractions: Annotated[
        list[Path], typer.Argument(metavar="EXTRACTIONS", help="Results folders, or single extractions.", exists=True)
    ],
    *,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write graph and tables here.", file_okay=False)
    ] = None,
) -> None:
    """Link documents to each other.

    Resolves citations to documents of the set, articles to the decisions they report, versions and successive
    programmes to each other. With --out: links.json, .graphml, .dot and .csv, figures.csv (figures of linked documents
    side by side) and checks.csv (articles against their decisions).
    """
    from kc_extract.link import link as link_documents
    from kc_extract.stored import read_stored

    links = link_documents(read_stored(extractions))
    if out is not None:
        _write(out, links)
    for line in _summary(links):
        typer.echo(line)


def _summary(links: Links) -> Iterator[str]:
    known = {node.id for node in links.nodes if node.names}
    relations = Counter(edge.relation for edge in links.edges)
    inside = Counter(edge.relation for edge in links.edges if edge.target in known)
    yield f"documents: {len(known)}"
    yield f"only cited: {len(links.nodes) - len(known)}"
    for relation, count in sorted(relations.items()):
        yield f"{relation}: {count}, within the set {inside[relation]}"
    yield f"figures side by side: {len(links.comparisons)}"
    failed = [check for check in links.checks if not check.ok]
    yield f"checks failed: {len(failed)} of {len(links.checks)}"
    yield from (f"  {check.message}" for check in failed)


def _write(out: Path, links: Links) -> None:
    from kc_extract.files import write_whole
    from kc_extract.link import links_to_dot, links_to_graphml, links_to_json
    from kc_extract.link.graphs import label_of

    names = {node.id: label_of(node) for node in links.nodes}
    write_whole(out / "links.json", links_to_json(links))
    write_whole(out / "links.graphml", links_to_graphml(links))
    write_whole(out / "links.dot", links_to_dot(links))
    edges = (
        {"source_name": names[edge.source], "target_name": names[edge.target], **_fields(edge)} for edge in links.edges
    )
    _write_csv(out / "links.csv", _EDGES, edges)
    pairs = (
        {"earlier_name": names[row.earlier], "later_name": names[row.later], **_fields(row)}
        for row in links.comparisons
    )
    _write_csv(out / "figures.csv", _FIGURES, pairs)
    _write_csv(out / "checks.csv", _CHECKS, map(_fields, links.checks))


def _fields(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of the links
    """The fields of a value, lists as words."""
    values = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return {name: " ".join(value) if isinstance(value, tuple) else value for name, value in values}


def _write_csv(path: Path, names: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    from kc_extract.export.csv_files import csv_file, csv_row
    from kc_extract.export.sheets import Column

    with csv_file(path, [Column(name=name, heading=name, width=0) for name in names]) as writer:
        for row in rows:
            writer.writerow(csv_row([row[name] for name in names]))
