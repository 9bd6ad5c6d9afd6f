"""Merged cells of dumped tables: headers solved by counting, short rows by the columns of their figures."""

from __future__ import annotations

from kc_extract.readers.bars import TextTable, split_blocks
from kc_extract.readers.merged import find_spans


def _rows(text: str) -> list[list[tuple[str, ...]]]:
    return [[(cell.strip(),) for cell in line.split("/")] for line in text.strip().splitlines()]


class TestHeader:
    def test_one_group_takes_what_is_lacking(self) -> None:
        spans = find_spans(_rows("TT / Xã / Tổng / Trong đó\nTỉnh / Xã\n1 / Lam / 5 / 3 / 2"))
        assert spans[0] == [(1, 2), (1, 2), (1, 2), (2, 1)]

    def test_a_column_of_notes_is_no_group(self) -> None:
        spans = find_spans(_rows("TT / Mức chi / Ghi chú\nTỉnh / Xã\n1 / 3 / 2 / x"))
        assert spans[0] == [(1, 2), (2, 1), (1, 2)]

    def test_equal_groups(self) -> None:
        spans = find_spans(_rows("TT / Năm 2024 / Năm 2025\nTỉnh / Xã / Tỉnh / Xã\n1 / 3 / 2 / 5 / 6"))
        assert spans[0] == [(1, 2), (2, 1), (2, 1)]

    def test_groups_that_counting_does_not_solve_stay_as_printed(self) -> None:
        rows = _rows("TT / Năm 2024 / Năm 2025\nTỉnh / Xã / Vốn vay\n1 / 3 / 2 / 5")
        assert find_spans(rows)[0] == [(1, 1)] * 3

    def test_figures_are_no_second_row_of_a_header(self) -> None:
        rows = _rows("Lớp tập huấn / Mức\n5 / 7\n1 / Lam / 5")
        assert find_spans(rows)[0] == [(1, 1)] * 2


class TestBody:
    def test_a_short_row_stands_beneath_merged_leading_cells(self) -> None:
        spans = find_spans(_rows("TT / Xã / Việc / Số tiền\n1 / Lam / Lớp / 5\nMáy / 7\n2 / Bình / Hội / 6"))
        assert spans[1] == [(1, 2), (1, 2), (1, 1), (1, 1)]

    def test_a_row_that_fits_from_the_left_is_left_alone(self) -> None:
        spans = find_spans(_rows("Số / Tên / Mức\n1 / Lam / 5\n2 / Hội"))
        assert spans[1] == [(1, 1)] * 3

    def test_a_heading_row_merges_nothing(self) -> None:
        spans = find_spans(_rows("TT / Xã / Số tiền\n1 / Lam / 5\nPhần việc chung\n2 / Bình / 6"))
        assert spans[1] == [(1, 1)] * 3


class TestRowsOfBars:
    def test_two_bars_end_a_short_row_where_an_empty_cell_would_not_fill_it(self) -> None:
        rows = [["TT", "Xã", "Trong đó"], ["Tỉnh", "Huyện"], ["1", "Lam", "5", "3"]]
        (table,) = split_blocks(_with_ends(rows))
        assert isinstance(table, TextTable)
        assert [len(row) for row in table.rows] == [3, 2, 4]

    def test_a_figure_behind_an_empty_cell_opens_no_row(self) -> None:
        marked = _with_ends([["TT", "Xã", "Vốn", "Mức"], ["1", "Lam", "", "5"], ["2", "Bình", "3", "4"]])
        (table,) = split_blocks(marked)
        assert isinstance(table, TextTable)
        assert table.rows[1] == (("1",), ("Lam",), (), ("5",))

    def test_the_heading_of_an_attachment_is_no_cell(self) -> None:
        signature = ["|", "Nơi nhận:", "|", "CHỦ TỊCH", "|", "**PHỤ LỤC**", "(Kèm theo Quyết định số 5)"]
        blocks = list(split_blocks([*signature, *_with_ends([["TT", "Xã"], ["1", "Lam"]])]))
        assert [len(block.rows) for block in blocks if isinstance(block, TextTable)] == [1, 2]


def _with_ends(rows: list[list[str]]) -> list[str]:
    """The rows as bar lines: a bar opens each row and closes each of its cells."""
    return [
        line for row in rows for line in ("|", *(part for cell in row for part in ((cell, "|") if cell else ("|",))))
    ]
