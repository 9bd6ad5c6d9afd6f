"""Words as printed: mended where the page proves it, figures never touched; rows, columns and paragraphs."""

from __future__ import annotations

import pytest

from kc_extract.readers.grid import Rule
from kc_extract.readers.pdf.columns import arrange
from kc_extract.readers.pdf.footnotes import split_footnotes
from kc_extract.readers.pdf.furniture import drop_overlays, is_page_number, is_stamp, running_rows
from kc_extract.readers.pdf.glyphs import Frame, Piece, mended
from kc_extract.readers.pdf.measure import measure
from kc_extract.readers.pdf.paragraphs import mark
from kc_extract.readers.pdf.rows import Row, build_rows

FRAME = Frame(width=595, height=842)
WIDTH = 6.0  # of a letter in these tests


def piece(text: str, x: float, base: float = 100.0, size: float = 12.0, **kinds: object) -> Piece:
    x1 = x + WIDTH * size / 12 * len(text)
    middles = tuple(x + (i + 0.5) * WIDTH * size / 12 for i in range(len(text)))
    box = (x, base - 0.9 * size, x1, base + 0.2 * size)
    return Piece(text=text, box=box, base=base, size=size, middles=middles, **{"strip": 0, **kinds})  # type: ignore[arg-type]


def words(text: str, x: float, base: float = 100.0, size: float = 12.0, **kinds: object) -> list[Piece]:
    """The words of a text set from ``x``; a tab is a gap of 60 points."""
    found = []
    for part in text.split(" "):
        for number, word in enumerate(part.split("\t")):
            x += 60 if number else 0
            if word:
                found.append(piece(word, x, base, size, **kinds))
                x = found[-1].box[2]
        x += 0.25 * size
    return found


def rows_of(*lines: tuple[str, float, float]) -> tuple[Row, ...]:
    return build_rows([word for text, x, base in lines for word in words(text, x, base)])


def texts(rows: tuple[Row, ...]) -> list[str]:
    return [row.text for row in rows]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("\uf0b7", "-"),
        ("\uf02d", "-"),
        ("lƣợng", "lượng"),
        ("Ðiều", "Điều"),
        ("tie\u0302\u0301p", "tiếp"),
        ("ngân\u00adsách", "ngânsách"),
        ("1.234,5", "1.234,5"),
    ],
)
def test_glyphs_are_read_as_the_letters_they_print(printed: str, read: str) -> None:
    assert mended(printed) == read


def test_words_on_one_baseline_are_one_row_from_left_to_right() -> None:
    assert texts(build_rows([piece("sau", 200), piece("trước", 100, 101), piece("dưới", 100, 117)])) == [
        "trước sau",
        "dưới",
    ]


def test_a_word_printed_twice_is_bold_once() -> None:
    (row,) = build_rows([piece("Điều", 100), piece("Điều", 100.4), piece("5", 130), piece("5", 150)])
    assert row.text == "Điều 5 5"
    assert row.pieces[0].bold


def test_parts_of_a_syllable_without_a_space_between_are_one_word() -> None:
    line = [*words("nước Cộng hòa", 100), piece("V", 190), piece("iệt", 196.3), *words("Nam anh em", 218)]
    (row,) = build_rows(line)
    assert row.text == "nước Cộng hòa Việt Nam anh em"


@pytest.mark.parametrize("pair", [("2", "025"), ("1.2", "34"), ("khu", "B"), ("ba", "n")])
def test_figures_and_words_with_a_space_stay_apart(pair: tuple[str, str]) -> None:
    first = piece(pair[0], 100)
    gap = 0.3 if pair[0][0].isdigit() else 3.0
    (row,) = build_rows([first, piece(pair[1], first.box[2] + gap), *words("và các đơn vị", 160)])
    assert row.text.startswith(" ".join(pair))


def test_a_title_spelled_with_spaces_is_read_in_syllables() -> None:
    letters = [piece(letter, 100 + 12 * number) for number, letter in enumerate("QUYẾTĐỊNH")]
    (row,) = build_rows(letters)
    assert row.text == "QUYẾT ĐỊNH"


def test_single_letters_that_spell_nothing_and_single_figures_stay() -> None:
    assert build_rows([piece(x, 100 + 12 * i) for i, x in enumerate("ABXQ")])[0].text == "A B X Q"
    assert build_rows([piece(x, 100 + 12 * i) for i, x in enumerate("12345")])[0].text == "1 2 3 4 5"


def test_a_raised_two_behind_metres_is_an_exponent_and_a_footnote_mark_is_not() -> None:
    (area,) = build_rows([*words("125 đồng/m", 100), piece("2", 157.6, 95, 7), *words("mặt nước", 175)])
    assert area.text == "125 đồng/m2 mặt nước"
    (mark_row,) = build_rows([*words("năm 2025", 100), piece("1", 145.2, 95, 7), *words("tại tỉnh", 155)])
    assert mark_row.text == "năm 2025 1 tại tỉnh"
    assert [word.raised for word in mark_row.pieces] == [False, False, True, False, False]


