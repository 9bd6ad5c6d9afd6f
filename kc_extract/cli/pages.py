"""An extraction on a terminal: header, outline, records, checks and notes, in colour where there is colour."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kc_extract.export.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kc_extract.types import Check, Citation, Extraction, Funding, Note, Section, Span, Target

#: Columns of the page where no terminal says how wide it is.
_PIPED_WIDTH = 160
_AROUND = 60
_PLACE = "cyan"
_VALUE = "bold green"


def print_extraction(extraction: Extraction) -> None:
    """Print everything that was read from a document, for a person."""
    console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
    _print_block(console, extraction.document.source_name or extraction.document.id, [_header(extraction)])
    _print_block(console, "Outline", [_section(section, extraction.text) for section in extraction.sections])
    _print_block(console, "Citations", [_citation(citation) for citation in extraction.citations])
    _print_block(console, "Targets", _targets(extraction.targets))
    _print_block(console, "Funding", _funding(extraction.funding))
    _print_block(console, "Checks", [_check(check) for check in extraction.checks])
    _print_block(console, "Notes", [_note(note) for note in extraction.notes])
    if extraction.unexplained:
        console.print(f"\n{len(extraction.unexplained)} numbers are unexplained; --unused lists them", style="yellow")


def print_unused(extraction: Extraction) -> None:
    """Print every number that is neither in a record nor named as none, with the words around it."""
    console = Console()
    for span in extraction.unexplained:
        console.print(_in_context(extraction.text, span), soft_wrap=True)
    console.print(f"{len(extraction.unexplained)} numbers unexplained")


def _print_block(console: Console, title: str, body: Sequence[RenderableType]) -> None:
    if body:
        console.print(Text(f"\n{title}", style="bold"))
        for item in body:
            console.print(Padding(item, (0, 0, 0, 2), expand=False))


def _header(extraction: Extraction) -> Table:
    grid = Table.grid(padding=(0, 2))
    for name, value in _header_fields(extraction):
        grid.add_row(Text(name, style="dim"), value)
    return grid


def _header_fields(extraction: Extraction) -> Iterator[tuple[str, str]]:
    document = extraction.document
    people = [f"{person.name}, {person.title}" if person.title else person.name for person in document.signatories]
    announced = document.announces
    fields = {
        "kind": label("kind", document.kind),
        "number": document.number,
        "issuer": document.issuer,
        "place": document.place,
        "issued on": document.issued_on,
        "published on": document.published_on,
        "title": document.title,
        "period": _years(document.period),
        "signed by": "; ".join(people),
        "announces": announced and " ".join(filter(None, (announced.number, announced.issuer))),
        "read from": f"{label('text_source', document.text_source)}, {document.media_type}, {document.pages} pages",
    }
    return ((name, str(value)) for name, value in fields.items() if value)


def _section(section: Section, text: str) -> Text:
    """The marker and the title of a section, or how its text begins."""
    line = Text("  " * max(section.level - 1, 0), no_wrap=True, overflow="ellipsis")
    line.append(section.marker, style=_PLACE)
    line.append("" if section.part == "body" else f" [{label('part', section.part)}]", style="dim")
    if section.title:
        return line.append(f" {section.title}", style="bold")
    start = section.span.start
    return line.append(text[start : text.find("\n", start)].removeprefix(section.marker).lstrip(".)"), style="dim")


def _citation(citation: Citation) -> Text:
    line = Text(citation.number, style=_PLACE)
    line.append(f"  {label('role', citation.role)}", style="dim")
    return line.append(f"  {citation.issued_on}" if citation.issued_on else "")


def _targets(targets: Sequence[Target]) -> list[RenderableType]:
    places = {target.id: _place(target.part, target.section) for target in targets}
    rows = []
    for target in targets:
        value = Text(_range(target.low, target.high, target.qualifier), style=_VALUE)
        value.append(f" {target.unit or ''}{'/' + target.per if target.per else ''}", style="green")
        words = target.action, value, target.indicator, _years(target.period)
        rows.append((places[target.id], _page(target.page), *words, places.get(target.same_as or "")))
    return _table(("section", "page", "action", "value", "indicator", "years", "stated before in"), rows)


def _funding(records: Sequence[Funding]) -> list[RenderableType]:
    rows = []
    for record in records:
        value = Text(_range(record.low, record.high, record.qualifier), style=_VALUE)
        value.append(f" {record.currency}{'/' + record.per if record.per else ''}", style="green")
        words = label("source", record.source), label("role", record.role)
        place = _place(record.part, record.section)
        rows.append((place, _page(record.page), value, *words, record.activity, _years(record.period)))
    return _table(("section", "page", "amount", "source", "role", "activity", "years"), rows)


def _check(check: Check) -> Text:
    sign = Text("✓ ", style="green") if check.ok else Text("✗ ", style="bold red")
    return sign.append(f"{label('check', check.kind)}: {check.message}", style="" if check.ok else "red")


def _note(note: Note) -> Text:
    where = f" (page {note.page})" if note.page else ""
    return Text(f"{note.code}{where}: ", style="yellow").append(note.message, style="default")


def _table(names: Sequence[str], rows: Sequence[Sequence[Text | str | None]]) -> list[RenderableType]:
    """A table of the columns that hold anything; none where there are no rows."""
    if not rows:
        return []
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    used = [at for at, _ in enumerate(names) if any(row[at] for row in rows)]
    for at in used:
        table.add_column(names[at], justify="right" if names[at] in {"value", "amount", "page"} else "left")
    for row in rows:
        table.add_row(*(row[at] or "" for at in used))
    return [table]


def _place(part: str, section: str | None) -> Text:
    text = Text(section or "", style=_PLACE)
    return text if part == "body" else text.append(f" [{label('part', part)}]", style="dim")


def _range(low: Decimal | None, high: Decimal | None, qualifier: str) -> str:
    values = [f"{value:,f}".replace(",", " ") for value in (low, high) if value is not None]
    amount = values[0] if low == high else " - ".join(values)
    return amount if qualifier == "exact" else f"{label('qualifier', qualifier)} {amount}"


def _years(period: tuple[int, int] | None) -> str:
    return "" if period is None else "-".join(str(year) for year in dict.fromkeys(period))


def _page(page: int | None) -> str:
    return "" if page is None else str(page)


def _in_context(text: str, span: Span) -> Text:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    line = Text(f"{span.start:>7}  ", style="dim")
    line.append(text[start : span.start].replace("\n", " ⏎ "), style="default")
    line.append(text[span.start : span.end], style="bold red")
    return line.append(text[span.end : end].replace("\n", " ⏎ "), style="default")
