"""Links as files that graph programs read: JSON, GraphML and DOT."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import msgspec

from kc_extract.link.values import Edge, Links, Node

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = ("label", "kind", "number", "issuer", "issued_on", "title", "period", "names")
_EDGE_KEYS = ("relation", "evidence")
_STYLES = {"amends": "red", "replaces": "red", "announces": "blue", "follows": "darkgreen"}


def links_to_json(links: Links) -> bytes:
    """Everything as one indented JSON object, in UTF-8."""
    return msgspec.json.format(msgspec.json.encode(links), indent=2) + b"\n"


def links_to_graphml(links: Links) -> bytes:
    """The graph of the documents as GraphML, with what is known of nodes and edges as their data."""
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for domain, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name in names:
            ET.SubElement(
                root, "key", {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": "string"}
            )
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    for node in links.nodes:
        _add_data(ET.SubElement(graph, "node", id=node.id), "node", _node_data(node))
    for edge in links.edges:
        _add_data(ET.SubElement(graph, "edge", source=edge.source, target=edge.target), "edge", _edge_data(edge))
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def links_to_dot(links: Links) -> bytes:
    """The graph of the documents in Graphviz's language; documents that are only cited are dotted."""
    lines = ["digraph links {", "  rankdir=LR;", "  node [shape=box];"]
    for node in links.nodes:
        style = "" if node.names else ", style=dotted"
        lines.append(f"  {node.id} [label={_quoted(label_of(node))}{style}];")
    for edge in links.edges:
        colour = _STYLES.get(edge.relation, "gray")
        lines.append(f"  {edge.source} -> {edge.target} [label={_quoted(edge.relation)}, color={colour}];")
    return "\n".join([*lines, "}", ""]).encode()


def label_of(node: Node) -> str:
    """What a person calls a document: its number, else its title, else its file."""
    return node.number or node.title or next(iter(node.names), node.id)


def _add_data(element: ET.Element, domain: str, data: Iterator[tuple[str, str]]) -> None:
    for name, value in data:
        ET.SubElement(element, "data", key=f"{domain}-{name}").text = _printable(value)


def _node_data(node: Node) -> Iterator[tuple[str, str]]:
    period = None if node.period is None else "-".join(map(str, node.period))
    values = (label_of(node), node.kind, node.number, node.issuer, node.issued_on, node.title, period)
    for name, value in zip(_NODE_KEYS, (*values, "; ".join(node.names) or None), strict=True):
        if value is not None:
            yield name, str(value)


def _edge_data(edge: Edge) -> Iterator[tuple[str, str]]:
    yield "relation", edge.relation
    if edge.evidence:
        yield "evidence", " ".join(edge.evidence)


def _printable(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")


def _quoted(text: str) -> str:
    clean = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{clean}"'
