"""Extractions as pandas frames: documents, sections, citations, targets, funding and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kc_extract.stored import read_stored
from kc_extract.types import Extraction

if TYPE_CHECKING:
    from pandas import DataFrame

Given = Extraction | Path | str | Iterable["Given"]
Row = dict[str, Any]
_Titles = dict[tuple[str, str | None], str | None]

_TEXT, _WHOLE, _DAY, _FLAG, _EXACT, _SHARE = "string", "Int64", "datetime64[s]", "boolean", "object", "Float64"
_KEY = {"document": _TEXT, "document_id": _TEXT}
_TRACE = {"id": _TEXT, "start": _WHOLE, "end": _WHOLE, "page": _WHOLE, "rule": _TEXT, "confidence": _SHARE}
_PERIOD = {"period_from": _WHOLE, "period_to": _WHOLE}
_SIDES = {"low": _EXACT, "high": _EXACT, "low_open": _FLAG, "high_open": _FLAG, "qualifier": _TEXT}

#: The columns of each frame with their types. ``object`` columns hold exact ``Decimal`` values.
COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        **_KEY,
        **dict.fromkeys(("media_type", "text_source", "kind", "number", "issuer", "place", "title"), _TEXT),
        "issued_on": _DAY,
        "published_on": _DAY,
        **_PERIOD,
        "pages": _WHOLE,
        "duplicate_of": _TEXT,
    },
    "sections": {
        **_KEY,
        **dict.fromkeys(("part", "path", "marker", "title", "parent"), _TEXT),
        "level": _WHOLE,
        "bullet": _FLAG,
        **_TRACE,
    },
    "citations": {**_KEY, "number": _TEXT, "issued_on": _DAY, "doc_type": _TEXT, "role": _TEXT, **_TRACE},
    "targets": {
        **_KEY,
        **dict.fromkeys(("part", "section", "section_title", "action", "indicator"), _TEXT),
        **_SIDES,
        "unit": _TEXT,
        "per": _TEXT,
        **_PERIOD,
        "baseline": _EXACT,
        "direction": _TEXT,
        "annual": _FLAG,
        "same_as": _TEXT,
        **_TRACE,
    },
    "funding": {
        **_KEY,
        **dict.fromkeys(("part", "section", "section_title", "activity", "activity_title", "amount_text"), _TEXT),
        "currency": _TEXT,
        **_SIDES,
        "low_vnd": _WHOLE,
        "high_vnd": _WHOLE,
        **dict.fromkeys(("source", "role", "part_of", "breakdown", "per"), _TEXT),
        "share": _EXACT,
        "condition": _TEXT,
        "beneficiary": _TEXT,
        "nature": _TEXT,
        **_PERIOD,
        "table": _TEXT,
        "row": _TEXT,
        "column": _TEXT,
        **_TRACE,
    },
    "checks": {
        **_KEY,
        "kind": _TEXT,
        "ok": _FLAG,
        "expected": _EXACT,
        "found": _EXACT,
        "difference": _EXACT,
        "message": _TEXT,
        "records": _EXACT,
    },
}


class Frames(NamedTuple):
    """One frame for each kind of record; ``document`` and ``document_id`` tie them together."""

    documents: DataFrame
    sections: DataFrame
    citations: DataFrame
    targets: DataFrame
    funding: DataFrame
    checks: DataFrame


def frames(*extractions: Given) -> Frames:
    """The records of extractions as pandas frames, with VND as whole numbers that may be missing (``Int64``).

    Takes extractions, any iterables of them, files of extractions and folders of a run. Quantities stay exact
    ``Decimal`` values in ``object`` columns: ``.astype(float)`` makes them fit for charts. A document that repeats
    another's bytes stands among the documents, its records stand once. Raises ``StoredError`` for a file without one.
    """
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for name, extraction in _flattened(extractions):
        key = {"document": name, "document_id": extraction.document.id}
        for kind, records in _records(extraction):
            rows[kind] += [{**key, **record} for record in records]
    return Frames(**{kind: _frame(kind, found) for kind, found in rows.items()})


def _flattened(given: Iterable[Given]) -> Iterator[tuple[str, Extraction]]:
    for item in given:
        if isinstance(item, Extraction):
            yield item.document.source_name or item.document.id, item
        elif isinstance(item, str | Path):
            yield from read_stored([Path(item)])
        else:
            yield from _flattened(item)


def _records(extraction: Extraction) -> Iterator[tuple[str, Iterator[Row]]]:
    yield "documents", iter([{**_row(extraction.document), "duplicate_of": extraction.duplicate_of}])
    if extraction.duplicate_of is not None:
        return
    titles: _Titles = {(section.part, section.path): section.title for section in extraction.sections if section.path}
    yield "sections", map(_row, extraction.sections)
    yield "citations", map(_row, extraction.citations)
    yield "targets", (_titled(target, titles) for target in extraction.targets)
    yield "funding", (_titled(record, titles) for record in extraction.funding)
    yield "checks", map(_row, extraction.checks)


def _titled(record: Any, titles: _Titles) -> Row:  # noqa: ANN401 - a target or a funding record
    row = _row(record)
    for name in ("section", "activity"):
        row[f"{name}_title"] = titles.get((record.part, row.get(name)))
    return row


def _row(record: Any) -> Row:  # noqa: ANN401 - any record of an extraction
    row = {name: getattr(record, name) for name in record.__struct_fields__}
    period, span = row.get("period"), row.get("span")
    row["period_from"], row["period_to"] = period or (None, None)
    row["start"], row["end"] = (span.start, span.end) if span else (None, None)
    return row


def _frame(kind: str, rows: list[Row]) -> DataFrame:
    import pandas as pd

    columns = COLUMNS[kind]
    made = {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()}
    return pd.DataFrame(made)
