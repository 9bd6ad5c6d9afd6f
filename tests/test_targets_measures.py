"""Figures that tell how far a named quantity is brought or kept: where its name begins, ends, and serves twice."""

from decimal import Decimal

import pytest

from kc_extract.funding import aims
from kc_extract.targets import find_targets
from kc_extract.types import Header
from tests.documents import context
from tests.test_targets import targets, words


def aimed(text: str) -> list[tuple[str | None, str, str | None]]:
    """Action, figure and indicator of the targets, the money that is aimed at among them."""
    found, index = context(text)
    spans = [mention.span for mention in aims(found, index)]
    return [(one.action, f"{one.low}", one.indicator) for one in find_targets(found, index, aims=spans).targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Duy trì độ che phủ rừng ổn định ở mức 47%.",
            [("Duy trì", "47", "độ che phủ rừng")],
        ),
        (
            "Giữ vững tỷ lệ hộ dùng điện lưới là 99%.",
            [("Giữ vững", "99", "tỷ lệ hộ dùng điện lưới")],
        ),
        (
            "Ổn định diện tích trồng chè khoảng 1.200 ha, tập trung ở các xã vùng cao.",
            [("Ổn định", "1200", "diện tích trồng chè")],
        ),
        (
            "Duy trì tỷ lệ học sinh đến lớp đạt 98%.",
            [("đạt", "98", "tỷ lệ học sinh đến lớp")],
        ),
        (
            "Mở rộng vùng trồng để đạt sản lượng trên 45.000 tấn nhằm cung cấp cho nhà máy.",
            [("đạt", "45000", "sản lượng")],
        ),
        (
            "Giảm tai nạn lao động từ 3% - 5% trên cả 3 tiêu chí so với năm trước.",
            [("Giảm", "3", "tai nạn lao động")],
        ),
        (
            "Duy trì mức sinh 2,1 con/phụ nữ trên toàn tỉnh.",
            [("Duy trì", "2.1", "mức sinh")],
        ),
        (
            "Số hộ nghèo giảm 812 hộ.",
            [("giảm", "812", "Số hộ nghèo")],
        ),
        (
            "Số giường bệnh trên một vạn dân đạt 31 giường bệnh.",
            [("đạt", "31", "Số giường bệnh trên một vạn dân")],
        ),
        (
            "Tổng mức bán lẻ hàng hóa tăng 7% (gấp gần 2 lần kế hoạch).",
            [("tăng", "7", "Tổng mức bán lẻ hàng hóa")],
        ),
        (
            "Ngành chế biến đóng góp 6% vào GRDP.",
            [("đóng góp", "6", "Ngành chế biến")],
        ),
        (
            "Chỉ số tiêu thụ phấn đấu duy trì mức tăng 6% so năm trước.",
            [("tăng", "6", "Chỉ số tiêu thụ")],
        ),
        (
            "Số người đi học nghề có thời hạn ở tỉnh ngoài là 340 người.",
            [("là", "340", "Số người đi học nghề có thời hạn ở tỉnh ngoài")],
        ),
    ],
)
def test_a_quantity_that_is_kept_or_changed(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tỷ lệ lao động qua đào tạo đạt 55%, trong đó tỷ lệ có bằng, chứng chỉ đạt 21%.",
            [("đạt", "55", "Tỷ lệ lao động qua đào tạo"), ("đạt", "21", "tỷ lệ có bằng, chứng chỉ")],
        ),
        (
            "Chỉ số sản xuất tăng 6%, nhóm khai khoáng, luyện kim tăng 4%.",
            [("tăng", "6", "Chỉ số sản xuất"), ("tăng", "4", "nhóm khai khoáng, luyện kim")],
        ),
        (
            "Tổng lượng khách đạt 90.000 lượt, trong đó khách quốc tế 12.000 lượt, khách nội địa 78.000 lượt.",
            [
                ("đạt", "90000", "Tổng lượng khách"),
                (None, "12000", "khách quốc tế"),
                (None, "78000", "khách nội địa"),
            ],
        ),
        (
            "Xây mới 32 căn và sửa chữa 17 căn nhà cho người có công.",
            [
                ("Xây mới", "32", "căn nhà cho người có công"),
                ("sửa chữa", "17", "căn nhà cho người có công"),
            ],
        ),
        (
            "Tỷ lệ xã có đường nhựa là 40% năm 2026 và 65% vào năm 2028.",
            [("là", "40", "Tỷ lệ xã có đường nhựa"), ("là", "65", "Tỷ lệ xã có đường nhựa")],
        ),
        (
            "Có 15 xã, trong đó 06 xã được công nhận nâng cao.",
            [("Có", "15", "xã"), ("Có", "6", "xã được công nhận nâng cao")],
        ),
    ],
)
def test_lists_of_quantities(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


def test_each_of_two_years_keeps_its_figure() -> None:
    found = targets("Tỷ lệ xã có đường nhựa là 40% năm 2026 và 65% vào năm 2028.")
    assert [one.period for one in found] == [(2026, 2026), (2028, 2028)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "GRDP bình quân đầu người ước đạt 4.200 USD.",
            [("đạt", "4200", "GRDP bình quân đầu người")],
        ),
        (
            "- Tổng thu từ dịch vụ: Đến năm 2026 đạt trên 310 tỷ đồng; đến năm 2028 đạt gần 450 tỷ đồng.",
            [("đạt", "310", "Tổng thu từ dịch vụ"), ("đạt", "450", "Tổng thu từ dịch vụ")],
        ),
        (
            "Thu nhập bình quân đầu người năm 2026 khoảng 52 triệu đồng và năm 2028 đạt 64 triệu đồng.",
            [
                (None, "52", "Thu nhập bình quân đầu người"),
                ("đạt", "64", "Thu nhập bình quân đầu người"),
            ],
        ),
    ],
)
def test_money_that_is_aimed_at(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert aimed(text) == expected


def test_what_is_expected_to_be_done_is_about() -> None:
    assert [one.qualifier for one in targets("Năm 2026, dự kiến đào tạo nghề cho 230 lao động.")] == ["about"]


@pytest.mark.parametrize(
    "text",
    [
        "Hộ thiếu hụt từ 03 chỉ số trở lên là hộ nghèo.",
        "Số bác sĩ trên 10.000 dân.",
        "Đạt yêu cầu trên cả 3 tiêu chí.",
    ],
)
def test_definitions_and_bases_are_no_goals(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Có 120 gia đình thể thao, đạt 24% số hộ gia đình.",
            [("Có", "120", "gia đình thể thao"), ("đạt", "24", "gia đình thể thao")],
        ),
        (
            "+ Trà sớm: 31 ha, chiếm 12% diện tích.",
            [(None, "31", "Trà sớm"), ("chiếm", "12", "Trà sớm")],
        ),
        (
            "Huấn luyện dân quân đạt 96% quân số.",
            [("đạt", "96", "Huấn luyện dân quân")],
        ),
        (
            "Sản lượng ước đạt khoảng 5.200 tấn thóc.",
            [("đạt", "5200", "Sản lượng")],
        ),
        (
            "Cuối năm còn 214 hộ nghèo.",
            [("còn", "214", "hộ nghèo")],
        ),
        (
            "Tổng sản lượng đạt 310 tấn bằng 97% kế hoạch, 103% so với năm trước.",
            [("đạt", "310", "Tổng sản lượng"), ("bằng", "97", "Tổng sản lượng"), ("bằng", "103", "Tổng sản lượng")],
        ),
        (
            "Giảm số thôn đạt dưới 4 tiêu chí xuống 12 thôn.",
            [("Giảm", "12", "số thôn đạt dưới 4 tiêu chí")],
        ),
        (
            "Tỷ lệ trẻ được cân đo duy trì trên 97%.",
            [("duy trì", "97", "Tỷ lệ trẻ được cân đo")],
        ),
        (
            "Bồi dưỡng 800 lượt cán bộ, trong đó cấp huyện 300 lượt, cấp xã 500 lượt.",
            [
                ("Bồi dưỡng", "800", "lượt cán bộ"),
                ("Bồi dưỡng", "300", "lượt"),
                ("Bồi dưỡng", "500", "lượt"),
            ],
        ),
    ],
)
def test_shares_of_a_whole_and_names_ahead_of_figures(
    text: str, expected: list[tuple[str | None, str, str | None]]
) -> None:
    assert words(text) == expected


