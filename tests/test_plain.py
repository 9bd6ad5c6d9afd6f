"""The plain reader: markdown marks, hard-wrapped lines, tables between bars."""

import textwrap

import pytest

from kc_extract.errors import UnreadableError
from kc_extract.readers.bars import TextBlock, TextTable, split_blocks
from kc_extract.readers.markup import Style, is_blank, line_to_words
from kc_extract.readers.plain import read_plain
from kc_extract.readers.wrapping import breaks, dialect_of
from kc_extract.references import awaits_number
from tests.documents import document


def paragraphs(text: str) -> list[str]:
    made = document(text)
    return [made.text[paragraph.span.start : paragraph.span.end] for paragraph in made.paragraphs]


class TestMarkup:
    def test_marks_become_style_and_vanish(self) -> None:
        words = line_to_words("**1. **Tổ chức *05 lớp*", Style(), marked=True)
        assert [(word.text, word.bold, word.italic) for word in words] == [
            ("1.", True, False),
            ("Tổ", False, False),
            ("chức", False, False),
            ("05", False, True),
            ("lớp", False, True),
        ]

    def test_a_mark_inside_a_word_leaves_it_whole(self) -> None:
        assert [word.text for word in line_to_words("*CTMTQG*.", Style(), marked=True)] == ["CTMTQG."]

    def test_a_mark_left_open_goes_on_over_the_line(self) -> None:
        style = Style()
        line_to_words("**ỦY BAN NHÂN", style, marked=True)
        assert [word.bold for word in line_to_words("DÂN** tỉnh", style, marked=True)] == [True, False]

    def test_asterisks_are_text_where_the_file_has_no_marks(self) -> None:
        assert [word.text for word in line_to_words("5 * 3", Style(), marked=False)] == ["5", "*", "3"]

    @pytest.mark.parametrize("line", ["", "   ", "** **", "-----", "* *", "___"])
    def test_rules_and_empty_marks_are_blank(self, line: str) -> None:
        assert is_blank(line)

    @pytest.mark.parametrize("line", ["- a", "**a**", "1."])
    def test_words_are_not_blank(self, line: str) -> None:
        assert not is_blank(line)


class TestWrapping:
    def test_blank_lines_part_paragraphs_and_wrapped_lines_are_joined(self) -> None:
        text = "Tổ chức 05 lớp tập\nhuấn cho cán bộ.\n\nHỗ trợ 03 mô\nhình."
        assert paragraphs(text) == ["Tổ chức 05 lớp tập huấn cho cán bộ.", "Hỗ trợ 03 mô hình."]

    def test_an_item_behind_a_closed_line_is_a_paragraph_without_a_blank_line(self) -> None:
        assert paragraphs("\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n") == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."]

    def test_a_dash_in_running_text_is_no_item(self) -> None:
        text = "phát triển sản xuất công nghiệp\n- tiểu thủ công nghiệp trên địa bàn.\n\nHết."
        assert paragraphs(text)[0] == "phát triển sản xuất công nghiệp - tiểu thủ công nghiệp trên địa bàn."

    def test_a_cited_number_at_the_start_of_a_line_is_no_heading(self) -> None:
        lines = ["      Bộ chủ trì thực hiện giải pháp quy định tại điểm", "1.4.2 Mục II của Quyết định này."]
        assert breaks(lines, "indented") == [True, False]

    def test_without_blank_lines_headings_and_closed_lines_tell(self) -> None:
        lines = [
            "I. MỤC TIÊU",
            "1. Mục tiêu tổng quát",
            "Huy động các nguồn lực trong nước",
            "và ngoài nước tham gia hoặc hỗ trợ các tổ chức, cá nhân trên địa bàn tỉnh đầu",
            "tư sản xuất công nghiệp.",
            "Góp phần chuyển dịch cơ cấu",
        ]
        assert breaks(lines, "filled") == [True, True, True, False, False, True]

    def test_an_article_has_one_line_a_paragraph(self) -> None:
        assert dialect_of(["a" * 300, "", "b" * 250]) == "unwrapped"

    def test_indented_first_lines_are_told(self) -> None:
        assert dialect_of(["      Điều 1. Phê duyệt", "đề án."] * 5) == "indented"


