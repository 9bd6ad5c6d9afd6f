"""Whose money an amount is where its own words do not say: from the amounts beside it, and from clauses on rates."""

import pytest

from kc_extract.funding import find_funding
from tests.documents import context
from tests.test_funding_tables import dump

PROVINCE, LOCAL = "provincial_budget", "local_promotion"


def sources(text: str) -> list[str]:
    found, index = context(text)
    return [record.source for record in find_funding(found, index)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Ngân sách tỉnh hỗ trợ thú y viên 400.000 đồng/người/tháng ở xã A; 350.000 đồng/người/tháng ở xã khác.",
            [PROVINCE, PROVINCE],
        ),
        (
            "1. Mức hỗ trợ từ ngân sách tỉnh là 2 triệu đồng/người/khóa, riêng tiền ở tối đa 600.000 đồng/người.",
            [PROVINCE, PROVINCE],
        ),
        ("1. Kinh phí: ngân sách tỉnh 1.500 triệu đồng (500 triệu đồng/năm x 03 năm).", [PROVINCE, PROVINCE]),
        (
            "1. Ngân sách tỉnh hỗ trợ 3 triệu đồng/hộ, ngân sách huyện hỗ trợ 2 triệu đồng/hộ; giống 1 triệu đồng/hộ.",
            [PROVINCE, "district_budget", "unspecified"],
        ),
        ("1. Ngân sách tỉnh hỗ trợ 3 triệu đồng/hộ.\n2. Hỗ trợ tiền giống 1 triệu đồng/hộ.", [PROVINCE, "unspecified"]),
    ],
)
def test_a_rate_has_the_one_source_that_the_amounts_ahead_in_its_sentence_name(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """1. Trợ giúp người cao tuổi
- Mức trợ cấp 270.000 đồng/người/tháng.
- Kinh phí: 18.400 triệu đồng do ngân sách tỉnh bảo đảm.
2. Mức hỗ trợ 5 triệu đồng/hộ.""",
            [PROVINCE, PROVINCE, "unspecified"],
        ),
        ("1. Mức hỗ trợ 5 triệu đồng/hộ.\nKinh phí: 900 triệu đồng từ ngân sách tỉnh.", ["unspecified", PROVINCE]),
    ],
)
def test_a_sum_that_is_assured_from_a_source_covers_the_rates_of_its_section(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


def test_a_clause_on_the_rates_of_a_programme_covers_them_and_no_sum() -> None:
    text = (
        "I. NỘI DUNG\n1. Hỗ trợ không quá 90 triệu đồng/mô hình.\n2. Kinh phí thực hiện: 700 triệu đồng.\n"
        "II. KINH PHÍ THỰC HIỆN\n1. Tổng kinh phí là 2.500 triệu đồng.\n"
        "2. Các mức hỗ trợ, mức thưởng tại Mục I được chi từ nguồn kinh phí khuyến công địa phương."
    )
    assert sources(text) == [LOCAL, "unspecified", "unspecified"]


TABLE = (("TT", "Xã", "Kinh phí"), ("1", "Xã Tân Hòa", "500"), ("2", "Xã Mỹ Lợi", "400"), ("", "Tổng cộng", "900"))


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Điều 1. Phân bổ 900 triệu đồng từ ngân sách tỉnh cho các xã.\nPHỤ LỤC\nPHÂN BỔ KINH PHÍ", [PROVINCE] * 4),
        (
            "Điều 1. Phân bổ 950 triệu đồng từ ngân sách tỉnh cho các xã.\nPHỤ LỤC\nPHÂN BỔ KINH PHÍ",
            [PROVINCE, *["unspecified"] * 3],
        ),
        ("Điều 1. Phân bổ kinh phí.\nPHỤ LỤC I\nPHÂN BỔ VỐN NGÂN SÁCH TỈNH NĂM 2027", [PROVINCE] * 3),
        ("Điều 1. Phân bổ kinh phí.\nPHỤ LỤC I\nPHÂN BỔ NGÂN SÁCH TỈNH, NGÂN SÁCH HUYỆN", ["unspecified"] * 3),
    ],
)
def test_a_table_has_the_source_of_the_sum_that_it_repeats_or_of_its_heading(above: str, expected: list[str]) -> None:
    assert sources(f"{above}\nĐVT: triệu đồng\n{dump(*TABLE)}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ngân sách tỉnh: 60 tỷ đồng, gồm: vốn đầu tư công 40 tỷ đồng; kinh phí sự nghiệp 20 tỷ đồng.",
            [PROVINCE] * 3,
        ),
        (
            "Ngân sách nhà nước: 60 tỷ đồng, gồm: ngân sách tỉnh 40 tỷ đồng; ngân sách huyện 20 tỷ đồng.",
            ["state_budget", PROVINCE, "district_budget"],
        ),
    ],
)
def test_a_part_keeps_to_the_source_of_its_total_where_it_names_but_a_wider_one(text: str, expected: list[str]) -> None:
    assert sources(text) == expected