def test_the_value_that_a_bounded_goal_starts_from_is_no_goal() -> None:
    found = targets("Giảm tỷ lệ hộ thiếu nước từ 14,5% xuống dưới 9%.")
    assert [(one.high, one.baseline) for one in found] == [(Decimal(9), Decimal("14.5"))]


@pytest.mark.parametrize(
    "text",
    [
        "Hộ cận nghèo là hộ gia đình thiếu hụt dưới 03 chỉ số và có từ 02 người phụ thuộc.",
        "Doanh nghiệp nhỏ là doanh nghiệp sử dụng lao động bình quân có 50 người.",
    ],
)
def test_what_makes_a_thing_one_of_a_kind_is_no_goal(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lập phương án phân bổ vốn đầu tư phát triển trung hạn giai đoạn 2026 - 2030 với định mức 35% tổng vốn.",
            [("Lập phương án phân bổ", "35", "vốn đầu tư phát triển")],
        ),
        (
            "b) Định mức phân bổ vốn cho các xã vùng cao: tối thiểu 12% tổng kinh phí.",
            [("phân bổ", "12", "vốn cho các xã vùng cao")],
        ),
        (
            "Ngành khai khoáng giảm 4% do sản lượng than giảm 3% và khí đốt giảm 6%.",
            [("giảm", "4", "Ngành khai khoáng"), ("giảm", "3", "sản lượng than"), ("giảm", "6", "khí đốt")],
        ),
        (
            "Sản lượng cá các loại từ 3 đến 4 nghìn tấn.",
            [(None, "3000", "Sản lượng cá các loại")],
        ),
        (
            "Giảm 15% số trường công lập, cắt giảm 20% chi phí tuân thủ.",
            [("Giảm", "15", "số trường công lập"), ("cắt giảm", "20", "chi phí tuân thủ")],
        ),
        (
            "Chỉ số chế biến tăng 5% (quý I tăng 4%; quý II tăng 7%).",
            [("tăng", "5", "Chỉ số chế biến"), ("tăng", "4", "Chỉ số chế biến"), ("tăng", "7", "Chỉ số chế biến")],
        ),
        (
            "Cao su 210 ha, hồ tiêu 35 ha.",
            [(None, "210", "Cao su"), (None, "35", "hồ tiêu")],
        ),
    ],
)
def test_shares_allotted_and_what_moves_a_figure(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thép cuộn phi 6 liên doanh có giá bán 16.200 đồng/kg.",
        "Sữa hộp thiếc 800g giá tăng nhẹ so với tháng trước.",
        "Dịch vụ chụp X-quang số hóa 1 phim 52.000 đồng/lượt.",
        "Mức thu đối với dịch vụ trông giữ xe dưới 12 chỗ ngồi.",
        "Giá đã bao gồm thuế giá trị gia tăng 8%.",
        "Công ty ban hành 04 Quyết định số 17/QĐ-CT.",
    ],
)
def test_goods_and_their_prices_are_no_goals(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chi phí quản lý chiếm 5% tổng vốn.", [("chiếm", "5", "Chi phí quản lý")]),
        ("7. Giao thông\n\nTrong tháng có 12 đợt kiểm tra.", [("có", "12", "đợt kiểm tra")]),
        ("Tổ chức 05 phiên chợ, gấp 2 lần năm trước.", [("Tổ chức", "5", "phiên chợ")]),
    ],
)
def test_halves_of_nouns_govern_nothing(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sản xuất được sản lượng 42 tấn.", [("Sản xuất được", "42", "sản lượng")]),
        ("Mở rộng diện tích 50 ha.", [("Mở rộng", "50", "diện tích")]),
        ("Đàn trâu được tiêm phòng trên 90%.", [("được tiêm phòng", "90", "Đàn trâu")]),
        ("Vườn ươm được tưới trên 85%.", [("được tưới", "85", "Vườn ươm")]),
        ("Chỉ số hài lòng của người dân đạt từ 88 điểm trở lên.", [("đạt", "88", "Chỉ số hài lòng của người dân")]),
        ("Hàng nội địa đã đóng góp 9% vào GRDP.", [("đóng góp", "9", "Hàng nội địa")]),
    ],
)
def test_what_is_made_and_what_is_done(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hành khách được mang một kiện hành lý có trọng lượng đến 15 kg.",
        "Nếu 100% kiến nghị được xử lý thì được 1 điểm, dưới 100% kiến nghị được xử lý thì được 0 điểm.",
        "Có thêm ứng dụng khác thì điểm đánh giá cộng thêm 0,25 điểm.",
        "Giá vàng nhẫn 99,99% ổn định.",
    ],
)
def test_marks_sizes_and_purity_are_no_goals(text: str) -> None:
    assert targets(text) == []


