"""Rows of drawn and piped tables that no row number tells apart."""

import pytest

from kc_extract.layout.flow import Paragraphs, flow
from kc_extract.readers.bars import TextTable, split_blocks
from kc_extract.types import Line, Page, Word


class TestRows:
    @pytest.mark.parametrize(
        ("lines", "first_cells"),
        [
            (["| Xã | Kinh phí |", "|---|---|", "| Xã A | 10 |", "| Xã B | 20 |"], ["Xã", "Xã A", "Xã B"]),
            (["| Xã | Kinh phí |", "| Xã A | 10 |", "| xã B | 20 |", "| | 30 |"], ["Xã", "Xã A", "xã B", ""]),
            (["|Việc |Số |", "|Lớp |5 |", "|tập huấn | |"], ["Việc", "Lớp tập huấn"]),
            (["|TT |Xã |Số |", "|1 |A |5 |", "| |Tổng |5 |", "|Cộng | |5 |"], ["TT", "1", "", "Cộng"]),
            (["|999 |A |", "|1000 |B |", "|1001 |C |"], ["999", "1000", "1001"]),
            (["|Xã |Số |", "|---|---|", "|Xã |5 |", "|Bình | |", "|---|---|"], ["Xã", "Xã Bình"]),
        ],
    )
    def test_drawn_rows_without_numbers_stay_apart(self, lines: list[str], first_cells: list[str]) -> None:
        (table,) = split_blocks(lines)
        assert isinstance(table, TextTable)
        assert [" ".join(" ".join(row[0]).split()) for row in table.rows] == first_cells

    def test_a_drawn_signature_block_stays_one_row(self) -> None:
        (table,) = split_blocks(["|Nơi nhận: |KT. CHỦ TỊCH |", "|- Như Điều 3; |PHÓ CHỦ TỊCH |", "|Lưu: VT. | |"])
        assert isinstance(table, TextTable)
        assert len(table.rows) == 1

    def test_a_piped_row_with_an_empty_first_cell_keeps_it(self) -> None:
        (table,) = split_blocks(["1 | Xã A | 30", " | Tổng cộng | 30"])
        assert isinstance(table, TextTable)
        assert [cell[0].strip() for cell in table.rows[1]] == ["", "Tổng cộng", "30"]


def test_a_figure_goes_on_behind_two_lines_and_opens_a_paragraph_behind_a_short_one() -> None:
    def made(*texts: str) -> int:
        lines = [Line(words=tuple(Word(text=word) for word in text.split()), break_before=True) for text in texts[:1]]
        lines += [Line(words=tuple(Word(text=word) for word in text.split())) for text in texts[1:-1]]
        lines.append(Line(words=tuple(Word(text=word) for word in texts[-1].split()), break_before=True))
        page = Page(number=1, text_source="plain", blocks=tuple(lines))
        return sum(isinstance(block, Paragraphs) for block in flow([page]))

    assert made("Tổ chức lớp", "tập huấn cho", "30 người") == 1
    assert made("Tập huấn", "30 người") == 2
