"""Figures that stand in one clause with others: where one phrase ends and the next begins, and what they share."""

import pytest

from tests.test_targets import targets, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tổ chức 05 lớp tập huấn cho nông dân, kinh phí 200 triệu đồng.",
            [("Tổ chức", "5", "lớp tập huấn cho nông dân")],
        ),
        (
            "Xây dựng 12 mô hình trình diễn, diện tích 5 ha, kinh phí 300 triệu đồng.",
            [("Xây dựng", "12", "mô hình trình diễn"), (None, "5", "diện tích")],
        ),
        (
            "Diện tích gieo trồng đạt 45.000 ha, năng suất bình quân 60 tạ/ha, sản lượng 270.000 tấn.",
            [
                ("đạt", "45000", "Diện tích gieo trồng"),
                (None, "60", "năng suất bình quân"),
                (None, "270000", "sản lượng"),
            ],
        ),
        ("Tổng đàn bò đạt từ 1.300 đến 1.500 con.", [("đạt", "1300", "Tổng đàn bò")]),
        ("Tổng đàn lợn đạt 150.000 con.", [("đạt", "150000", "Tổng đàn lợn")]),
        ("Tổng diện tích rừng trồng mới 1.200 ha.", [(None, "1200", "Tổng diện tích rừng trồng mới")]),
        (
            "Mỗi năm tổ chức 02 hội chợ, quy mô 150 gian hàng.",
            [("tổ chức", "2", "hội chợ"), (None, "150", "gian hàng")],
        ),
        (
            "Toàn tỉnh có 120 hợp tác xã, trong đó 80 hợp tác xã hoạt động hiệu quả, chiếm 66,7%.",
            [
                ("có", "120", "hợp tác xã"),
                ("có", "80", "hợp tác xã hoạt động hiệu quả"),
                ("chiếm", "66.7", "hợp tác xã hoạt động hiệu quả"),
            ],
        ),
        (
            "Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 3,1%, bình quân giảm 1,05%/năm.",
            [("giảm", "3.1", "Tỷ lệ hộ nghèo"), ("giảm", "1.05", "Tỷ lệ hộ nghèo")],
        ),
        (
            "Có 02 sản phẩm đạt 5 sao, 30 sản phẩm đạt 4 sao.",
            [("Có", "2", "sản phẩm đạt 5 sao"), ("Có", "30", "sản phẩm đạt 4 sao")],
        ),
        ("Giảm 50% mức giá cho hộ nghèo.", [("Giảm", "50", "mức giá cho hộ nghèo")]),
    ],
)
def test_each_figure_has_its_own_words(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


def test_a_range_behind_its_verb_keeps_both_sides() -> None:
    (target,) = targets("Tổng đàn bò đạt từ 1.300 đến 1.500 con.")
    assert (f"{target.low}", f"{target.high}", target.unit) == ("1300", "1500", "con")


def test_a_period_that_runs_backwards_dates_nothing() -> None:
    (target,) = targets("Giai đoạn 2030 - 2025 xây dựng 3 mô hình.")
    assert target.period is None
