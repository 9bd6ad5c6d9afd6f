"""Titles where the text does not set headings apart: run-in headings, broken ones, and what neighbours tell."""

import pytest

from kc_extract.outline.run_in import heading_end
from tests.documents import paths, tree


def titles(text: str) -> dict[str, str | None]:
    return {section.path: section.title for section in tree(text).sections if section.path and not section.bullet}


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("Mục tiêu cụ thể Tổ chức 13 cuộc hội nghị, hội thảo.", "Mục tiêu cụ thể"),
        ("Sở Nông nghiệp và Môi trường Phối hợp Sở Công Thương.", "Sở Nông nghiệp và Môi trường"),
        ("Sở Xây dựng Chủ trì, phối hợp với các đơn vị.", "Sở Xây dựng"),
        ("Sở Tài chính Hàng năm, cân đối ngân sách.", "Sở Tài chính"),
        ("Phạm vi Phạm vi của Kế hoạch gồm các xã.", "Phạm vi"),
        ("Về huy động nguồn lực Đến cuối năm 2023, toàn huyện huy động 5 tỷ đồng.", "Về huy động nguồn lực"),
        ("Kinh phí thực hiện Tổng kinh phí thực hiện là 250 triệu đồng.", "Kinh phí thực hiện"),
        ("Tổng kinh phí thực hiện Chương trình Dự kiến 5 tỷ đồng.", "Tổng kinh phí thực hiện Chương trình"),
        ("Các hội, tổ chức chính trị - xã hội Tổ chức tuyên truyền sâu rộng.", "Các hội, tổ chức chính trị - xã hội"),
    ],
)
def test_a_heading_ends_where_its_sentence_begins(body: str, heading: str) -> None:
    end = heading_end(body)
    assert end is not None
    assert body[:end] == heading


@pytest.mark.parametrize(
    "body",
    [
        "Ban Quản lý dự án Đầu tư xây dựng tỉnh chủ trì thực hiện.",
        "Quỹ Hỗ trợ nông dân tỉnh cho vay vốn.",
        "Chủ trì, phối hợp với Bộ Giao thông vận tải trong việc lập dự toán.",
        "Quyết định số 12/2020/QĐ-UBND của Ủy ban nhân dân tỉnh Thành lập trạm y tế.",
        "Quyết định này thay thế Quyết định số 40 của Thủ tướng.",
        "Nâng cao năng lực của bộ máy làm công tác khuyến công",
        "Tổ chức tuyên truyền nội dung quy hoạch và Kế hoạch thực hiện Quy hoạch tỉnh.",
        "Đẩy mạnh phối hợp liên ngành giữa các ngành Giáo dục và Đào tạo.",
    ],
)
def test_a_capital_of_a_name_ends_no_heading(body: str) -> None:
    assert heading_end(body) is None


def test_a_sentence_over_items_is_their_heading_though_it_ends_in_a_stop() -> None:
    text = "1. Nâng cao năng lực.\n\n1.1. Xây dựng kế hoạch năm.\n\n1.2. Tổ chức 5 lớp.\n\n2. Giao các sở thực hiện."
    assert titles(text) == {"1": "Nâng cao năng lực", "1/1.1": None, "1/1.2": None, "2": None}


def test_a_sentence_of_an_article_is_no_heading_though_points_follow() -> None:
    assert titles("Điều 2. Hồ sơ\n\n1. Người nộp gửi một bộ hồ sơ.\n\na) Đơn;\n\nb) Bản sao.")["Điều 2/1"] is None


def test_a_label_is_a_heading_where_another_item_of_the_list_is_one() -> None:
    text = "1. Mục tiêu chung: Phát triển chăn nuôi bền vững.\n\n2. Mục tiêu cụ thể\n\n- Trồng 5 ha rừng."
    assert titles(text) == {"1": "Mục tiêu chung", "2": "Mục tiêu cụ thể"}
    alone = "a) Ngân sách tỉnh: Bố trí hằng năm.\n\nb) Ngân sách xã: Bố trí theo phân cấp."
    assert titles(alone) == {"a": None, "b": None}


def test_an_item_like_a_heading_of_its_list_is_one() -> None:
    text = "1. Hỗ trợ đào tạo nghề.\n\n2. Hỗ trợ sản phẩm:\n\na) Tổ chức hội chợ.\n\nb) Bình chọn.\n\n3. Giao Sở."
    assert titles(text) == {
        "1": "Hỗ trợ đào tạo nghề",
        "2": "Hỗ trợ sản phẩm",
        "2/a": None,
        "2/b": None,
        "3": None,
    }


def test_among_sentences_an_item_that_lost_its_stop_is_one() -> None:
    text = "a) Mức 500.000 đồng cho Chủ tịch.\n\nb) Mức 300.000 đồng cho ủy viên\n\nc) Mức 200.000 đồng cho thư ký."
    assert set(titles(text).values()) == {None}


def test_a_heading_in_capitals_takes_its_second_line() -> None:
    assert titles("IV. KINH PHÍ\n\nTHỰC HIỆN\n\nTổng kinh phí là 5 tỷ đồng.") == {"IV": "KINH PHÍ THỰC HIỆN"}
    assert titles("IV. KINH PHÍ\n\nPHỤ LỤC\n\nDanh mục.")["IV"] == "KINH PHÍ"


def test_a_lone_number_has_its_heading_on_the_next_line() -> None:
    text = "**III. THỰC HIỆN**\n\n2.\nCác sở\n\n2.1\n.\nSở Y tế\n\nHằng năm báo cáo."
    assert titles(text)["III/2"] == "Các sở"


def test_an_item_behind_its_heading_on_one_line_is_a_section() -> None:
    assert titles("2. Quyền hạn của Quỹ a) Tổ chức hoạt động;\n\nb) Phối hợp.") == {
        "2": "Quyền hạn của Quỹ",
        "2/a": None,
        "2/b": None,
    }
    assert paths("2. Căn cứ điểm a) Khoản 1 để thực hiện.") == ["2"]


def test_a_list_that_runs_inside_a_paragraph_counts_no_sections_but_places_what_stands_in_it() -> None:
    sections = tree("Mục tiêu: 1) Xây dựng 5 mô hình. 2) Tổ chức 3 lớp. 3) Hỗ trợ 7 hộ.").sections
    assert [(section.path, section.bullet) for section in sections] == [("1", True), ("2", True), ("3", True)]


def test_a_number_alone_on_its_line_opens_a_paragraph_behind_a_heading_without_stop() -> None:
    text = "**Điều 7. Nhiệm vụ**\n\n1.\nNhiệm vụ\n\na)\nThực hiện;\n\nb)\nBáo cáo.\n\n2.\nQuyền\n\na)\nTổ chức."
    assert paths(text) == ["Điều 7", "Điều 7/1", "Điều 7/1/a", "Điều 7/1/b", "Điều 7/2", "Điều 7/2/a"]
