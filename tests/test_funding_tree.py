"""Parts and totals in prose: what makes an amount a part of another, and what does not."""

import pytest

from kc_extract.funding import find_funding
from tests.documents import context


def tree(text: str) -> list[tuple[str, str | None, str | None]]:
    """Every record as (id, part_of, breakdown)."""
    found, index = context(text)
    return [(record.id, record.part_of, record.breakdown) for record in find_funding(found, index)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí là 10 tỷ đồng, gồm: ngân sách tỉnh 7 tỷ đồng; vốn đối ứng 3 tỷ đồng.",
        "Tổng kinh phí là 10 tỷ đồng. Trong đó:\n- Ngân sách tỉnh: 7 tỷ đồng.\n- Vốn đối ứng: 3 tỷ đồng.",
        "Tổng kinh phí là 10 tỷ đồng.\nTrong đó:\n- Ngân sách tỉnh: 7 tỷ đồng;\n- Vốn đối ứng: 3 tỷ đồng.",
        "Tổng kinh phí 10 tỷ đồng (ngân sách tỉnh 7 tỷ đồng, vốn đối ứng 3 tỷ đồng).",
        "Tổng kinh phí 10 tỷ đồng, ngân sách tỉnh hỗ trợ 7 tỷ đồng, doanh nghiệp đóng góp 3 tỷ đồng.",
        "Kinh phí là 10 tỷ đồng. Trong đó, ngân sách tỉnh 7 tỷ đồng, đơn vị đóng góp 3 tỷ đồng.",
        "1. Tổng kinh phí: 10 tỷ đồng.\n1.1. Ngân sách tỉnh: 7 tỷ đồng.\n1.2. Nguồn đóng góp của cơ sở: 3 tỷ đồng.",
    ],
)
def test_sources_of_a_total_are_its_parts(text: str) -> None:
    assert tree(text) == [("f1", None, None), ("f2", "f1", "source"), ("f3", "f1", "source")]


def test_parts_nest() -> None:
    text = (
        "Tổng kinh phí 100 tỷ đồng, trong đó ngân sách nhà nước 60 tỷ đồng (ngân sách trung ương 40 tỷ đồng, ngân sách "
        "tỉnh 20 tỷ đồng), vốn xã hội hóa 40 tỷ đồng."
    )
    parents = [part_of for _, part_of, _ in tree(text)]
    assert parents == [None, "f1", "f2", "f2", "f1"]


def test_a_total_is_split_by_source_and_again_by_year() -> None:
    text = (
        "Tổng kinh phí là 10 tỷ đồng, trong đó: ngân sách tỉnh 7 tỷ đồng; vốn đối ứng 3 tỷ đồng.\n"
        "Tổng kinh phí trên được phân kỳ như sau: năm 2026 là 4 tỷ đồng, năm 2027 là 6 tỷ đồng."
    )
    assert [(part_of, breakdown) for _, part_of, breakdown in tree(text)][1:] == [
        ("f1", "source"),
        ("f1", "source"),
        ("f1", "year"),
        ("f1", "year"),
    ]


@pytest.mark.parametrize(
    ("labels", "breakdown"),
    [
        (("Năm 2026", "Năm 2027"), "year"),
        (("Tỉnh An Giang", "Tỉnh Long An"), "recipient"),
        (("Tổ chức hội thi", "Đào tạo nghề"), "activity"),
        (("Văn phòng phẩm", "Xăng xe"), "item"),
    ],
)
def test_labels_tell_what_a_total_is_split_by(labels: tuple[str, str], breakdown: str) -> None:
    text = f"Tổng kinh phí là 10 tỷ đồng, gồm:\n- {labels[0]}: 4 tỷ đồng;\n- {labels[1]}: 6 tỷ đồng."
    assert [kind for _, _, kind in tree(text)] == [None, breakdown, breakdown]


