"""Parts of the header one by one: columns, periods, signatures, bodies broken over lines."""

import datetime as dt

import pytest

from kc_extract.gazetteer import agencies
from kc_extract.header.block import find_block
from kc_extract.header.issuer import in_ordinary_case, is_body
from kc_extract.header.lines import in_columns, right_column, rows_of
from kc_extract.header.period import find_period
from kc_extract.header.place_date import place_and_date
from kc_extract.header.signatories import find_signatories
from kc_extract.header.title import find_title
from kc_extract.layout import compose
from kc_extract.outline import outline
from kc_extract.types import Document, Input, Line, Page, Word
from tests.documents import document
from tests.test_header import header


def printed(*rows: list[tuple[float, str]]) -> Document:
    """One page of 600 points with rows of phrases, each at its place from the left, 6 points to a letter."""
    lines = []
    for number, row in enumerate(rows):
        words = []
        for left, phrase in row:
            at = left
            for word in phrase.split():
                words.append(Word(text=word, bbox=(at, 20.0 * number, at + 6.0 * len(word), 20.0 * number + 12)))
                at += 6.0 * (len(word) + 1)
        lines.append(Line(words=tuple(words), break_before=True))
    page = Page(number=1, width=600, height=800, text_source="born_digital", blocks=tuple(lines))
    return compose(Input(media_type="application/pdf", pages=(page,)), identity="0" * 64, name="test.pdf")


def centred(phrase: str) -> list[tuple[float, str]]:
    return [(300 - 3.0 * len(phrase), phrase)]


