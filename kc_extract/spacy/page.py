"""An extraction as one HTML page: its text with the records marked in it by displaCy, and its checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from spacy import displacy

from kc_extract.export.labels import label
from kc_extract.types import Check, Extraction, Funding, Section, Span, Target

_COLOURS = {"section": "#e2e8f0", "target": "#bbf7d0", "funding": "#fde68a", "citation": "#ddd6fe"}
_NAMES = {"section": "Mục", "target": "Chỉ tiêu", "funding": "Kinh phí", "citation": "Viện dẫn"}
#: One record; the form that displaCy fills, with what we add to it by ``params``.
_MARK = (
    '<mark class="entity" id="{anchor}" title="{told}" style="background: {colour}">'
    '{text}<span class="label">{label}</span></mark>'
)
_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 16px/1.6 serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #0f172a }}
.entities {{ line-height: 2 !important }} td, th {{ text-align: left; padding: 0 1em 0.3em 0; vertical-align: top }}
.entity {{ padding: 0.1em 0.3em; border-radius: 0.3em }} .failed {{ color: #b91c1c }}
.label {{ font-size: 0.75em; margin-left: 0.5em; color: #475569 }}</style></head>
<body>
<h1>{title}</h1>
<p>{legend}</p>
{checks}
{text}
</body>
</html>
"""


def page(extraction: Extraction) -> str:
    """A whole HTML page with the text of the document, its sections, citations, targets and funding marked in it.

    Each mark has the record's id as its anchor and tells the record's values; checks stand above the text, failed ones
    first, with links to their records. The page needs nothing from elsewhere.
    """
    document = extraction.document
    title = ", ".join(filter(None, (document.source_name, document.number, document.title))) or document.id
    content = {"text": extraction.text, "ents": list(_apart(_marks(extraction)))}
    text = displacy.render(content, style="ent", manual=True, jupyter=False, options={"template": _MARK})
    legend = " ".join(f'<mark style="background: {_COLOURS[kind]}">{name}</mark>' for kind, name in _NAMES.items())
    return _PAGE.format(title=escape(title), legend=legend, checks=_checks(extraction.checks), text=text)


def _marks(extraction: Extraction) -> Iterator[dict[str, Any]]:
    repeated = _repeated(extraction.targets)
    for target in extraction.targets:
        yield _mark("target", target, " ".join((target.id, *repeated.get(target.id, ()))), _target(target))
    for record in extraction.funding:
        short = f"{record.id} {label('source', record.source)}, {label('role', record.role)}"
        yield _mark("funding", record, short, _funding(record))
    for citation in extraction.citations:
        told = f"{label('role', citation.role)} {citation.number} {citation.issued_on or ''}"
        yield _mark("citation", citation, citation.id, told)
    for section in extraction.sections:
        if not section.bullet:
            yield _section(section)


def _section(section: Section) -> dict[str, Any]:
    """The marker of a section alone, since its heading may hold records."""
    place = Span(section.span.start, section.span.start + len(section.marker))
    told = " ".join(filter(None, (label("part", section.part), section.path, section.title)))
    return {**_mark("section", section, "", told), "end": place.end}


def _mark(kind: str, record: Any, short: str, told: str) -> dict[str, Any]:  # noqa: ANN401 - any record
    params = {"anchor": escape(record.id), "told": escape(told), "colour": _COLOURS[kind]}
    return {"start": record.span.start, "end": record.span.end, "label": escape(short), "params": params}


def _apart(marks: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The marks in the order of the text; of those that overlap only the first: displaCy prints each letter once."""
    end = 0
    for mark in sorted(marks, key=lambda mark: (mark["start"], -mark["end"])):
        if mark["start"] >= end and mark["end"] > mark["start"]:
            end = mark["end"]
            yield mark


def _repeated(targets: Sequence[Target]) -> dict[str, list[str]]:
    """For each target that is stated twice the id of its other statement."""
    out: dict[str, list[str]] = {}
    for target in targets:
        if target.same_as is not None:
            out.setdefault(target.id, []).append(f"= {target.same_as}")
            out.setdefault(target.same_as, []).append(f"= {target.id}")
    return out


def _target(target: Target) -> str:
    quantity = _sides(target.qualifier, target.low, target.high)
    unit = "/".join(filter(None, (target.unit, target.per)))
    return " · ".join(filter(None, (target.action, f"{quantity} {unit}", target.indicator, _years(target.period))))


def _funding(record: Funding) -> str:
    amount = f"{_sides(record.qualifier, record.low, record.high)} {record.currency}"
    whole = f"{label('breakdown', record.breakdown)}: {record.part_of}" if record.breakdown and record.part_of else None
    words = (amount, label("source", record.source), label("role", record.role), whole, record.activity, record.per)
    return " · ".join(filter(None, (*words, _years(record.period))))


def _sides(qualifier: str, low: Decimal | None, high: Decimal | None) -> str:
    values = [f"{side:,f}".replace(",", ".") if side % 1 == 0 else f"{side:f}".replace(".", ",")
              for side in dict.fromkeys((low, high)) if side is not None]  # fmt: skip
    return " - ".join(values) if qualifier == "exact" else f"{label('qualifier', qualifier)} {' - '.join(values)}"


def _years(period: tuple[int, int] | None) -> str | None:
    return None if period is None else " - ".join(str(year) for year in dict.fromkeys(period))


def _checks(checks: Sequence[Check]) -> str:
    rows = "".join(map(_check, sorted(checks, key=lambda check: check.ok)))
    return f"<table>{rows}</table>" if rows else ""


def _check(check: Check) -> str:
    links = " ".join(f'<a href="#{escape(identity)}">{escape(identity)}</a>' for identity in check.records)
    sign, style = ("✓", "passed") if check.ok else ("✗", "failed")
    cells = (sign, label("check", check.kind), escape(check.message), links)
    return f'<tr class="{style}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'