def test_a_part_may_stand_under_an_item_of_its_total() -> None:
    text = (
        "1. Ngân sách trung ương hỗ trợ 10 tấn gạo và 9 tỷ đồng, cụ thể:\na) Lương thực:\n- Xã Mỹ Lợi: 10 tấn gạo;\n"
        "b) Kinh phí:\n- Xã Mỹ Lợi: 12 hộ, 4 tỷ đồng;\n- Xã Tân Hòa: 15 hộ, 5 tỷ đồng."
    )
    assert tree(text) == [("f1", None, None), ("f2", "f1", "recipient"), ("f3", "f1", "recipient")]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí là 10 tỷ đồng. Kinh phí đào tạo là 2 tỷ đồng.",
        "1. Kinh phí: 4 tỷ đồng.\n2. Kinh phí: 6 tỷ đồng.\n3. Tổng kinh phí: 10 tỷ đồng.",
        "Kế hoạch vốn là 10 tỷ đồng, đã giải ngân 8 tỷ đồng.",
        "Hỗ trợ 1.599 hộ với mức 3.000.000 đồng/hộ, với tổng kinh phí hỗ trợ là 4.797 triệu đồng.",
        "Tổng kinh phí là 10 tỷ đồng, trong đó vốn ODA 2 triệu USD.",
        "Kinh phí thực hiện là 10 tỷ đồng, trong đó ngân sách tỉnh 12 tỷ đồng.",
    ],
)
def test_sums_that_only_stand_near_are_no_parts(text: str) -> None:
    assert all(part_of is None for _, part_of, _ in tree(text))


def test_progress_is_no_part_of_an_open_split() -> None:
    text = (
        "Tổng dự toán là 24 tỷ đồng, trong đó:\n+ Dự toán năm 2025 là 22 tỷ đồng (gồm kế hoạch năm 2025 là 20 tỷ đồng; "
        "vốn năm 2024 chuyển sang là 2 tỷ đồng), đã giải ngân được 9 tỷ đồng."
    )
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", "f2", "f2", None]


def test_a_part_of_a_part_is_paid_by_the_source_of_the_whole() -> None:
    found, index = context(
        "1. Kế hoạch vốn ngân sách tỉnh: 60 tỷ đồng, trong đó:\n\na) Vốn sự nghiệp: 36 tỷ đồng, trong đó:\n\n"
        "- Dự án 2: 14 tỷ đồng;\n\n- Dự án 4: 22 tỷ đồng.\n\nb) Vốn đầu tư: 24 tỷ đồng."
    )
    assert [record.source for record in find_funding(found, index)] == ["provincial_budget"] * 5


def test_a_whole_that_several_sources_pay_gives_its_parts_none() -> None:
    found, index = context("Tổng kinh phí 10 tỷ đồng, gồm: ngân sách tỉnh 7 tỷ đồng; chi phí khác 3 tỷ đồng.")
    assert [record.source for record in find_funding(found, index)][2] == "unspecified"


@pytest.mark.parametrize("deed", ["Thưởng cho cơ sở đạt giải", "Mua sắm máy móc", "Sửa chữa nhà xưởng"])
def test_a_lettered_deed_is_the_work_that_its_norm_pays(deed: str) -> None:
    found, index = context(
        f"1. Sản phẩm mới\n\na) Đào tạo nghề: mức chi 20 triệu đồng/lớp.\n\nb) {deed}: mức chi 30 triệu đồng/cơ sở."
    )
    assert [record.activity for record in find_funding(found, index)] == ["1/a", "1/b"]


def test_a_lettered_grade_is_no_work_of_its_own() -> None:
    found, index = context(
        "1. Bồi dưỡng\n\na) Cấp tỉnh: mức chi 2 triệu đồng/người.\n\nb) Cấp xã: mức chi 1 triệu đồng/người."
    )
    assert [record.activity for record in find_funding(found, index)] == ["1", "1"]
