"""Markers, the tree they make, parts and titles; phrases that must open no section among them."""

import itertools

import pytest

from kc_extract.outline.markers import find_marker
from tests.documents import paths, tree


@pytest.mark.parametrize(
    ("text", "system", "name"),
    [
        ("Điều 12. Hiệu lực", "article", "Điều 12"),
        ("ĐIỀU 3: Tổ chức", "article", "Điều 3"),
        ("Điều 5a. Bổ sung", "article", "Điều 5a"),
        ("Chương II", "chapter", "Chương II"),
        ("CHƯƠNG IV QUY ĐỊNH CHUNG", "chapter", "Chương IV"),
        ("Phần thứ nhất", "part", "Phần thứ nhất"),
        ("Mục 2. QUYỀN", "heading", "Mục 2"),
        ("III. NỘI DUNG", "roman", "III"),
        ("IV/ KINH PHÍ", "roman", "IV"),
        ("1. Mục tiêu", "arabic", "1"),
        ("10) Tổ chức", "paren", "10"),
        ("2.3 Kinh phí thực hiện", "decimal", "2.3"),
        ("1.1.2. Nội dung", "decimal", "1.1.2"),
        ("đ) Hỗ trợ", "letter", "đ"),
        ("a. Hỗ trợ", "letter", "a"),
        ("a.1) Hỗ trợ", "letter_number", "a.1"),
        ("B. NỘI DUNG", "capital", "B"),
        ("I- MỤC TIÊU", "roman", "I"),
        ("II-NỘI DUNG", "roman", "II"),
        ("1/- Mục tiêu", "arabic", "1"),
        ("a/- Hỗ trợ", "letter", "a"),
        ("(i) Hỗ trợ", "small_roman", "i"),
        ("ii) Hỗ trợ", "small_roman", "ii"),
        ("1.a) Hỗ trợ", "decimal", "1.a"),
        ("12a. Bổ sung", "arabic", "12a"),
        ("- Hỗ trợ", "bullet", "-"),
        ("+ Năm 2026", "bullet", "+"),
    ],
)
def test_a_marker_is_read(text: str, system: str, name: str) -> None:
    marker = find_marker(text)
    assert marker is not None
    assert (marker.system, marker.text) == (system, name)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 Luật Đầu tư quy định",
        "Điều 4 của Nghị định này",
        "Chương trình khuyến công",
        "1.500 triệu đồng",
        "1.5 triệu đồng",
        "12/11/2020 là ngày",
        "2021 - 2025",
        "05 mô hình",
        "0. Không",
        "Phần mềm quản lý",
        "w) không có trong chữ cái",
        "45/2012/NĐ-CP ngày 21/5/2012",
        "(1) Buổi thẩm định",
        "V/v triển khai kế hoạch",
        "C/O mẫu D",
        "(vi phạm) bị phạt",
        "II-131 là mã",
    ],
)
def test_no_marker_is_read(text: str) -> None:
    assert find_marker(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Điều 1. A.\n\n1. B.\n\na) C;\n\nđ) D.\n\n2. E.\n\nĐiều 2. F.",
            ["Điều 1", "Điều 1/1", "Điều 1/1/a", "Điều 1/1/đ", "Điều 1/2", "Điều 2"],
        ),
        ("I. A\n\n1. B\n\n1.1. C\n\n1.2 Kinh phí\n\n2. D\n\nII. E", ["I", "I/1", "I/1/1.1", "I/1/1.2", "I/2", "II"]),
        (
            "Chương I\n\nĐiều 1. A\n\nChương II\n\nMục 1\n\nĐiều 2. B",
            ["Chương I", "Chương I/Điều 1", "Chương II", "Chương II/Mục 1", "Chương II/Mục 1/Điều 2"],
        ),
        ("Điều 1. A:\n\nI. B\n\n1. C\n\nĐiều 2. D", ["Điều 1", "Điều 1/I", "Điều 1/I/1", "Điều 2"]),
        ("A. X\n\nI. Y\n\nB. Z\n\nC. W\n\nI. V", ["A", "A/I", "B", "C", "C/I"]),
        ("6. a) Hồ sơ:\n\n7. b) Thủ tục", ["6", "6/a", "7", "7/b"]),
        ("1. A\n\n1.4 B\n\n1.4.1 C\n\n14.2 D\n\n1.4.3 E", ["1", "1/1.4", "1/1.4/1.4.1", "1/1.4/14.2", "1/1.4/1.4.3"]),
        ("V. A\n\nV. B", ["V", "V"]),
        ("I- A\n\n1/- B\n\n2/- C\n\na/- D\n\nII- E", ["I", "I/1", "I/2", "I/2/a", "II"]),
        ("1. A:\n\na) B;\n\n(i) C;\n\n(ii) D;\n\nb) E.", ["1", "1/a", "1/a/i", "1/a/ii", "1/b"]),
        ("1. A:\n\ni) B;\n\nii) C;\n\niii) D;\n\niv) E;\n\nv) F.", ["1", "1/i", "1/ii", "1/iii", "1/iv", "1/v"]),
        ("g) A;\n\nh) B;\n\ni) C;\n\nk) D.", ["g", "h", "i", "k"]),
        ("1. A\n\n1.a) B\n\n1.b) C\n\n2. D", ["1", "1/1.a", "1/1.b", "2"]),
        ("Điều 1. A\n\n2. B\n\n2a. C\n\n3. D", ["Điều 1", "Điều 1/2", "Điều 1/2a", "Điều 1/3"]),
        ("Điều 1. A\n\na) B;\n\nb) C.\n\n2. D", ["Điều 1", "Điều 1/a", "Điều 1/b", "Điều 1/2"]),
        ("1) Xây dựng 05 mô hình. 2) Tổ chức 03 lớp. 3) Hỗ trợ 02 cơ sở.", ["1", "2", "3"]),
    ],
)
def test_the_tree(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_a_marker_split_over_lines_keeps_its_title() -> None:
    assert [section.title for section in tree("**III. NỘI\nDUNG CHƯƠNG TRÌNH**\n\nHết.").sections] == [
        "NỘI DUNG CHƯƠNG TRÌNH"
    ]


def test_words_that_another_document_is_to_have_are_no_sections() -> None:
    assert paths("1. Sửa đổi Điều 3 như sau:\n\n“Điều 3. Mức chi\n\n1. Mức chi là A.”\n\n2. Bãi bỏ Điều 5.") == [
        "1",
        "2",
    ]


def test_a_quotation_behind_the_words_that_lead_in_to_it_holds_no_sections() -> None:
    led = "1. Sửa đổi Điều 3: “Điều 3. Mức chi\n\n1. Mức chi là A.\n\n2. Mức thu là B.”\n\n2. Bãi bỏ Điều 5."
    assert paths(led) == ["1", "2"]
    assert paths("1. Gọi là: “Quỹ\n\n2. Bãi bỏ Điều 5.\n\n3. Thay cụm từ “A” bằng “B””.") == ["1", "2", "3"]


def test_the_rows_of_a_table_are_no_sections() -> None:
    assert paths("I. A\n\n|\nTT\n|\nB\n|\n|\n1\n|\nC\n|\n\nII. D") == ["I", "II"]


ATTACHED = (
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\nTM. ỦY BAN NHÂN DÂN\n\nKẾ HOẠCH\n\nKHUYẾN CÔNG NĂM 2031\n\n"
    "(Kèm theo Quyết định số 12/QĐ-UBND)\n\nI. MỤC TIÊU\n\nPHỤ LỤC I\n\nDANH MỤC\n\nI. A\n\nPHỤ LỤC II\n\nI. B"
)


def test_what_is_issued_with_a_decision_and_each_appendix_are_parts() -> None:
    assert paths(ATTACHED) == ["Điều 1", "attachment-1:I", "appendix-1:I", "appendix-2:I"]


def test_an_unnumbered_heading_over_numbered_appendices_is_none_of_its_own() -> None:
    text = "Điều 1. A.\n\n**PHỤ LỤC**\n\n(Ban hành kèm theo Nghị quyết số 1/NQ-HĐND)\n\n**Phụ lục I**\n\nI. B"
    assert paths(text) == ["Điều 1", "appendix-1:I"]


def test_an_appendix_that_is_only_cited_opens_no_part() -> None:
    assert [part.name for part in tree("Điều 1. A\n\nPhụ lục kèm theo Quyết định này gồm:\n\nDanh mục.").parts] == [
        "body"
    ]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("PHỤ LỤC ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 1/2/2025", ["body", "appendix-1"]),
        ("PHỤ LỤC I kèm theo Nghị quyết số 5/NQ-HĐND", ["body", "appendix-1"]),
        ("PHỤ LỤC ban hành kèm theo Quyết định này gồm ba phần", ["body"]),
    ],
)
def test_an_appendix_may_say_on_its_line_what_it_is_issued_with(line: str, parts: list[str]) -> None:
    assert [part.name for part in tree(f"Điều 1. A\n\n{line}\n\nI. B").parts] == parts


