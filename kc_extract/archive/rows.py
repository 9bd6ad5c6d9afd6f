"""An extraction as the rows of the archive's tables: plain values, the same for every kind of archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from kc_extract.archive.passages import cut, fold
from kc_extract.types import Cell, Check, DocumentFields, Extraction, Note, ProducedBy, Record, Span, Table

Row = dict[str, Any]

#: Names that SQL keeps for itself.
_RENAMED = {"table": "table_id", "row": "row_label", "column": "column_label"}
_LARGEST = 2**63 - 1
#: Held by the stored extraction alone, or in tables of their own.
_LEFT_OUT = frozenset({"boxes", "header", "rows"})


def key_of(content: str, produced_by: ProducedBy) -> int:
    """The key of what one extractor made of one content: 63 bits of a hash, so that it is the same everywhere."""
    made = content.encode() + b"\0" + msgspec.json.encode(produced_by)
    return int.from_bytes(hashlib.sha256(made).digest()[:8]) >> 1


def document_row(extraction: Extraction) -> Row:
    """The row of ``documents``, without what only the archive knows (``arrived``, ``run``)."""
    fields, made = extraction.document, extraction.produced_by
    announced = fields.announces
    return {
        "key": key_of(fields.id, made),
        "version": made.version,
        "produced_by": msgspec.to_builtins(made),
        **_plain(fields),
        "issuer_folded": fold(fields.issuer) if fields.issuer else None,
        "signatories": [{name: _clean(value) for name, value in _fields(one)} for one in fields.signatories],
        "announces_number": _clean(announced.number) if announced else None,
        "announces_issued_on": announced.issued_on if announced else None,
        "announces_issuer": _clean(announced.issuer) if announced else None,
    }


def child_rows(extraction: Extraction) -> dict[str, list[Row]]:
    """The rows of the tables under ``documents``, by table, each in the order of the text."""
    key = {"document": key_of(extraction.document.id, extraction.produced_by)}
    listed: dict[str, Iterator[Row]] = {
        "sections": map(_plain, extraction.sections),
        "citations": map(_plain, extraction.citations),
        "targets": map(_plain, extraction.targets),
        "funding": map(_plain, extraction.funding),
        "tables": map(_table, extraction.tables),
        "checks": map(_check, range(len(extraction.checks)), extraction.checks),
        "notes": ({"number": number, **_plain(note)} for number, note in enumerate(extraction.notes)),
        "passages": _passages(extraction),
    }
    return {name: [{**key, **row} for row in rows] for name, rows in listed.items()}


def _passages(extraction: Extraction) -> Iterator[Row]:
    for number, passage in enumerate(cut(extraction)):
        span = passage.span
        place = {"number": number, "page": passage.page, "span_start": span.start, "span_end": span.end}
        yield {**place, "folded": passage.folded}


def _table(table: Table) -> Row:
    heads = [_cell(cell, head=True) for row in table.header for cell in row]
    cells = [_cell(cell, head=False) for row in table.rows for cell in row]
    return {**_plain(table), "cells": heads + cells}


def _cell(cell: Cell, *, head: bool) -> Row:
    """A cell in the JSON of its table; ``page`` is that of its first box."""
    return {
        "row": cell.row,
        "column": cell.column,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "head": head,
        "text": _clean(cell.text),
        "start": cell.span.start,
        "end": cell.span.end,
        "page": cell.boxes[0].page if cell.boxes else None,
    }


def _check(number: int, check: Check) -> Row:
    return {"number": number, **_plain(check), "records": list(check.records)}


def _plain(record: Record | Table | Check | Note | DocumentFields) -> Row:
    row: Row = {}
    for name, value in _fields(record):
        if name in {"span", "extent"}:
            row |= _ends(name, value)
        elif name == "period":
            row["period_from"], row["period_to"] = value or (None, None)
        elif name not in _LEFT_OUT:
            row[_RENAMED.get(name, name)] = _clean(value)
    row.pop("announces", None)
    return row


def _ends(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _clean(value: Any) -> Any:  # noqa: ANN401 - any plain value of a record
    """The value as every database takes it: no NUL in text, no whole number of more than 63 bits."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, int) and abs(value) > _LARGEST:
        return None
    return value


def _fields(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(struct, name)) for name in struct.__struct_fields__)
