"""What bounds a target: where it starts from, the list that it stands in, whom a norm is for, how long people live."""

from decimal import Decimal

import pytest

from kc_extract.funding import aims
from kc_extract.targets import find_targets
from kc_extract.types import Target
from tests.documents import context, paths


def targets(text: str) -> list[Target]:
    found, index = context(text)
    return list(find_targets(found, index).targets)


def aimed(text: str) -> list[Target]:
    """The targets with the money that is aimed at."""
    found, index = context(text)
    spans = [mention.span for mention in aims(found, index)]
    return list(find_targets(found, index, aims=spans).targets)


def told(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Action, lowest figure (or highest) and indicator of each target."""
    return [
        (found.action, str(found.low if found.low is not None else found.high), found.indicator)
        for found in targets(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected", "start"),
    [
        (
            "Tỉnh cũng phấn đấu nâng tỷ lệ lao động qua đào tạo từ 61% năm 2024 lên 64% vào cuối năm 2025.",
            [("nâng", "64", "tỷ lệ lao động qua đào tạo")],
            "61",
        ),
        (
            "Tỷ lệ hộ nghèo giảm từ 5,2% năm 2023 xuống còn 4,1% năm 2024.",
            [("giảm", "4.1", "Tỷ lệ hộ nghèo")],
            "5.2",
        ),
        (
            "Thời gian giải quyết thủ tục rút ngắn từ 10 ngày xuống còn 7 ngày.",
            [("rút ngắn", "7", "Thời gian giải quyết thủ tục")],
            "10",
        ),
    ],
)
def test_the_value_with_its_year_that_a_change_starts_from(
    text: str, expected: list[tuple[str | None, str | None, str | None]], start: str
) -> None:
    assert told(text) == expected
    assert [found.baseline for found in targets(text)] == [Decimal(start)]


def test_a_start_in_money_is_told_in_the_unit_of_its_goal() -> None:
    text = "Thu nhập bình quân đầu người từ 45 triệu đồng năm 2020 tăng lên 68 triệu đồng năm 2025."
    assert [(f"{found.baseline:f}", f"{found.low:f}", found.unit, found.direction) for found in aimed(text)] == [
        ("45", "68", "triệu đồng", "up")
    ]


def test_the_year_of_a_goal_is_not_that_of_its_start() -> None:
    text = "Phấn đấu nâng tỷ lệ lao động qua đào tạo từ 61% năm 2024 lên 64% vào cuối năm 2025."
    assert [found.period for found in targets(text)] == [(2025, 2025)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hỗ trợ ít nhất 100 lượt cơ sở, 50 hộ nghèo.", ["at_least", "at_least"]),
        ("Tối thiểu 40% chủ thể là hợp tác xã, 30% là doanh nghiệp.", ["at_least", "at_least"]),
        ("Hỗ trợ ít nhất 100 lượt cơ sở, trong đó 50 hộ nghèo.", ["at_least", "exact"]),
        ("Hỗ trợ ít nhất 100 lượt cơ sở; tổ chức 05 lớp tập huấn.", ["at_least", "exact"]),
        ("Hỗ trợ khoảng 100 lượt cơ sở, 50 hộ nghèo.", ["about", "exact"]),
    ],
)
def test_a_bound_governs_its_list(text: str, expected: list[str]) -> None:
    assert [found.qualifier for found in targets(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tuổi thọ trung bình đạt 75,5 tuổi, trong đó số năm sống khỏe đạt tối thiểu 68 năm.",
            [("đạt", "75.5", "Tuổi thọ trung bình"), ("đạt", "68", "số năm sống khỏe")],
        ),
        ("Tuổi thọ trung bình đạt trên 80 tuổi.", [("đạt", "80", "Tuổi thọ trung bình")]),
        ("Số ngày điều trị bình quân còn 6,5 ngày.", [("còn", "6.5", "Số ngày điều trị bình quân")]),
        ("Tỷ số tử vong mẹ dưới 42/100.000 trẻ đẻ sống.", [(None, "42", "Tỷ số tử vong mẹ")]),
        ("Tỷ lệ mắc lao giảm còn 150/100.000 dân.", [("giảm còn", "150", "Tỷ lệ mắc lao")]),
    ],
)
def test_measures_of_health_and_life(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert told(text) == expected


def test_a_population_is_what_its_rate_is_counted_by() -> None:
    assert [found.per for found in targets("Tỷ lệ mắc lao giảm còn 150/100.000 dân.")] == ["100.000 dân"]


def test_a_share_behind_a_semicolon_has_its_own_predicate() -> None:
    text = "Tổ chức 02 cuộc diễn tập; 100% hệ thống thông tin được phê duyệt cấp độ an toàn."
    assert told(text)[1:] == [("được phê duyệt", "100", "hệ thống thông tin được phê duyệt cấp độ an toàn")]


def test_a_range_that_is_aimed_at() -> None:
    found = targets("- Phấn đấu có từ 01 đến 02 sản phẩm đạt hạng cao.")
    assert [(f"{one.low}", f"{one.high}", one.unit) for one in found] == [("1", "2", "sản phẩm")]


@pytest.mark.parametrize(
    "text",
    [
        "b) Thôn có dưới 350 hộ gia đình: 300.000 đồng/người/tháng.",
        "Hỗ trợ xã đạt 100% thôn không có người sinh con thứ ba: 10.000.000 đồng/xã.",
        "Hiệp định giữa Chính phủ 2 nước được ký kết.",
        "Thời hạn thực hiện là 30 ngày.",
        "Trẻ em dưới 6 tuổi được cấp thẻ.",
        "Cơ sở có từ 05 đến 10 lao động được xét.",
        "Thời gian thực hiện 10 ngày.",
        "Học trực tuyến thì thu bằng 75% mức học phí quy định tại khoản 1 Điều này.",
        "Mức học phí trực tuyến bằng 75% mức học phí quy định tại khoản 1 Điều này.",
        "Mạng trục gồm ba trung tâm miền và các điểm.",
        "Sửa đổi, bổ sung 01 số nội dung của Quy chế.",
        "Yêu cầu, điều kiện thực hiện TTHC: Có ít nhất 01 nhân viên kỹ thuật trình độ cao đẳng.",
    ],
)
def test_what_sets_a_rule_is_no_target(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năng suất bằng 75% mức bình quân cả nước.", [("bằng", "75", "Năng suất")]),
        ("Củng cố, nâng hạng 12 sản phẩm.", [("Củng cố, nâng hạng", "12", "sản phẩm")]),
        ("Thành lập ba trung tâm miền.", [("Thành lập", "3", "trung tâm miền")]),
        ("Bổ sung 02 số báo.", [("Bổ sung", "2", "số báo")]),
    ],
)
def test_what_is_like_a_rule_and_is_none(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert told(text) == expected


def test_an_amount_for_each_of_what_is_done_leaves_the_count() -> None:
    assert told("Hỗ trợ 50 mô hình: 20 triệu đồng/mô hình.") == [("Hỗ trợ", "50", "mô hình")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 100% văn bản được ký số.\n\n2. 05 mô hình được xây dựng.", ["1", "2"]),
        ("1. Mục tiêu\n\n2. 80% hộ có nước sạch.", ["1", "2"]),
        ("1. 500 triệu đồng là kinh phí.", []),
        ("1. 5% số hộ.", []),
    ],
)
def test_an_item_may_open_with_a_share_or_a_padded_count(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Tỷ lệ dân số từ 15 tuổi trở lên có tài khoản đạt 95%.", "Tỷ lệ dân số từ 15 tuổi trở lên có tài khoản"),
        ("Tỷ lệ phụ nữ từ 15 đến 49 tuổi được khám đạt 80%.", "Tỷ lệ phụ nữ từ 15 đến 49 tuổi được khám"),
        ("Tỷ lệ hộ nghèo từ 5,2% giảm còn 1%.", "Tỷ lệ hộ nghèo"),
    ],
)
def test_a_bound_belongs_to_what_is_measured_and_a_start_does_not(text: str, indicator: str) -> None:
    assert [name for _, _, name in told(text)] == [indicator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Có trên 50 sản phẩm được xếp hạng từ 3 sao trở lên.",
            [("Có", "50", "sản phẩm được xếp hạng từ 3 sao trở lên")],
        ),
        ("Thu hút từ 20 dự án trở lên.", [("Thu hút", "20", "dự án")]),
    ],
)
def test_a_bound_is_closed_where_it_opened(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert told(text) == expected


def test_a_time_behind_a_figure_leaves_what_it_measures_before_it() -> None:
    [found] = aimed("Kim ngạch xuất khẩu đạt 2,5 tỷ USD vào năm 2030.")
    assert (found.action, found.indicator) == ("đạt", "Kim ngạch xuất khẩu")