def test_a_number_stamped_into_the_gap_of_a_line_belongs_to_it() -> None:
    (row,) = build_rows([*words("Công văn số", 100), piece("1209", 180, 95), *words("/BNV ngày 15", 220)])
    assert row.text == "Công văn số 1209 /BNV ngày 15"


LETTERHEAD = rows_of(
    ("ỦY BAN NHÂN DÂN", 90, 60),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 60),
    ("TỈNH SÔNG MÂY", 100, 76),
    ("Độc lập - Tự do - Hạnh phúc", 300, 76),
    ("Số: 12/QĐ-UBND", 95, 106),
    ("Sông Mây, ngày 5 tháng 3 năm 2025", 280, 107),
    ("QUYẾT ĐỊNH", 265, 140),
    ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", 85, 170),
)


def test_the_letterhead_is_read_column_by_column() -> None:
    flows = arrange(LETTERHEAD)
    assert [texts(flow.rows) for flow in flows] == [
        ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG MÂY", "Số: 12/QĐ-UBND"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sông Mây, ngày 5 tháng 3 năm 2025"],
        ["QUYẾT ĐỊNH", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"],
    ]
    assert [flow.column for flow in flows] == [True, True, False]


def test_recipients_come_before_the_signature_beside_them() -> None:
    flows = arrange(
        rows_of(
            ("quyết định này có hiệu lực kể từ ngày ký và thay thế quyết định trước đó./.", 85, 80),
            ("TM. ỦY BAN NHÂN DÂN", 350, 108),
            ("Nơi nhận:", 85, 114),
            ("- Như Điều 3;", 85, 128),
            ("CHỦ TỊCH", 390, 124),
            ("- Lưu: VT.", 85, 142),
            ("Nguyễn Văn Mây", 370, 200),
            ("PHỤ LỤC", 280, 240),
        )
    )
    assert [texts(flow.rows) for flow in flows][1:] == [
        ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mây"],
        ["PHỤ LỤC"],
    ]