def test_a_thing_that_reaches_so_many_is_measured_and_a_source_is_no_part_of_it() -> None:
    text = "Theo số liệu của Cục Thống kê, chỉ số giá giảm 0,4%; khách quốc tế ước đạt 4.000 lượt, gấp 2 lần."
    assert words(text) == [("giảm", "0.4", "chỉ số giá"), ("đạt", "4000", "khách quốc tế")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tốc độ tăng năng suất lao động đạt bình quân 6%/năm.", [("đạt", "6", "Tốc độ tăng năng suất lao động")]),
        ("Tỷ lệ tăng dân số tự nhiên dưới 1%.", [(None, "None", "Tỷ lệ tăng dân số tự nhiên")]),
        ("Lao động qua đào tạo 71%.", [(None, "71", "Lao động qua đào tạo")]),
    ],
)
def test_a_rate_of_change_is_a_quantity_itself(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


def test_an_estimated_change_is_about() -> None:
    found = targets("Doanh thu phí ước tính tăng 14% so với cuối năm 2025.")
    assert [(one.qualifier, one.period) for one in found] == [("about", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nạo vét kênh nội đồng 14 km.", [("Nạo vét", "14", "kênh nội đồng")]),
        ("Giải phóng mặt bằng 25 ha.", [("Giải phóng", "25", "mặt bằng")]),
        ("Bàn giao mặt bằng 30 ha; trồng rừng 410 ha.", [("Bàn giao", "30", "mặt bằng"), ("trồng", "410", "rừng")]),
        ("Cải tạo, nâng cấp đường thôn 21 km.", [("Cải tạo, nâng cấp", "21", "đường thôn")]),
        ("Tổ chức trồng cây phân tán 9 ha.", [("Tổ chức trồng", "9", "cây phân tán")]),
        ("Thu gom rác thải 35 tấn/ngày.", [("Thu gom", "35", "rác thải")]),
        ("Xây dựng tuyến kè ven sông dài 4 km.", [("Xây dựng", "4", "tuyến kè ven sông")]),
        ("Trồng mới 20 ha cây ăn quả.", [("Trồng mới", "20", "ha cây ăn quả")]),
        ("Giải phóng mặt bằng cho 3 dự án.", [("Giải phóng mặt bằng cho", "3", "dự án")]),
        ("Sản lượng bằng 98% kế hoạch.", [("bằng", "98", "Sản lượng")]),
    ],
)
def test_a_measure_of_what_is_done_measures_its_object(
    text: str, expected: list[tuple[str | None, str, str | None]]
) -> None:
    assert aimed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nâng tổng số câu lạc bộ lên 90 câu lạc bộ (hiện có 41 câu lạc bộ).", [("90", "41")]),
        ("Tỷ lệ hộ nghèo giảm còn 2% (năm 2025 là 3,5%).", [("2", "3.5")]),
        ("Tỷ lệ hộ nghèo giảm còn dưới 2% (cuối năm 2025: 3,5%).", [("None", "3.5")]),
        ("Tỷ lệ hộ nghèo giảm còn 2% (năm 2028 là 3,5%).", [("2", "None"), ("3.5", "None")]),
        ("Mở 12 lớp (hiện có 30 học viên).", [("12", "None"), ("30", "None")]),
    ],
)
def test_what_holds_before_stands_in_brackets_behind_a_goal(text: str, expected: list[tuple[str, str]]) -> None:
    found, index = context(text, Header(period=(2026, 2030)))
    assert [(f"{one.low}", f"{one.baseline}") for one in find_targets(found, index, aims=()).targets] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tỷ lệ thu gom rác ở đô thị đạt 97%, ở nông thôn đạt 85%.",
            ["Tỷ lệ thu gom rác ở đô thị", "Tỷ lệ thu gom rác ở nông thôn"],
        ),
        (
            "Tỷ lệ hộ dùng nước sạch đạt 96%, trong đó tại vùng cao đạt 88%.",
            ["Tỷ lệ hộ dùng nước sạch", "Tỷ lệ hộ dùng nước sạch tại vùng cao"],
        ),
        ("Mở 12 lớp ở đô thị.", ["lớp ở đô thị"]),
        ("Số thủ tục là 24 TTHC (cấp tỉnh 16 TTHC, cấp xã 8 TTHC).", ["Số thủ tục", "TTHC", "TTHC"]),
    ],
)
def test_another_place_alone_takes_what_is_measured_from_the_figure_before(text: str, expected: list[str]) -> None:
    assert [indicator for _, _, indicator in aimed(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Thu hút 2 tỷ 500 triệu đồng.", "2500", "2500", "triệu đồng"),
        ("Thu hút từ 500 triệu đến 2 tỷ đồng.", "0.5", "2", "tỷ đồng"),
        ("Thu hút 12 ngàn 500 tỷ đồng.", "12500", "12500", "tỷ đồng"),
        ("Thu hút 2 tỷ rưỡi đồng.", "2500000000", "2500000000", "đồng"),
        ("Thu hút 300 .000 đồng.", "300000", "300000", "đồng"),
        ("Thu hút 80 (tám mươi) triệu USD.", "80", "80", "triệu USD"),
        ("Tổng vốn 2,345,678 đồng và 1,234,567 đồng.\n\nThu hút 1,500 triệu đồng.", "1500", "1500", "triệu đồng"),
    ],
)
def test_money_that_is_aimed_at_is_told_in_its_last_scale(text: str, low: str, high: str, unit: str) -> None:
    found, index = context(text)
    spans = [mention.span for mention in aims(found, index)]
    (target,) = find_targets(found, index, aims=spans).targets
    assert (target.low, target.high, target.unit) == (Decimal(low), Decimal(high), unit)


def test_no_money_is_aimed_at_where_it_is_zero() -> None:
    assert not aimed("Thu hút 0 đồng.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hỗ trợ 40 cơ sở sử dụng từ 10 lao động trở lên.", [("40", "cơ sở")]),
        ("Hỗ trợ 15 thôn có từ 5 hộ làm du lịch trở lên.", [("15", "thôn")]),
        ("Đến năm 2030 có từ 75% số xã trở lên đạt chuẩn.", [("75", "%")]),
        ("Toàn tỉnh có từ 14 xã trở lên đạt chuẩn.", [("14", "xã")]),
        ("Thôn có từ 5 hộ trở lên được hỗ trợ.", []),
        ("Xã có từ 10 hộ nghèo trở lên được ưu tiên.", []),
    ],
)
def test_what_each_must_have_is_no_goal_and_what_there_is_to_be_is_one(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(f"{one.low}", one.unit) for one in targets(text)] == expected
