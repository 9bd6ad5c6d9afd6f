"""Web pages as a browser shows them: words, lines, lists, tables."""

import pytest

from kc_extract.readers.html import read_html
from kc_extract.types import Input, Limits, Line, TableContent


def read(body: str) -> Input:
    return read_html(f"<html><body>{body}</body></html>".encode(), "page.html", Limits())


def blocks(body: str) -> tuple[Line | TableContent, ...]:
    return read(body).pages[0].blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body) if isinstance(block, Line)]


def line(body: str) -> Line:
    (found,) = blocks(body)
    assert isinstance(found, Line)
    return found


def cells(body: str) -> list[list[str]]:
    (table,) = [block for block in blocks(body) if isinstance(block, TableContent)]
    return [[" / ".join(part.text for part in cell.lines) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p><b>N</b>gày 12 <i>thá</i><i>ng</i> 3</p>", ["Ngày 12 tháng 3"]),
        ("<p>45.510<span> triệu</span>&nbsp;đồng</p>", ["45.510 triệu đồng"]),
        ("<p>1.2<span>34</span>.567 đồng</p>", ["1.234.567 đồng"]),
        ("<p>a\n   b\tc</p>", ["a b c"]),
        ("<p>một<br>hai</p>", ["một", "hai"]),
        ("<div>một<p>hai</p>ba</div>", ["một", "hai", "ba"]),
        ("một<div>hai</div>", ["một", "hai"]),
        ("<pre>một\nhai</pre>", ["một", "hai"]),
        ("<p>Ủy&#x200b; ban</p>", ["Ủy ban"]),
        ("<p>Uy\u0309 ban</p>", ["Uỷ ban"]),
        ("<p>một</p><p>-------</p><p>hai</p>", ["một", "hai"]),
        ("<p>một <o:p>&nbsp;</o:p><![if !supportLists]>hai<![endif]></p>", ["một hai"]),
        ("<p>một <span style='display:inline-block'>hai</span></p>", ["một hai"]),
        ("<p>một <span style='display: block'>hai</span></p>", ["một", "hai"]),
    ],
)
def test_tags_break_lines_only_where_a_browser_does(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>1</script>",
        "<style>p{}</style>",
        "<noscript>bật JavaScript</noscript>",
        "<p style='display:none'>ẩn</p>",
        "<p style='COLOR:red;Display : None !important'>ẩn</p>",
        "<p style='visibility:hidden'>ẩn</p>",
        "<div hidden><p>ẩn</p></div>",
        "<!-- 12 -->",
        "<button>In</button>",
        "<select><option>63</option></select>",
        "<textarea>ẩn</textarea>",
        "<svg><text>5</text></svg>",
        "<template><p>ẩn</p></template>",
    ],
)
def test_what_a_browser_does_not_print_is_no_content(hidden: str) -> None:
    assert texts(f"<p>thấy</p>{hidden}") == ["thấy"]


def test_a_break_is_a_paragraph_only_where_the_text_proves_it() -> None:
    starts = {
        "Ban hành Chương trình khuyến công<br>tỉnh Sông Lam": False,
        "một;<br>hai": True,
        "một<br>- hai": True,
        "một<br><br>hai": True,
        "CHƯƠNG TRÌNH<br>Khuyến công": True,
        "<b>một</b><br><i>hai</i>": True,
    }
    second = {body: blocks(f"<p>{body}</p>")[1] for body in starts}
    assert {body: found.break_before for body, found in second.items() if isinstance(found, Line)} == starts


def test_words_carry_their_style() -> None:
    found = line(
        "<p align=center><b>Điều 1.</b> Phạm vi <i>nêu</i> "
        "<span style='font-weight:700'>đậm</span> <b><span style='font-weight:normal'>thường</span></b></p>"
    )
    assert found.centred
    assert [word.text for word in found.words if word.bold] == ["Điều", "1.", "đậm"]
    assert [word.text for word in found.words if word.italic] == ["nêu"]