def test_what_is_issued_with_a_decision_need_not_name_its_kind() -> None:
    issued = "(Ban hành kèm theo Quyết định số 12/QĐ-BYT ngày 1/2/2031)"
    text = f"Điều 1. A.\n\nTHỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI TRONG LĨNH VỰC Y TẾ {issued}\n\nI. B"
    assert paths(text) == ["Điều 1", "attachment-1:I"]
    assert paths("Điều 1. A.\n\nTÊN NGẮN\n\n(Ban hành kèm theo Quyết định số 12/QĐ-BYT)\n\nI. B")[-1] == "Điều 1/I"


def test_a_citation_broken_over_lines_opens_no_article() -> None:
    lines = "2. Thay thế cụm từ “Liên minh Hợp tác xã tỉnh” thành “Liên minh Hợp tác xã thành phố” tại khoản 3"
    assert paths(f"Điều 2. A.\n\n{lines}\nĐiều 1.\n\n3. Thay thế.") == ["Điều 2", "Điều 2/2", "Điều 2/3"]
    assert paths("Điều 3. A\n\nMức khí thải gồm Mức 1, Mức 2, Mức 3, Mức 4, Mức\n5) là các mức khí thải.") == ["Điều 3"]


def test_parts_cover_the_text_without_gaps() -> None:
    parts = tree(ATTACHED).parts
    assert parts[0].span.start == 0
    assert all(before.span.end == after.span.start for before, after in itertools.pairwise(parts))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Phạm vi", "Phạm vi"),
        ("1. Đối tượng:", "Đối tượng"),
        ("**1. Mục tiêu:** Hỗ trợ các cơ sở.", "Mục tiêu"),
        ("**Điều 2. Hiệu lực thi hành**", "Hiệu lực thi hành"),
        ("1. Giao Sở Công Thương chủ trì thực hiện.", None),
        ("a) Hỗ trợ các cơ sở;", None),
        ("1. Mức hỗ trợ như sau:", None),
        ("**b) Chủ trì, phối hợp** với các sở.", None),
    ],
)
def test_a_heading_has_a_title_and_a_sentence_has_none(text: str, title: str | None) -> None:
    assert tree(f"{text}\n\n** **\n\nHết.").sections[0].title == title


def test_an_extent_holds_the_children_and_ends_before_the_next_heading() -> None:
    outline = tree("I. A\n\n1. B\n\nChữ.\n\nII. C")
    first, second = outline.sections[0], outline.sections[2]
    assert first.extent.end == second.span.start
    assert first.extent.contains(outline.sections[1].extent)
    assert outline.sections[1].parent == first.id