def test_two_columns_on_one_row_are_told_apart_by_the_strip_between_them() -> None:
    made = printed(
        [(60, "UBND TỈNH CÀ MAU"), (320, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")],
        [(60, "SỞ CÔNG THƯƠNG"), (380, "VIỆT NAM")],
        [(60, "Số: 5/KH-SCT"), (330, "Cà Mau, ngày 3 tháng 2 năm 2023")],
    )
    assert [(row.text, row.right) for row in in_columns(made, made.words)] == [
        ("UBND TỈNH CÀ MAU", False),
        ("SỞ CÔNG THƯƠNG", False),
        ("Số: 5/KH-SCT", False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", True),
        ("VIỆT NAM", True),
        ("Cà Mau, ngày 3 tháng 2 năm 2023", True),
    ]


def test_text_without_boxes_keeps_its_lines_and_rules_say_nothing() -> None:
    made = document("ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\n-------\n")
    assert [row.text for row in in_columns(made, made.words)] == ["ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU"]
    assert in_columns(made, ()) == ()


def test_the_signature_stands_right_of_a_wide_gap() -> None:
    made = printed(
        [(60, "Nơi nhận:"), (380, "KT. CHỦ TỊCH")],
        [(60, "- Như Điều 3;"), (380, "PHÓ CHỦ TỊCH")],
        [(60, "- Lưu: VT."), (380, "Lê Văn Bình")],
    )
    assert [row.text for row in right_column(made, made.words)] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Bình"]
    assert rows_of(made, made.words)[0].text == "Nơi nhận: KT. CHỦ TỊCH"


def test_a_title_in_lower_case_ends_where_the_paragraph_begins() -> None:
    made = printed(
        [(200, "CHÍNH PHỦ")],
        [(200, "Số: 5/NQ-CP")],
        centred("NGHỊ QUYẾT"),
        centred("Về phát triển làng nghề trên địa bàn các tỉnh thành phố"),
        centred("Miền núi phía bắc"),
        [(96, "Sau khi xem xét các ý kiến tham gia Chính phủ thống nhất nghị như sau")],
        [(60, "quyết với các nội dung tại Tờ trình của Bộ Công Thương về phát triển nghề")],
    )
    found = find_block(made)
    assert (found.kind, [row.text for row in found.above]) == ("resolution", ["CHÍNH PHỦ", "Số: 5/NQ-CP"])
    assert find_title(found).text == "Về phát triển làng nghề trên địa bàn các tỉnh thành phố Miền núi phía bắc"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Ban hành Chương trình khuyến công giai đoạn 2021 - 2025", (2021, 2025)),
        ("CHƯƠNG TRÌNH KHUYẾN CÔNG GIAI ĐOẠN 2021-2025, TẦM NHÌN ĐẾN NĂM 2040", (2021, 2025)),
        ("Quy hoạch thời kỳ 2021 – 2030, định hướng đến năm 2050", (2021, 2030)),
        ("Đề án “Phát triển nghề từ năm 2018 đến năm 2022”", (2018, 2022)),
        ("Kế hoạch khuyến công năm 2023", (2023, 2023)),
        ("Phân bổ kinh phí năm 2023, 2024 và 2025", (2023, 2025)),
        ("Chương trình phòng, chống ma túy đến năm 2030", (2020, 2030)),
        ("Mức thu học phí năm học 2025 - 2026", (2025, 2026)),
        ("Định hướng đến năm 2040, giai đoạn 2021 - 2030", (2021, 2030)),
        ("Sửa đổi Quyết định số 5/2016/QĐ-UBND ngày 7 tháng 8 năm 2016 về giá chợ", None),
        ("Bầu cử đại biểu nhiệm kỳ 2026 - 2031", None),
        ("Quy định mức thu phí chợ", None),
        ("Chương trình đến năm 2015", None),
        ("", None),
    ],
)
def test_the_years_that_a_title_plans_for(title: str, period: tuple[int, int] | None) -> None:
    assert find_period(title, dt.date(2020, 3, 4)) == period


def test_what_the_gazette_prints_below_the_kind_word_is_no_title() -> None:
    made = document(
        "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 63/QĐ-TTg NGÀY 13 THÁNG 01 NĂM 2010\n"
        "PHÊ DUYỆT QUY HOẠCH ĐẾN NĂM 2020\n\nTHỦ TƯỚNG CHÍNH PHỦ\n\nCăn cứ Luật;"
    )
    assert find_title(find_block(made)).text == "PHÊ DUYỆT QUY HOẠCH ĐẾN NĂM 2020"


def test_until_a_year_needs_the_year_of_issue() -> None:
    assert find_period("Chương trình đến năm 2030", None) is None


def signed(text: str) -> list[tuple[str, str | None]]:
    made = document("Điều 1. Ban hành.\n\n" + text)
    return [(who.name, who.title) for who in find_signatories(made, outline(made))]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("CHỦ TỊCH\n\nLê Văn Bình", "Lê Văn Bình", "Chủ tịch"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Bình", "Lê Văn Bình", "Phó Chủ tịch"),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Bình", "Lê Văn Bình", "Phó Chủ tịch"),
        ("KT.BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nLê Văn Bình", "Lê Văn Bình", "Thứ trưởng"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\n\nLê Văn Bình", "Lê Văn Bình", "Giám đốc Sở Nội vụ"),
        ("TL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n\nLê Văn Bình", "Lê Văn Bình", "Chánh Văn phòng"),
        ("BỘ TRƯỞNG\n\nĐại tướng Lê Văn Bình", "Lê Văn Bình", "Bộ trưởng"),
        ("GIÁM ĐỐC\n\nTS. Lê Văn Bình", "Lê Văn Bình", "Giám đốc"),
        ("GIÁM ĐỐC\n\nLÊ VĂN BÌNH", "Lê Văn Bình", "Giám đốc"),
        ("CHỦ TỊCH\n\nY Thanh Hà Niê Kđăm", "Y Thanh Hà Niê Kđăm", "Chủ tịch"),
        ("CHỦ TỊCH\n\nNguyễn Văn A", "Nguyễn Văn A", "Chủ tịch"),
        ("PHÓ CHỦ TỊCH\nLê\nVăn Bình", "Lê Văn Bình", "Phó Chủ tịch"),
        ("PHÓ CHỦ TỊCH\nĐã ký: Lê Văn Bình", "Lê Văn Bình", "Phó Chủ tịch"),
    ],
)
def test_who_signed_and_as_what(text: str, name: str, title: str) -> None:
    assert signed(text) == [(name, title)]


