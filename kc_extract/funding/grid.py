"""A table as rows and columns with meaning: headers, row marks and labels, totals, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property

import regex

from kc_extract.funding.capitals import capital_levels
from kc_extract.numerals import parse_number
from kc_extract.rules import find_quantities
from kc_extract.text import bare, lower, roman_to_int
from kc_extract.types import Cell, Frozen, Table

_INDEX = regex.compile(r"(?:s?tt|số tt|số thứ tự|tt\.?)$")
_UNIT_COLUMN = regex.compile(r"(?:đvt|đv tính|đơn vị tính|đơn vị|dvt|đơn vị thu)$")
_COUNT = regex.compile(
    r"(?<!\p{L})(?:số lượng|khối lượng|diện tích|quy mô|tỷ lệ|tỉ lệ|ghi chú|thời gian|năm thực hiện|tiến độ|mã|sl"
    r"|hệ số|điểm|chiều dài|dân số|công suất|sản lượng|stt|số (?:hộ|người|lượt|lớp|cơ sở|mô hình|học viên|lao động|xã"
    r"|đơn vị|ngày|buổi|tháng|năm|ký hiệu|quyết định|thứ tự|điện thoại))(?!\p{L})|^%|\(%\)"
)
#: A label that names a total, not a body that is called one (``Tổng công ty``, ``Cộng tác viên``).
_TOTAL = regex.compile(
    r"\W*(?:tổng\s+(?:cộng|số|kinh phí|chi phí|vốn|tiền|nhu cầu|dự toán|mức đầu tư|nguồn|thu|chi|giá trị|mức)(?!\p{L})"
    r"|(?:tổng|cộng|toàn tỉnh|cả tỉnh|toàn ngành)\s*(?:$|[:(.+]|[ivx\d]+\W*$))"
)
_WITHIN = regex.compile(
    r"\W*(?:trong đó|bao gồm|gồm|chia ra|nguồn vốn|nguồn kinh phí|cơ cấu nguồn vốn|phân theo|phân kỳ)(?!\p{L})"
)
_MARK = regex.compile(r"[\s(]*(?P<mark>\d{1,3}(?:\.\d{1,2})*|[IVXLC]+|[A-ZĐ]|[a-zđ]|[-+*•])[.)]?\s*$")
_BRACKETS = regex.compile(r"\((?:đvt\s*:?\s*|đơn vị(?: tính)?\s*:?\s*)?(?P<unit>[^()]+)\)")


#: The figures that a unit may begin with (``1.000 đồng``); any other is an amount.
_POWERS = {Decimal(1), Decimal(1000), Decimal(1_000_000)}
_LEADING = regex.compile(r"([\d.]*)\s*(.*)")
_AMOUNT = regex.compile(r"\W*[\d.,]+\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|đ|vnđ|usd)")


class MoneyUnit(Frozen, frozen=True, kw_only=True):
    """What bare figures of a table count: ``factor`` of a currency, ``per`` something."""

    factor: Decimal
    currency: str
    per: str | None = None


@cache
def money_unit(words: str | None) -> MoneyUnit | None:
    """The unit of money that the words state (``triệu đồng``, ``1.000 đ``, ``đồng/người/buổi``), else None."""
    low = lower(words or "").strip(" .:()*")
    figure, rest = _LEADING.match(low).groups() if low else ("", "")  # type: ignore[union-attr]  # it matches anything
    found = find_quantities(f"1 {rest}") if rest else []
    if len(found) != 1 or found[0].kind != "money" or found[0].low is None or found[0].span.start:
        return None
    factor = _factor(figure)
    tail = f"1 {rest}"[found[0].quantity.end :].strip()
    if factor is None or factor not in _POWERS or (tail and not tail.startswith(("/", ",", "("))):
        return None
    per = tail[1:].strip() if tail.startswith("/") else None
    return MoneyUnit(factor=found[0].low * factor, currency=found[0].currency or "VND", per=per or None)


def _factor(figure: str) -> Decimal | None:
    """The figure before the unit, 1 where there is none; None for one that is no number (``1.``)."""
    try:
        return parse_number(figure) if figure else Decimal(1)
    except ValueError:
        return None


def table_unit(words: str | None) -> MoneyUnit | None:
    """The unit of money above a table; of one read without its accents (``Triệu đông``) what it can only be."""
    unit = money_unit(words)
    if unit is not None or words is None:
        return unit
    return money_unit(" ".join(_ACCENTED.get(bare(word), word) for word in words.split()))


_ACCENTED = {bare(word): word for word in ("nghìn", "ngàn", "triệu", "tỷ", "đồng")}


class Column(Frozen, frozen=True, kw_only=True):
    """A column: its header cells from the top down."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The header as one line."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def leaf(self) -> str:
        """The lowest header cell, lower-cased."""
        return lower(self.cells[-1].text).strip() if self.cells else ""

    @property
    def name(self) -> str:
        """The lowest header cell, with those above it where it is but a number."""
        leaf = self.cells[-1].text if self.cells else ""
        return leaf if regex.search(r"\p{L}{2}", leaf) else self.words

    @property
    def unit(self) -> MoneyUnit | None:
        """The unit of money in the header's brackets, or behind a comma."""
        for cell in reversed(self.cells):
            for found in _BRACKETS.finditer(lower(cell.text)):
                if unit := money_unit(found["unit"]):
                    return unit
            if unit := money_unit(cell.text):
                return unit
        return None

    @property
    def is_total(self) -> bool:
        """Whether the column holds the total of its row."""
        return _names_total(self.leaf)

    @property
    def is_within(self) -> bool:
        """Whether a header above says that the column is part of another (``Trong đó``, ``Nguồn vốn``)."""
        return any(_WITHIN.match(lower(cell.text)) for cell in self.cells)

    @property
    def is_count(self) -> bool:
        """Whether the column counts things, tells times or shares."""
        return _COUNT.search(self.leaf) is not None or _INDEX.match(self.leaf) is not None


