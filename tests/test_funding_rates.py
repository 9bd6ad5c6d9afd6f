"""Rates that no slash marks, what bounds a class, what audits and investors tell, and clauses that name a source."""

import pytest

from kc_extract.funding import aims
from tests.documents import context
from tests.test_funding import DECISION, one, records
from tests.test_funding_tree import tree


@pytest.mark.parametrize(
    "text",
    [
        "Trợ cấp hằng tháng bằng 420.000 đồng.",
        "Mức chuẩn để xác định trợ cấp của người cao tuổi là 550.000 đồng.",
        "Được hưởng chế độ trợ cấp một lần bằng 3.900.000 đồng.",
        "Mức phụ cấp của cộng tác viên là 300.000 đồng.",
    ],
)
def test_what_is_paid_every_month_or_once_is_a_rate(text: str) -> None:
    assert one(text).role == "norm"


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí chi trợ cấp hằng tháng là 42 tỷ đồng.",
        "Mức đầu tư của dự án là 42 tỷ đồng.",
        "Đã chi trợ cấp hằng tháng cho 900 người; kinh phí 42 tỷ đồng.",
    ],
)
def test_what_it_costs_in_all_is_none(text: str) -> None:
    assert one(text).role == "total"


def test_a_list_of_rates_goes_on_over_semicolons_and_under_its_line() -> None:
    text = (
        "Trợ cấp hằng tháng của mẹ liệt sĩ là 4.100.000 đồng; anh hùng là 1.200.000 đồng; bệnh binh là 1.500.000 đồng."
    )
    assert {record.role for record in records(text)} == {"norm"}
    text = DECISION + "Điều 1. Mức hỗ trợ như sau:\n- Nhà sập: 50 triệu đồng;\n- Nhà hư hỏng: 20 triệu đồng.\n"
    assert [record.role for record in records(text)] == ["norm", "norm"]


def test_sums_under_a_line_on_money_are_no_rates() -> None:
    text = (
        DECISION
        + "Điều 1. Kinh phí theo mức hỗ trợ như sau:\n- Xã Tân An: 50 triệu đồng;\n- Xã An Hòa: 20 triệu đồng.\n"
    )
    assert [record.role for record in records(text)] == ["total", "total"]


@pytest.mark.parametrize(
    "text",
    [
        "Dự án từ 30 tỷ đồng đến dưới 90 tỷ đồng do Ủy ban nhân dân tỉnh quyết định.",
        "Doanh nghiệp có tổng doanh thu không quá 40 tỷ đồng hoặc tổng nguồn vốn không quá 15 tỷ đồng.",
        "Hợp tác xã có vốn điều lệ 9 tỷ đồng.",
        "Kiểm toán kiến nghị tăng thu, giảm chi ngân sách nhà nước 700 tỷ đồng, kiến nghị khác 90 tỷ đồng.",
        "Tỉnh bị hụt thu ngân sách, với số tiền gần 800 tỷ đồng.",
        "Nông dân lãi 20 triệu đồng/ha sau khi trừ chi phí 15 triệu đồng/ha.",
    ],
)
def test_classes_findings_and_losses_pay_nothing(text: str) -> None:
    assert records(text) == ()


def test_capital_that_investors_add_is_aimed_at() -> None:
    found, index = context("Có 12 lượt dự án điều chỉnh với tổng vốn tăng thêm trên 310 triệu USD.")
    assert records(found.text) == ()
    assert len(aims(found, index)) == 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Hỗ trợ 40% giá mua máy, tối đa 90 triệu đồng/máy.", 40),
        ("Hỗ trợ một lần đến 60% giá trị công trình với mức hỗ trợ không quá 7 triệu đồng/hộ.", 60),
        ("Hỗ trợ 80% học phí nhưng không quá 2 triệu đồng/người.", 80),
    ],
)
def test_what_a_share_is_taken_of_does_not_name_the_money(text: str, share: int) -> None:
    record = one(text)
    assert (record.nature, record.share) == ("spend", share)


def test_a_list_of_bullets_that_end_in_full_stops_is_split_by_all_of_them() -> None:
    text = "Giảm tổng kinh phí 90 triệu đồng, cụ thể như sau:\n+ Sở A: 50 triệu đồng.\n+ Ban B: 40 triệu đồng.\n"
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", "f1"]


def test_the_item_that_names_the_source_covers_its_article() -> None:
    text = DECISION + (
        "Điều 1. Phê duyệt đề cương với các nội dung sau:\n1. Dự toán kinh phí: 350.000.000 đồng.\n"
        "2. Nguồn vốn: Ngân sách tỉnh năm 2024.\n"
    )
    assert one(text).source == "provincial_budget"
    assert one(text.replace("Ngân sách tỉnh năm 2024", "theo quy định")).source == "unspecified"


def test_a_statement_names_the_source_over_a_semicolon() -> None:
    text = "Dự án được ngân sách nhà nước hỗ trợ 30% vốn mua máy; xây dựng kho, mức hỗ trợ không quá 4 tỷ đồng/dự án."
    assert one(text).source == "state_budget"