def test_two_signatures_are_two_columns() -> None:
    flows = arrange(rows_of(("KT. BỘ TRƯỞNG\tKT. CHỦ TỊCH", 90, 100), ("THỨ TRƯỞNG\t\tPHÓ CHỦ TỊCH", 95, 116)))
    assert [texts(flow.rows) for flow in flows] == [["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]]


@pytest.mark.parametrize(
    "lines",
    [
        [("- Ngân sách tỉnh:\t\t1.200 triệu đồng", 100, 60), ("- Ngân sách huyện:\t\t300 triệu đồng", 100, 76)],
        [("CHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 85, 60), ("VÀ CHÍNH PHỦ NƯỚC BẠN", 200, 76)],
        [("Chỉ tiêu\tNăm 2024\tNăm 2025", 100, 60), ("Lao động\t120\t150", 100, 76)],
    ],
    ids=["tabbed amounts", "name of the state in a title", "columns of figures"],
)
def test_rows_of_anything_else_stay_whole(lines: list[tuple[str, float, float]]) -> None:
    (flow,) = arrange(rows_of(*lines))
    assert len(flow.rows) == len(lines)
    assert not flow.column


def paragraph(first: float, base: float, *lines: str) -> list[tuple[str, float, float]]:
    return [(line, first if number == 0 else 85, base + 16 * number) for number, line in enumerate(lines)]


FULL = "Các đơn vị có liên quan phối hợp triển khai thực hiện nhiệm vụ được giao theo"


def centred(text: str, base: float) -> list[Piece]:
    middle = (85 + words(FULL, 85)[-1].box[2]) / 2
    return words(text, 85 + middle - words(text, 85)[-1].box[2] / 2 - 85 / 2, base, bold=True)


def breaks(*lines: tuple[str, float, float]) -> list[bool]:
    rows = rows_of(*lines)
    return [found.breaks for found in mark(rows, measure(rows))]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    lines = [*paragraph(113, 60, FULL[:-5], FULL, FULL), *paragraph(113, 108, FULL[:-5], FULL, FULL)]
    assert breaks(*lines) == [True, False, False, True, False, False]


def test_a_short_row_before_ends_its_paragraph() -> None:
    lines = [*paragraph(85, 60, FULL, FULL, "đúng quy định."), *paragraph(85, 108, FULL, FULL)]
    assert breaks(*lines) == [False, False, False, True, False]


def test_a_wider_gap_begins_a_paragraph() -> None:
    lines = [*paragraph(85, 60, FULL, FULL, FULL), *paragraph(85, 116, FULL, FULL)]
    assert breaks(*lines) == [False, False, False, True, False]


def test_hanging_rows_of_an_item_run_on() -> None:
    lines = [("1. " + FULL, 85, 60), (FULL, 100, 76), ("2. " + FULL, 85, 92), (FULL, 100, 108)]
    assert breaks(*lines)[1] is False


def test_centred_rows_are_told_and_parted_by_their_type() -> None:
    rows = build_rows(
        [
            *centred("QUYẾT ĐỊNH", 60),
            *centred("Phê duyệt kế hoạch năm", 76),
            *centred("trên địa bàn tỉnh Sông Mây", 92),
            *words(FULL, 85, 120),
            *words(FULL, 85, 136),
        ]
    )
    marks = mark(rows, measure(rows))
    assert [found.centred for found in marks] == [True, True, True, False, False]
    assert [found.breaks for found in marks] == [True, True, False, True, False]


def test_text_runs_on_over_a_page_end_unless_the_row_before_was_short() -> None:
    rows = rows_of((FULL, 85, 60), (FULL, 85, 76))
    short, full = rows_of(("đúng quy định.", 85, 700))[0], rows_of((FULL, 85, 700))[0]
    assert mark(rows, measure(rows), full)[0].breaks is False
    assert mark(rows, measure(rows), short)[0].breaks is True


def test_small_rows_that_a_raised_mark_opens_are_footnotes() -> None:
    body = [word for n in range(20) for word in words(FULL, 85, 60 + 30 * n)]
    note = [
        piece("1", 85, 756, 6),
        *words("Theo số liệu của Sở", 92, 760, 10),
        *words("và cơ quan thống kê.", 85, 772, 10),
    ]
    rows = build_rows([*body, *note])
    assert texts(rows[split_footnotes(rows, (), 842) :]) == ["1 Theo số liệu của Sở", "và cơ quan thống kê."]


def test_a_rule_alone_makes_small_rows_footnotes() -> None:
    rows = build_rows([*words(FULL, 85, 100), *words(FULL, 85, 700), *words("Theo số liệu của Sở", 85, 760, 10)])
    assert split_footnotes(rows, (), 842) == 3
    assert split_footnotes(rows, (Rule(745, 85, 230),), 842) == 2


@pytest.mark.parametrize("text", ["2", "- 12 -", "Trang 3", "Page 3/10", "2/10", "iv"])
def test_a_number_alone_in_the_margin_is_a_page_number(text: str) -> None:
    assert is_page_number(FRAME, rows_of((text, 290, 40))[0])


@pytest.mark.parametrize(("text", "x", "base"), [("2025 đồng", 290, 40), ("12", 120, 400), ("Điều 2", 290, 40)])
def test_other_rows_are_no_page_number(text: str, x: float, base: float) -> None:
    assert not is_page_number(FRAME, rows_of((text, x, base))[0])


def test_a_register_stamp_at_the_edge_is_known_by_its_time() -> None:
    assert is_stamp(FRAME, rows_of(("Số: 99; 10/11/2025; 10:59:46", 400, 30))[0])
    assert not is_stamp(FRAME, rows_of(("họp lúc 10:59:46", 85, 300))[0])
    assert not is_stamp(FRAME, rows_of(("Sở Công Thương", 85, 30))[0])


def test_a_line_repeated_at_one_place_over_pages_is_a_running_head() -> None:
    pages = [(FRAME, rows_of((f"CÔNG BÁO/Số {n}", 85, 40), (FULL, 85, 40 + 300))) for n in range(4)]
    assert running_rows(pages) == (frozenset({0}),) * 4
    assert running_rows(pages[:2]) == (frozenset(),) * 2
    assert running_rows([(FRAME, rows_of((f"Điều {w}", 85, 40))) for w in ("một", "hai", "ba")]) == (frozenset(),) * 3


def test_the_appearance_of_a_digital_signature_is_left_out_and_a_signed_number_stays() -> None:
    signature = [
        *words("Người ký: Sở Y tế", 470, 20, 7, strip=1, block=1),
        *words("Thời gian ký: 09.02.2021", 470, 28, 7, strip=2, block=1),
    ]
    number = words("353", 110, 100, 13, strip=3, block=2)
    body = words("Người ký văn bản chịu trách nhiệm", 85, 200, 13, strip=4, block=3)
    found = drop_overlays([*signature, *number, *body])
    assert [word.text for word in found.kept] == ["353", *["Người", "ký", "văn", "bản", "chịu", "trách", "nhiệm"]]
    assert found.dropped == ("Người ký: Sở Y tế Thời gian ký: 09.02.2021",)


def test_a_slanted_watermark_is_left_out() -> None:
    found = drop_overlays([piece("www.vanban.example", 100, slanted=True, level=False), piece("Điều", 85)])
    assert [word.text for word in found.kept] == ["Điều"]


def test_words_of_two_fonts_that_touch_are_joined_only_where_they_spell_a_syllable() -> None:
    torn = [piece("tri", 50, font="A"), piece("ệ", 68, font="B"), piece("u", 74, font="A")]
    assert texts(build_rows(torn)) == ["triệu"]
    bold = [piece("tiêu", 50, font="B"), piece("chung", 74, font="A")]
    assert texts(build_rows(bold)) == ["tiêu chung"]
    figures = [piece("1", 50, font="A"), piece("2", 56, font="B"), piece("a", 62, font="A")]
    assert texts(build_rows(figures)) == ["1 2 a"]