class Row(Frozen, frozen=True, kw_only=True):
    """A body row: its mark (``I``, ``1``, ``a``, ``-``), the cell that names it, and its other cells by column."""

    number: int
    mark: str
    marked: int | None
    label: Cell | None
    cells: dict[int, Cell]

    @property
    def name(self) -> str:
        """The label of the row, empty where nothing names it."""
        return self.label.text if self.label is not None else ""

    @property
    def is_total(self) -> bool:
        """Whether the row sums up its columns."""
        return _names_total(lower(self.name))

    @property
    def is_share(self) -> bool:
        """Whether the row gives shares rather than amounts."""
        return _SHARE.search(lower(self.name)) is not None


class Grid:
    """One table read as rows and columns; built once, read only."""

    def __init__(self, table: Table) -> None:
        self.table = table
        years = next((at for at, cells in enumerate(table.rows) if not _is_year_row(cells)), 0)
        self.header = (*table.header, *table.rows[:years])
        self.body = table.rows[years:]
        self.width = max((c.column + c.colspan for row in (*table.header, *table.rows) for c in row), default=0)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""
        return tuple(Column(number=number, cells=tuple(_covering(self.header, number))) for number in range(self.width))

    @cached_property
    def unit_column(self) -> int | None:
        """The column that names the unit of each row; ``Đơn vị`` before all that is counted names who is paid."""
        found = next((column for column in self.columns if _UNIT_COLUMN.match(column.leaf)), None)
        if found is None or (found.leaf == "đơn vị" and self._only_marks_before(found.number)):
            return None
        return found.number

    def _only_marks_before(self, number: int) -> bool:
        return all(_INDEX.match(column.leaf) for column in self.columns[:number])

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The body rows from the top down."""
        return tuple(self._row(cells) for cells in self.body if cells)

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers of the rows that sum up their columns; asked for every cell of a table."""
        return frozenset(row.number for row in self.rows if row.is_total)

    def _row(self, cells: Sequence[Cell]) -> Row:
        by_column = {cell.column: cell for cell in cells}
        texts = [cell for cell in cells if cell.text and cell.column != self.unit_column]
        found = _MARK.match(texts[0].text) if texts and texts[0].column <= 1 and len(texts) > 1 else None
        label = next((cell for cell in texts[1 if found else 0 :] if _is_label(cell.text)), None)
        return Row(
            number=cells[0].row,
            mark=found["mark"] if found else "",
            marked=texts[0].column if found else None,
            label=label,
            cells=by_column,
        )

    @cached_property
    def levels(self) -> dict[int, int]:
        """How deep each row stands by the capitals that its figures prove, else by its mark; 0 for the highest."""
        stack: list[str] = []
        out = capital_levels(self.rows)
        if out:
            return out
        for row in self.rows:
            if row.is_total:
                out[row.number] = 0
                continue
            system = _system(row.mark, stack)
            if system in stack:
                del stack[stack.index(system) + 1 :]
            else:
                stack.append(system)
            out[row.number] = len(stack) - 1
        return out

    @cached_property
    def over(self) -> dict[int, tuple[int, ...]]:
        """The rows that each row stands under, the nearest first: those above with higher marks, up to a total row."""
        out: dict[int, tuple[int, ...]] = {}
        above: list[int] = []
        for row in self.rows:
            while above and (row.is_total or self.levels[above[-1]] >= self.levels[row.number]):
                above.pop()
            out[row.number] = tuple(reversed(above))
            if not row.is_total:
                above.append(row.number)
        return out


#: The same without accents, since a scan's ``TỔNG SỐ`` is read ``TÔNG SÓ``; alone in its cell it is nothing else.
_BARE_TOTAL = regex.compile(r"\W*tong (?:so|cong)\W*$")


def _names_total(low: str) -> bool:
    return _TOTAL.match(low) is not None or _BARE_TOTAL.match(bare(low)) is not None


_SHARE = regex.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|cơ cấu)\s*(?:phần trăm|\()|\(%\)|^\W*%")


def _is_label(text: str) -> bool:
    """Whether a cell names a row: it holds words and is no amount of money."""
    return regex.search(r"\p{L}{2}", text) is not None and _AMOUNT.match(lower(text)) is None


def _is_year_row(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but years or column numbers, and so belongs to the header."""
    texts = [cell.text for cell in cells if cell.text]
    return (
        len(texts) > 1
        and all(regex.fullmatch(r"(?:năm\s+)?(?:19|20)\d\d|\(?\d{1,2}\)?(?:\s*=.*)?", lower(text)) for text in texts)
        and (
            any(len(text) >= 4 for text in texts) or _counts_up(texts)  # noqa: PLR2004 a year has four figures
        )
    )


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(found[0]) for text in texts if (found := regex.search(r"\d+", text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _covering(header: Sequence[Sequence[Cell]], column: int) -> Iterator[Cell]:
    """The header cells above a column, each once, column numbers (``(1)``) left out."""
    for row in header:
        for cell in row:
            if cell.column <= column < cell.column + cell.colspan and regex.search(r"\p{L}|%|(?:19|20)\d\d", cell.text):
                yield cell


def _system(mark: str, stack: Sequence[str]) -> str:
    """The kind of a row mark."""
    if mark.isdigit():
        return "number"
    if mark and mark[0].isdigit():
        return f"number{mark.count('.')}"
    if roman_to_int(mark) is not None and not (mark in {"C", "D"} and "upper" in stack):
        return "roman"
    if mark.isalpha():
        return "upper" if mark.isupper() else "lower"
    return mark or "none"
