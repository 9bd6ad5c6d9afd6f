"""Money in tables: bare figures with the unit of their table, column or row applied, and how cells make up totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import takewhile

import msgspec
import regex

from kc_extract.funding.amounts import Amount, CellPlace
from kc_extract.funding.grid import Column, Grid, MoneyUnit, Row, money_unit, table_unit
from kc_extract.funding.links import Link
from kc_extract.funding.norms import NOUN
from kc_extract.funding.places import Places
from kc_extract.funding.purposes import first_purpose, purpose_of, title_purpose
from kc_extract.funding.summing import ROWS, cell_links, led_by, with_wholes
from kc_extract.funding.table_notes import unit_line
from kc_extract.funding.totals import Key
from kc_extract.funding.words import Purpose
from kc_extract.numerals import FIGURE, figure_to_decimal
from kc_extract.text import lower
from kc_extract.types import Cell, Frozen, Mention, Span, Table

_WHOLE_FIGURE = regex.compile(rf"\s*(?P<sign>[-−(]?)\s*(?P<figure>{FIGURE})\s*\)?\s*")
_RATE = regex.compile(
    r"(?<!\p{L})(?:(?<!tổng\s)mức(?!\s+(?:đầu tư|vốn|độ))|đơn giá|định mức|giá(?!\s+trị)|lệ phí"
    r"|(?<!kinh\s)(?<!chi\s)phí|suất)(?!\p{L})"
)
_RATE_ROW = regex.compile(r"\W*(?:định mức|mức chi|mức hỗ trợ|mức thu|đơn giá|mức giá)(?!\p{L})")
#: Under a column without a header only a figure with its thousands marked is taken for money.
_GROUPED = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ROW_YEAR = regex.compile(r"\W*(?:năm\s+)?(?P<year>(?:19|20)\d{2})\W*")
_ENGLISH = regex.compile(r"\d{1,3},\d{3}")
#: How many figures with a comma before three digits make a table's convention.
_ENOUGH = 3


class TableMoney(Frozen, frozen=True, kw_only=True):
    """The money of one table: its amounts, which of them are norms, and which are parts of which."""

    grid: Grid
    amounts: tuple[Amount, ...]
    norms: frozenset[int]
    links: dict[int, Link]

    @property
    def sums(self) -> dict[Key, Amount]:
        """The sums of money by row and column, those of total rows too; norms add up to nothing."""
        return {
            (amount.place.row_number, amount.place.column_number): amount
            for amount in self.amounts
            if amount.place is not None and amount.is_paid and amount.start not in self.norms
        }


def read_table(places: Places, table: Table, money: Sequence[Mention], prose: Sequence[Amount]) -> TableMoney:
    """The money of a table; ``money`` are the amounts in it that carry their own currency.

    A total that the line above the table states (one of ``prose``) is not recorded again from its total row.
    """
    grid = Grid(table)
    found = list(_Reader(places, grid, money).amounts())
    norms = frozenset(amount.start for amount in found if _is_rate(amount))
    counted = _counted(places, grid)
    found = [_per(amount, counted) if amount.start in norms else amount for amount in found]
    money_read = TableMoney(grid=grid, amounts=tuple(found), norms=norms, links={})
    if led_by(places, table, prose) is None:
        amounts = with_wholes(grid, money_read.amounts, money_read.sums)
        money_read = msgspec.structs.replace(money_read, amounts=amounts)
    records = {key: amount for key, amount in money_read.sums.items() if amount.is_funding}
    return msgspec.structs.replace(money_read, links=cell_links(grid, records))


class _Reader:
    """What the cells of one table share while they are read."""

    def __init__(self, places: Places, grid: Grid, money: Sequence[Mention]) -> None:
        self._places = places
        self._grid = grid
        self._money = money
        self._unit = table_unit(grid.table.unit)
        self._english = _is_english(grid)
        self._above = self._table_purpose()

    def amounts(self) -> Iterator[Amount]:
        for row in self._grid.rows:
            for column in self._grid.columns:
                cell = row.cells.get(column.number)
                if cell is not None:
                    yield from self._cell(row, column, cell)

    def _cell(self, row: Row, column: Column, cell: Cell) -> Iterator[Amount]:
        stated = [mention for mention in self._money if cell.span.contains(mention.span)]
        if stated:
            for mention in stated:
                yield self._amount(row, column, mention, explicit=True)
            return
        unit = None if row.is_share or column.number == row.marked else self._unit_of(row, column)
        found = _WHOLE_FIGURE.fullmatch(cell.text)
        if found is not None and not column.cells and not _GROUPED.fullmatch(found["figure"]):
            return
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
            name=column.name or None,
            is_column_total=row.is_total,
            row_number=row.number,
            column_number=column.number,
            label_header=self._label_header(row),
            words=tuple(header.span for header in reversed(column.cells)),
            label_span=_label_span(row, row.cells[column.number]),
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

    def _label_header(self, row: Row) -> str | None:
        """The header of the column that names the row."""
        if row.label is None or row.label.column >= len(self._grid.columns):
            return None
        return self._grid.columns[row.label.column].words or None

    def _purpose(self, place: CellPlace, mention: Mention, sentence: Span) -> Purpose | None:
        own = purpose_of(self._places, mention, Span(sentence.start, mention.span.start), inherit=False)
        if own is not None:
            return own
        *header, label = (first_purpose(self._places.low, span) for span in (*place.words, place.label_span))
        of_header = next((found for found in header if found is not None), None)
        is_aim = self._above == "aim" and place.explicit and mention.per is not None  # what is aimed at has no rate
        others = (self._columns_purpose, None if is_aim else self._above)
        is_own = self._is_mixed or place.explicit
        order = (of_header, label, *others) if is_own else (of_header, *others, label)
        return next((found for found in order if found is not None), None)

    @cached_property
    def _is_mixed(self) -> bool:
        """Whether the rows have units of their own, so that each row is a quantity by itself."""
        return self._unit is None and self._grid.unit_column is not None

    @cached_property
    def _columns_purpose(self) -> Purpose | None:
        """What the other columns of the table say of its money, where one tells."""
        spans = [cell.span for column in self._grid.columns if not column.is_count for cell in column.cells]
        found = (first_purpose(self._places.low, span) for span in spans)
        return next((purpose for purpose in found if purpose in {"spend", "charge"}), None)

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


def _label_span(row: Row, cell: Cell) -> Span:
    """The cell that names the row; empty where the amount itself stands in it."""
    if row.label is None or row.label is cell:
        return Span(cell.span.start, cell.span.start)
    return row.label.span


def _mention(cell: Cell, found: regex.Match[str], unit: MoneyUnit, *, english: bool) -> Mention:
    span = Span(cell.span.start + found.start("figure"), cell.span.start + found.end("figure"))
    value = figure_to_decimal(found["figure"], english=english) * unit.factor
    value = Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return Mention(
        span=span, quantity=span, kind="money", low=value, high=value, currency=unit.currency, per=unit.per,
        numbers=(span,), rule="table_cell",
    )  # fmt: skip


def _is_english(grid: Grid) -> bool:
    """Whether the table writes commas between thousands: often enough, and never a dot there."""
    texts = [cell.text for row in grid.rows for cell in row.cells.values()]
    commas = sum(_ENGLISH.fullmatch(text) is not None for text in texts)
    return commas >= _ENOUGH and not any(regex.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) for text in texts)


_FOR = regex.compile(rf"(?<!\p{{L}})(?:đối với|cho)\s+(?:mỗi\s+)?{NOUN}")


def _counted(places: Places, grid: Grid) -> str | None:
    """What the rates of a table count by: what all its rows are called, else for whom the line above it says."""
    labels = [lower(row.name).split() for row in grid.rows if row.name]
    shared = list(takewhile(lambda words: len(set(words)) == 1, zip(*labels, strict=False)))
    if len(labels) > 1 and len(shared) == _SYLLABLES:
        return " ".join(words[0] for words in shared)
    lines = (span for span in places.above(grid.table.span.start) if not unit_line(places.low_text(span)))
    line = next(lines, None)
    found = _FOR.search(places.low, line.start, line.end) if line is not None else None
    return " ".join(found["noun"].split()) if found is not None else None


#: A noun of two syllables that all rows begin with names them; more of it is a label.
_SYLLABLES = 2


def _per(amount: Amount, counted: str | None) -> Amount:
    if amount.mention.per is not None or counted is None:
        return amount
    return msgspec.structs.replace(amount, mention=msgspec.structs.replace(amount.mention, per=counted))


def _is_rate(amount: Amount) -> bool:
    """Whether an amount of a table is a rate, price or ceiling rather than a sum."""
    place = amount.place
    if place is None:
        return False
    if amount.purpose in {"charge", "fine", "prize"} or amount.mention.per is not None:
        return True
    header = lower(place.column or "")
    return _RATE.search(header) is not None or _RATE_ROW.match(lower(place.row or "")) is not None


def led_links(places: Places, table: TableMoney, sums: Sequence[Amount]) -> dict[int, Link]:
    """The rows of a table without a total of its own, as parts of the total in the line that leads in to it."""
    tops = [a for a in table.amounts if a.is_funding and a.start not in table.links and a.start not in table.norms]
    columns = {amount.place.column_number for amount in tops if amount.place}
    if len(tops) < ROWS or len(columns) != 1:
        return {}
    lead = led_by(places, table.grid.table, sums)
    return {amount.start: Link(parent=lead[0].start, opener=lead[1].start) for amount in tops} if lead else {}


def year_of(amount: Amount) -> tuple[int, int] | None:
    """The one year that the header of an amount's column names, or that its row is called."""
    if amount.place is None:
        return None
    named = _ROW_YEAR.fullmatch(lower(amount.place.row or ""))
    years = {named["year"]} if named else set(_YEAR.findall(amount.place.column or ""))
    return (int(min(years)), int(min(years))) if len(years) == 1 else None
