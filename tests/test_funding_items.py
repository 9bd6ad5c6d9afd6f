"""Items that state an amount behind their label, in plans and in documents that set rates, and lists in brackets."""

import pytest

from kc_extract.types import Header
from tests.test_funding import one, records
from tests.test_funding_tree import tree

RATES = Header(kind="resolution", title="Quy định mức chi tặng quà trên địa bàn tỉnh")


@pytest.mark.parametrize(
    "text",
    [
        "a) Xây dựng nhãn hiệu tập thể: 270 triệu đồng.",
        "- Tham gia 4 hội chợ: 160 triệu đồng;",
        "Đào tạo nghề, 90 triệu đồng.",
    ],
)
def test_an_item_that_opens_with_a_work_says_what_it_costs(text: str) -> None:
    assert one(text).role == "total"


@pytest.mark.parametrize(
    "text",
    [
        "a) Nông nghiệp: 3.400 tỷ đồng.",
        "Doanh thu của các cơ sở được hỗ trợ tăng 15%, đạt 380 tỷ đồng.",
        "Xây dựng thương hiệu, 70 triệu đồng mỗi tháng là doanh thu.",
    ],
)
def test_another_item_does_not(text: str) -> None:
    assert records(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Người trên 95 tuổi: 900.000 đồng tiền mặt và hiện vật trị giá 250.000 đồng.", [900_000, 250_000]),
        ("Trẻ em mồ côi: tiền mặt 350.000 đồng và túi quà trị giá 150.000 đồng.", [350_000, 150_000]),
        ("Người tròn 85 tuổi: 450.000 đồng.", [450_000]),
    ],
)
def test_a_document_that_sets_rates_states_them_behind_their_labels(text: str, values: list[int]) -> None:
    found = records(text, RATES)
    assert [(record.low_vnd, record.role) for record in found] == [(value, "norm") for value in values]


def test_what_such_a_document_costs_is_no_rate() -> None:
    assert one("Kinh phí hằng năm: 4 tỷ đồng.", RATES).role == "total"


def test_items_in_brackets_that_make_an_amount_are_its_parts() -> None:
    text = "- Ngân sách tỉnh: 25 tỷ đồng (sự nghiệp nông nghiệp 20 tỷ đồng, sự nghiệp khoa học 5 tỷ đồng)."
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", "f1"]
    assert {record.source for record in records(text)} == {"provincial_budget"}


def test_other_amounts_in_brackets_are_none() -> None:
    text = "Kinh phí: 25 tỷ đồng (đợt trước 20 tỷ đồng, năm kia 4 tỷ đồng)."
    assert [part_of for _, part_of, _ in tree(text)] == [None, None, None]
