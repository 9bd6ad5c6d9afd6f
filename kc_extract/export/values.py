"""Where the value of a cell comes from: a record, its document, the section or the passage where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

from kc_extract.types import Extraction, Frozen, Period, Section, Span

Value = str | int | Decimal | dt.date | bool | float | None
_CONTEXT = 150


class Entry(Frozen, frozen=True, kw_only=True):
    """One row in the making: the document under its name in the run, and the record of it that the row tells."""

    name: str
    extraction: Extraction
    record: Any
    sections: dict[tuple[str, str], Section]


Getter = Callable[[Entry], Value]


def of_record(path: str) -> Getter:
    """The value at ``path`` (dots go deeper) in the record, None where something on the way is None."""
    return _walk(f"record.{path}")


def of_document(path: str) -> Getter:
    """The value at ``path`` among the fields of the document."""
    return _walk(f"extraction.document.{path}")


def number_of(path: str) -> Getter:
    """How many the extraction has of something, such as ``sections``."""
    get = attrgetter(path)
    return lambda entry: len(get(entry.extraction))


def year_of(path: str, end: Literal[0, 1]) -> Getter:
    """The first (0) or last (1) year of the period at ``path`` in the entry."""
    get: Callable[[Entry], Period | None] = attrgetter(path)

    def value(entry: Entry) -> Value:
        period = get(entry)
        return period[end] if period else None

    return value


def title_of(path: str) -> Getter:
    """The title of the section that the record names at ``path``."""
    get: Callable[[Any], str | None] = attrgetter(path)

    def value(entry: Entry) -> Value:
        section = entry.sections.get((entry.record.part, get(entry.record) or ""))
        return section.title if section else None

    return value


def passage(entry: Entry) -> Value:
    """The paragraph (of a table, the row) in which the record stands, cut to 150 characters on either side of it."""
    span: Span | None = entry.record.span
    if span is None:
        return None
    text = entry.extraction.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    end = text.find("\n", span.end)
    return text[start : min(len(text) if end < 0 else end, span.end + _CONTEXT)]


def signatories(entry: Entry) -> Value:
    """Everyone who signed, with the title."""
    people = entry.extraction.document.signatories
    return "; ".join(f"{one.name} ({one.title})" if one.title else one.name for one in people) or None


def failed_checks(entry: Entry) -> Value:
    """How many checks of the document failed."""
    return sum(not check.ok for check in entry.extraction.checks)


def checked_records(entry: Entry) -> Value:
    """The ids of the records that a check compares."""
    return " ".join(entry.record.records) or None


def _walk(path: str) -> Getter:
    names = path.split(".")

    def value(entry: Entry) -> Value:
        found: Any = entry
        for name in names:
            if found is None:
                return None
            found = getattr(found, name)
        result: Value = found
        return result

    return value