class TestBars:
    def test_cells_between_lone_bars(self) -> None:
        lines = ["|", "TT", "|", "Nội dung", "|", "|", "1", "|", "Lớp tập", "huấn", "|", "", "Hết"]
        table, rest = list(split_blocks(lines))
        assert isinstance(table, TextTable)
        assert table.rows == ((("TT",), ("Nội dung",)), (("1",), ("Lớp tập", "huấn")))
        assert isinstance(rest, TextBlock)

    def test_two_bars_running_are_an_empty_cell(self) -> None:
        lines = ["|", "a", "|", "b", "|", "c", "|", "|", "d", "|", "|", "f", "|", ""]
        (table, _) = split_blocks(lines)
        assert isinstance(table, TextTable)
        assert table.rows == ((("a",), ("b",), ("c",)), (("d",), (), ("f",)))

    def test_text_behind_a_full_row_ends_the_table(self) -> None:
        lines = ["|", "a", "|", "b", "|", "|", "c", "|", "d", "|", "Sau bảng"]
        table, rest = split_blocks(lines)
        assert isinstance(table, TextTable)
        assert len(table.rows) == 2
        assert rest == TextBlock(lines=("Sau bảng",))

    def test_prose_between_bars_is_no_cell(self) -> None:
        lines = ["|", "CHỦ TỊCH", "|", "Điều 1. Phê duyệt", "|"]
        blocks = list(split_blocks(lines))
        assert [type(block) for block in blocks] == [TextTable, TextBlock]

    def test_drawn_rows_wrap_over_lines(self) -> None:
        (table,) = split_blocks(["|TT |Nội dung  |", "|1  |Lớp tập   |", "|   |huấn      |"])
        assert isinstance(table, TextTable)
        assert table.rows[1] == (("1  ", "   "), ("Lớp tập   ", "huấn      "))

    def test_piped_rows(self) -> None:
        (table,) = split_blocks(["39 | Bảo hiểm | 2026 |"])
        assert isinstance(table, TextTable)
        assert [cell[0].strip() for cell in table.rows[0]] == ["39", "Bảo hiểm", "2026"]


def test_bytes_that_are_no_text_are_refused_with_the_place() -> None:
    with pytest.raises(UnreadableError):
        read_plain(b"Quy\xff\xfe\xfa" * 40)


def test_short_lines_that_open_with_a_marker_are_paragraphs() -> None:
    assert paragraphs("QUYẾT ĐỊNH\n\nNội dung\n\n1. Xã số 1\n2. Xã số 2\n3. Xã số 3\n")[-3:] == [
        "1. Xã số 1",
        "2. Xã số 2",
        "3. Xã số 3",
    ]


LONG = "Ủy ban nhân dân tỉnh giao Sở Công Thương chủ trì, phối hợp với các đơn vị triển khai thực hiện kế hoạch này."


def test_lines_that_end_wherever_they_like_are_paragraphs_of_their_own() -> None:
    heads = ["KẾ HOẠCH", "Phát triển kinh tế số năm 2026", "I. MỤC TIÊU", "1. Dân số", "II. NHIỆM VỤ", "2. Kinh tế số"]
    lines = [line for n, head in enumerate(heads) for line in (head, f"{LONG} {LONG[: 11 * n]}", LONG[: 50 + 7 * n])]
    for blank in ([], [""]):
        assert dialect_of([*lines, *blank, *lines, *blank]) == "unwrapped"
    wrapped = textwrap.wrap(" ".join([LONG] * 20), 110)
    assert dialect_of([*wrapped, "", *wrapped]) != "unwrapped"


@pytest.mark.parametrize("before", ["2. Phát triển kinh tế số", "b) Công tác dân số", "3. Chuyển đổi số"])
def test_so_that_describes_keeps_no_line_open(before: str) -> None:
    assert not awaits_number(before)
    assert breaks([LONG, before, "3.1. Nội dung"], "spaced")[2]


@pytest.mark.parametrize("before", ["thực hiện Quyết định số", "theo mẫu số", "Số"])
def test_so_before_a_number_to_come_keeps_its_line_open(before: str) -> None:
    assert awaits_number(before)