@pytest.mark.parametrize("prefix", agencies().signing.prefixes)
def test_every_prefix_is_left_out_of_the_position(prefix: str) -> None:
    assert signed(f"{prefix} CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Bình") == [("Lê Văn Bình", "Phó Chủ tịch")]


@pytest.mark.parametrize("mark", agencies().signing.marks)
def test_every_mark_of_a_signed_copy_is_passed_over(mark: str) -> None:
    assert signed(f"CHỦ TỊCH\n\n{mark} Lê Văn Bình") == [("Lê Văn Bình", "Chủ tịch")]


@pytest.mark.parametrize("title", agencies().signing.titles)
def test_every_rank_and_degree_is_left_out_of_the_name(title: str) -> None:
    assert signed(f"CHỦ TỊCH\n\n{title} Lê Văn Bình") == [("Lê Văn Bình", "Chủ tịch")]


@pytest.mark.parametrize("family", agencies().signing.surnames)
def test_every_family_name_tells_a_name_in_capitals(family: str) -> None:
    assert signed(f"CHỦ TỊCH\n\n{family.upper()} VĂN BÌNH") == [(f"{family.capitalize()} Văn Bình", "Chủ tịch")]


def test_two_who_sign_together_are_both_named() -> None:
    assert signed("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLê Văn Bình\n\nBỘ TRƯỞNG\n\nTrần Thị Hoa") == [
        ("Lê Văn Bình", "Thứ trưởng"),
        ("Trần Thị Hoa", "Bộ trưởng"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- Chủ tịch Lê Văn Bình;",
        "CHỦ TỊCH\n\nHà Nội",
        "GIÁM ĐỐC\n\nChương I",
        "GIÁM ĐỐC\n\n(Ký, ghi rõ họ tên)",
        "Lê Văn Bình",
        "QUY ĐỊNH CHUNG\n\nLê Văn Bình",
    ],
)
def test_nobody_signed(text: str) -> None:
    assert signed(text) == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Cà Mau, ngày 3 tháng 2 năm 2023", "Cà Mau"),
        ("Thành phố Hồ Chí Minh, ngày 3 tháng 2 năm 2023", "Thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh, ngày 3 tháng 2 năm 2023", "TP. Hồ Chí Minh"),
        ("Bà Rịa - Vũng Tàu, ngày 3 tháng 2 năm 2023", "Bà Rịa - Vũng Tàu"),
        ("Hà Nội ngày 3 tháng 2 năm 2023", "Hà Nội"),
        ("Số: 5/QĐ-UBND Cà Mau, ngày 3 tháng 2 năm 2023", "Cà Mau"),
    ],
)
def test_place_and_date(line: str, place: str) -> None:
    made = document(f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n{line}\n\nQUYẾT ĐỊNH\n\nVề giá\n")
    assert place_and_date(made, outline(made), find_block(made)) == (place, dt.date(2023, 2, 3))


@pytest.mark.parametrize(
    "line", ["Căn cứ Nghị định số 1 ngày 3 tháng 2 năm 2023", "Còn hiệu lực ngày 3 tháng 2 năm 2023"]
)
def test_a_sentence_is_no_place(line: str) -> None:
    made = document(f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n{line}\n\nQUYẾT ĐỊNH\n\nVề giá\n")
    assert place_and_date(made, outline(made), find_block(made))[0] is None


@pytest.mark.parametrize(
    ("block", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI\nPHÒNG", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("HỘI ĐỒNG NHÂN\nDÂN\nTHÀNH PHỐ HUẾ", "Hội đồng nhân dân thành phố Huế"),
        ("BỘ VĂN HÓA, THỂ\nTHAO\nVÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("ỦY BAN THƯỜNG VỤ\nQUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
        ("THỦ TƯỚNG\nCHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("BỘ TÀI CHÍNH\nCỤC THUẾ", "Cục Thuế"),
        ("UBND THÀNH PHỐ HẢI PHÒNG SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("UBND HUYỆN PHÚ LÂM\nPHÒNG NỘI VỤ", "Phòng Nội vụ"),
        ("ỦY BAN NHÂN DÂN TĨNH CÀ MAU", "Ủy ban nhân dân tỉnh Cà Mau"),
    ],
)
def test_a_body_may_be_broken_over_lines(block: str, issuer: str) -> None:
    motto = "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert header(f"{block}\n\nSố: 5/QĐ-X\n\n{motto}\n\nQUYẾT ĐỊNH\n\nVề giá\n\nCăn cứ Luật;\n").issuer == issuer


def test_the_place_does_not_reach_into_the_line_above() -> None:
    above = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHỦ TƯỚNG CHÍNH PHỦ\n"
    made = document(f"{above}Hà Nội, ngày 3 tháng 2 năm 2023\n\nQUYẾT ĐỊNH\n")
    assert place_and_date(made, outline(made), find_block(made)) == ("Hà Nội", dt.date(2023, 2, 3))


def test_a_deputy_may_be_abbreviated() -> None:
    expected = [("Trần Thị Bích Thủy", "Phó Chủ tịch")]
    assert signed("KT. CHỦ TỊCH\nP. CHỦ TỊCH\n\nTrần Thị Bích Thủy\n") == expected


def test_initials_around_a_sign_stay_as_printed() -> None:
    assert in_ordinary_case(document(""), "SỞ NN&PTNT TỈNH CÀ MAU") == "Sở NN&PTNT tỉnh Cà Mau"
    assert "&đào" in in_ordinary_case(document(""), "PHÒNG GIÁO DỤC&ĐÀO TẠO")


def test_how_the_document_writes_a_body_counts_more_than_rules() -> None:
    made = document("Trung tâm Xúc tiến Đầu tư chịu trách nhiệm.")
    assert in_ordinary_case(made, "TRUNG TÂM XÚC TIẾN ĐẦU TƯ") == "Trung tâm Xúc tiến Đầu tư"
    assert in_ordinary_case(document(""), "TRUNG TÂM XÚC TIẾN ĐẦU TƯ") == "Trung tâm Xúc tiến đầu tư"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH CÀ MAU", True),
        ("QUỐC HỘI", True),
        ("UBND HUYỆN PHÚ LÂM", True),
        ("ỦY BAN NHÂN DÂN", False),
        ("QUY CHẾ CỦA QUỐC HỘI", False),
    ],
)
def test_what_is_a_whole_body(text: str, expected: bool) -> None:  # noqa: FBT001 - a parametrized case
    assert is_body(text) is expected


@pytest.mark.parametrize("printed", ["SỞ NN & PTNT TỈNH LÀO CAI", "SỞ NN&PTNT TỈNH LÀO CAI"])
def test_initials_around_a_sign_with_blanks_stay_as_printed(printed: str) -> None:
    assert "PTNT" in in_ordinary_case(document("Điều 1. A."), printed)


@pytest.mark.parametrize("authority", ["ỦY BAN NHÂN DÂN TỈNH", "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ", "UBND TỈNH LAM THÀNH"])
def test_an_authority_without_its_place_ends_the_title(authority: str) -> None:
    made = document(f"QUYẾT ĐỊNH\nBAN HÀNH CHƯƠNG TRÌNH VIỆC LÀM GIAI ĐOẠN 2027 - 2030\n\n{authority}\n\nCăn cứ Luật;")
    assert find_title(find_block(made)).text == "BAN HÀNH CHƯƠNG TRÌNH VIỆC LÀM GIAI ĐOẠN 2027 - 2030"
