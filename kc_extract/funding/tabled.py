"""Money in tables: bare figures with the unit of their table, column or row applied, and how cells make up totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from kc_extract.funding.amounts import Amount, CellPlace, first_purpose, purpose_of, title_purpose
from kc_extract.funding.grid import Column, Grid, MoneyUnit, Row, money_unit
from kc_extract.funding.places import Places
from kc_extract.funding.totals import Key, holders
from kc_extract.funding.tree import Link
from kc_extract.funding.words import Purpose
from kc_extract.numerals import FIGURE, figure_to_decimal
from kc_extract.text import lower
from kc_extract.types import Cell, Frozen, Mention, Span, Table

_WHOLE_FIGURE = regex.compile(rf"\s*(?P<sign>[-−(]?)\s*(?P<figure>{FIGURE})\s*\)?\s*")
_RATE = regex.compile(r"(?<!\p{L})(?:mức|đơn giá|định mức|giá|lệ phí|phí|suất)(?!\p{L})")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ENGLISH = regex.compile(r"\d{1,3},\d{3}")
#: How many figures with a comma before three digits make a table's convention.
_ENOUGH = 3


class TableMoney(Frozen, frozen=True, kw_only=True):
    """The money of one table: its amounts, which of them are norms, and which are parts of which."""

    amounts: tuple[Amount, ...]
    norms: frozenset[int]
    links: dict[int, Link]


def read_table(places: Places, table: Table, money: Sequence[Mention]) -> TableMoney:
    """The money of a table; ``money`` are the amounts in it that carry their own currency."""
    grid = Grid(table)
    found = list(_Reader(places, grid, money).amounts())
    norms = frozenset(_start(amount) for amount in found if _is_rate(grid, amount))
    sums = {
        (a.place.row_number, a.place.column_number): a
        for a in found
        if a.place and _start(a) not in norms and a.is_funding
    }
    return TableMoney(amounts=tuple(found), norms=norms, links=_links(grid, sums))


def _start(amount: Amount) -> int:
    return amount.mention.span.start


class _Reader:
    """What the cells of one table share while they are read."""

    def __init__(self, places: Places, grid: Grid, money: Sequence[Mention]) -> None:
        self._places = places
        self._grid = grid
        self._money = money
        self._unit = money_unit(grid.table.unit)
        self._english = _is_english(grid)
        self._above = self._table_purpose()

    def amounts(self) -> Iterator[Amount]:
        for row in self._grid.rows:
            for column in self._grid.columns:
                cell = row.cells.get(column.number)
                if cell is not None and cell is not row.label or (cell is row.label and cell is not None):
                    yield from self._cell(row, column, cell)

    def _cell(self, row: Row, column: Column, cell: Cell) -> Iterator[Amount]:
        stated = [mention for mention in self._money if cell.span.contains(mention.span)]
        if stated:
            for mention in stated:
                yield self._amount(row, column, mention, explicit=True)
            return
        unit = self._unit_of(row, column)
        found = _WHOLE_FIGURE.fullmatch(cell.text)
        if unit is not None and found is not None and not found["sign"]:
            yield self._amount(row, column, _mention(cell, found, unit, english=self._english), explicit=False)

    def _unit_of(self, row: Row, column: Column) -> MoneyUnit | None:
        """The unit of a bare figure: its column's, else its row's, else the table's; None for what is no money."""
        if column.unit is not None:
            return column.unit
        if column.is_count or column.number in {0, self._grid.unit_column}:
            return None
        unit_cell = row.cells.get(self._grid.unit_column) if self._grid.unit_column is not None else None
        if unit_cell is not None and (unit := money_unit(unit_cell.text)) is not None:
            return unit
        if self._unit is None or _names_other_unit(column):
            return None
        per = unit_cell.text if unit_cell is not None and unit_cell.text else self._unit.per
        return MoneyUnit(factor=self._unit.factor, currency=self._unit.currency, per=per)

    def _amount(self, row: Row, column: Column, mention: Mention, *, explicit: bool) -> Amount:
        place = CellPlace(
            table=self._grid.table.id,
            row=row.name or None,
            column=column.words or None,
            row_number=row.number,
            column_number=column.number,
            words=_words(row, column, row.cells[column.number]),
            explicit=explicit,
        )
        cell = row.cells[column.number].span
        sentence = self._places.sentence(mention.span) if explicit else cell
        return Amount(
            mention=mention,
            sentence=sentence,
            before=Span(sentence.start, mention.span.start),
            after=Span(mention.span.end, mention.span.end),
            purpose=self._purpose(place, mention, sentence),
            place=place,
        )

    def _purpose(self, place: CellPlace, mention: Mention, sentence: Span) -> Purpose | None:
        own = purpose_of(self._places, mention, Span(sentence.start, mention.span.start), inherit=False)
        if own is not None:
            return own
        for span in place.words:
            if (found := first_purpose(self._places.low, span)) is not None:
                return found
        return self._above

    def _table_purpose(self) -> Purpose | None:
        """What the lines above the table say of its money: its title, the lead-in, the headings."""
        places, table = self._places, self._grid.table
        title = lower(table.title or "")
        if (found := first_purpose(title, Span(0, len(title)))) is not None:
            return found
        for paragraph in places.above(table.span.start):
            if (found := first_purpose(places.low, paragraph)) is not None:
                return found
        part = places.index.part(table.span.start)
        return title_purpose(places, part.span.start)