def test_a_word_is_bold_where_most_of_it_is() -> None:
    assert [word.bold for word in line("<p><b>Ngà</b>y đ<b>ến</b> x<b>.</b></p>").words] == [True, True, False]


def test_centring_is_of_the_block_itself() -> None:
    found = blocks("<div style='text-align:center'><p>một</p><p align=left>hai</p></div><p>ba</p>")
    assert [block.centred for block in found if isinstance(block, Line)] == [True, False, False]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("120 m<sup>2</sup> đất", [("120", False), ("m2", False), ("đất", False)]),
        ("12km<sup>2</sup>", [("12km2", False)]),
        ("3 x 10<sup>6</sup> đồng", [("3", False), ("x", False), ("10⁶", False), ("đồng", False)]),
        ("500 triệu đồng<sup>1</sup>", [("500", False), ("triệu", False), ("đồng", False), ("1", True)]),
        ("năm 2031<sup>[2]</sup>.", [("năm", False), ("2031", False), ("[2]", True), (".", False)]),
        ("H<sub>2</sub>O", [("H2O", False)]),
    ],
)
def test_a_raised_figure_is_a_power_or_a_mark_of_its_own(body: str, expected: list[tuple[str, bool]]) -> None:
    assert [(word.text, word.superscript) for word in line(f"<p>{body}</p>").words] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>một<li>hai</ol>", ["1. một", "2. hai"]),
        ("<ol start=3><li>một<li value=7>hai<li>ba</ol>", ["3. một", "7. hai", "8. ba"]),
        ("<ol type=a><li>một<li>hai</ol>", ["a. một", "b. hai"]),
        ("<ol type=I><li>một</ol><ol style='list-style-type:lower-roman'><li>x<li>y</ol>", ["I. một", "i. x", "ii. y"]),
        ("<ol style='list-style:none'><li>một</ol>", ["một"]),
        ("<ol><li>một<ol type=a><li>hai</ol><li>ba</ol>", ["1. một", "a. hai", "2. ba"]),
        ("<ol><li>1. Mục tiêu<li>2) Nội dung</ol>", ["1. Mục tiêu", "2) Nội dung"]),
        ("<ol start=6><li>a) Sửa đổi</ol>", ["6. a) Sửa đổi"]),
        ("<ol><li><p><b>một</b></p><p>hai</p></ol>", ["1. một", "hai"]),
        ("<ul><li>một<li>- hai<li>1. ba</ul>", ["• một", "- hai", "1. ba"]),
        ("<ul style='list-style-type:none'><li>một</ul>", ["một"]),
        ("<ol><li><li>hai</ol>", ["2. hai"]),
    ],
)
def test_lists_print_the_markers_that_a_reader_sees(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_a_long_list_is_numbered_in_linear_time() -> None:
    assert texts("<ol>" + "<li>x" * 3000 + "</ol>")[-1] == "3000. x"


def test_notes_at_the_foot_are_told_apart() -> None:
    found = blocks("<p>một</p><div id=ftn1><p>chú thích</p></div><p class='MsoFootnoteText'>hai</p>")
    assert [block.footnote for block in found if isinstance(block, Line)] == [False, True, True]


def test_a_table_of_data_keeps_its_cells_and_spans() -> None:
    body = (
        "<table><caption>Biểu 1</caption><tr><th>STT<th>Nội dung<th>Kinh phí</tr>"
        "<tr><td rowspan=2>1<td>Đào tạo<br>nghề<td>1.200</tr><tr><td>Hội <b>ch</b>ợ<td>300</tr>"
        "<tr><td colspan=2>Tổng<td>1.500</tr></table>"
    )
    assert cells(body) == [
        ["STT", "Nội dung", "Kinh phí"],
        ["1", "Đào tạo / nghề", "1.200"],
        ["Hội chợ", "300"],
        ["Tổng", "1.500"],
    ]
    assert texts(body) == ["Biểu 1"]
    (table,) = [block for block in blocks(body) if isinstance(block, TableContent)]
    assert [(cell.colspan, cell.rowspan) for row in table.rows for cell in row][3:] == [
        (1, 2),
        (1, 1),
        (1, 1),
        (1, 1),
        (1, 1),
        (2, 1),
        (1, 1),
    ]


def test_a_span_never_reaches_below_its_table() -> None:
    (table,) = blocks("<table><tr><td rowspan=9000>a<td colspan=9999999>b</tr><tr><td>c<td>d</tr></table>")
    assert isinstance(table, TableContent)
    assert [(cell.colspan, cell.rowspan) for cell in table.rows[0]] == [(1, 2), (100, 1)]


HEADER = (
    "<table><tr><td><p><b>ỦY BAN NHÂN DÂN<br>TỈNH SÔNG LAM</b><br>-------</p></td>"
    "<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></td></tr>"
    "<tr><td>Số: 12/QĐ-UBND</td><td><i>Sông Lam, ngày 14 tháng 3 năm 2031</i></td></tr></table>"
)
SIGNATURE = (
    "<table><tr><td><i>Nơi nhận:</i><br>- Như Điều 3;<br>- Lưu: VT.</td>"
    "<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br><br>Lê Thị Thử</td></tr></table>"
)


def test_the_header_block_is_read_column_by_column() -> None:
    assert texts(HEADER) == [
        "ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "Số: 12/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Sông Lam, ngày 14 tháng 3 năm 2031",
    ]  # fmt: skip


def test_the_signature_block_is_read_column_by_column() -> None:
    found = [block for block in blocks(SIGNATURE) if isinstance(block, Line)]
    assert [block.text for block in found] == [
        "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Thử",
    ]  # fmt: skip
    assert [block.break_before for block in found] == [True] * 6


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><td>một ô</td></tr></table>", ["một ô"]),
        ("<table><tr><td>một</td></tr><tr><td>hai</td></tr></table>", ["một", "hai"]),
        ("<table role=presentation><tr><td>trái<td>phải</tr></table>", ["trái", "phải"]),
        ("<table><tr><td>Điều 1. A<p>Điều 2. B<td>cột bên</tr></table>", ["Điều 1. A", "Điều 2. B", "cột bên"]),
        ("<table><tr><td><h2>tên</h2><td>chữ</tr></table>", ["tên", "chữ"]),
    ],
)
def test_a_table_that_only_places_text_is_read_as_text(body: str, expected: list[str]) -> None:
    assert texts(body) == expected
    assert not any(isinstance(block, TableContent) for block in blocks(body))


def test_a_table_inside_a_frame_is_a_table() -> None:
    inner = "<table><tr><td>1<td>2</tr><tr><td>3<td>4</tr></table>"
    assert cells(f"<table><tr><td>trái<td>{inner}</tr></table>") == [["1", "2"], ["3", "4"]]


def test_hidden_rows_and_cells_are_no_rows_and_cells() -> None:
    body = "<table><tr><td>1<td hidden>x<td>2</tr><tr style='display:none'><td>y</tr><tr><td>3<td>4</tr></table>"
    assert cells(body) == [["1", "2"], ["3", "4"]]


def test_no_depth_of_nesting_is_too_deep() -> None:
    deep = "<div>" * 3000 + "chữ" + "</div>" * 3000
    assert texts(deep) == ["chữ"]
    assert texts("<table><tr><td>" * 200 + "chữ" + "</table>" * 200) == ["chữ"]


def test_one_page_without_boxes() -> None:
    found = read("<p>một</p>")
    assert found.media_type == "text/html"
    (page,) = found.pages
    assert (page.number, page.width, page.height, page.text_source) == (1, 0.0, 0.0, "html")
    assert all(word.bbox is None for block in page.blocks if isinstance(block, Line) for word in block.words)