def _names_other_unit(column: Column) -> bool:
    """Whether the header gives its figures a unit that is no money (``Diện tích (ha)``)."""
    words = column.leaf
    found = regex.search(r"\((?P<unit>[^()]{1,15})\)\s*$", words)
    return (
        found is not None
        and money_unit(found["unit"]) is None
        and regex.fullmatch(r"ha|m2|m²|km|tấn|người|hộ|%|kg|lượt|cơ sở", found["unit"]) is not None
    )


def _words(row: Row, column: Column, cell: Cell) -> tuple[Span, ...]:
    """The cells that say what an amount is, the most telling first: the headers from the lowest up, then the row."""
    spans = [header.span for header in reversed(column.cells)]
    if row.label is not None and row.label is not cell:
        spans.append(row.label.span)
    return tuple(spans)


def _mention(cell: Cell, found: regex.Match[str], unit: MoneyUnit, *, english: bool) -> Mention:
    span = Span(cell.span.start + found.start("figure"), cell.span.start + found.end("figure"))
    value = figure_to_decimal(found["figure"], english=english) * unit.factor
    value = Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return Mention(
        span=span, quantity=span, kind="money", low=value, high=value, currency=unit.currency, per=unit.per, numbers=(span,),
        rule="table_cell",
    )  # fmt: skip


def _is_english(grid: Grid) -> bool:
    """Whether the table writes commas between thousands: often enough, and never a dot there."""
    texts = [cell.text for row in grid.rows for cell in row.cells.values()]
    commas = sum(_ENGLISH.fullmatch(text) is not None for text in texts)
    return commas >= _ENOUGH and not any(regex.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) for text in texts)


def _is_rate(grid: Grid, amount: Amount) -> bool:
    """Whether an amount of a table is a rate, price or ceiling rather than a sum."""
    place = amount.place
    if place is None:
        return False
    if amount.purpose in {"charge", "fine", "prize"} or amount.mention.per is not None:
        return True
    leaf = grid.columns[place.column_number].leaf
    return _RATE.search(leaf) is not None or (not leaf and _RATE.search(lower(place.row or "")) is not None)


# --- totals ---------------------------------------------------------------------------------------------------


def _links(grid: Grid, sums: dict[Key, Amount]) -> dict[int, Link]:
    """The total of each cell; ``opener`` tells the splits of one total by row and by column apart."""
    out: dict[int, Link] = {}
    for key, holder in holders(grid, sums).items():
        part, whole = sums[key], sums[holder]
        if part.mention.currency == whole.mention.currency:
            opener = grid.table.span.start + (key[0] != holder[0])
            out[_start(part)] = Link(parent=_start(whole), opener=opener)
    return out


def column_year(amount: Amount) -> tuple[int, int] | None:
    """The one year that the header of an amount's column names."""
    years = set(_YEAR.findall(amount.place.column or "")) if amount.place else set()
    return (int(min(years)), int(min(years))) if len(years) == 1 else None
