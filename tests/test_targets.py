"""Quantities to targets, grouped by what the phrase means; phrases that must yield nothing among them."""

from decimal import Decimal

import pytest

from kc_extract.targets import find_targets
from kc_extract.types import Header, Target
from tests.documents import context


def targets(text: str, header: Header | None = None) -> list[Target]:
    found, index = context(text, header)
    return list(find_targets(found, index).targets)


def words(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(target.action, f"{target.low}", target.indicator) for target in targets(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ chức 05 lớp tập huấn.", [("Tổ chức", "5", "lớp tập huấn")]),
        (
            "Hỗ trợ xây dựng 05 mô hình trình diễn; hỗ trợ 50 lượt cơ sở và xây dựng 03 mô hình thí điểm.",
            [
                ("Hỗ trợ xây dựng", "5", "mô hình trình diễn"),
                ("hỗ trợ", "50", "lượt cơ sở"),
                ("xây dựng", "3", "mô hình thí điểm"),
            ],
        ),
        (
            "Tổ chức được 03 kỳ bình chọn cấp tỉnh, 02 kỳ bình chọn cấp xã.",
            [("Tổ chức được", "3", "kỳ bình chọn cấp tỉnh"), ("Tổ chức được", "2", "kỳ bình chọn cấp xã")],
        ),
        (
            "Hỗ trợ 405 tấn gạo từ kho dự trữ cho 8.989 người dân.",
            [("Hỗ trợ", "405", "tấn gạo từ kho dự trữ"), ("Hỗ trợ 405 tấn gạo từ kho dự trữ cho", "8989", "người dân")],
        ),
    ],
)
def test_counts_and_their_verbs(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phấn đấu 100% trường học đạt chuẩn.", [("Phấn đấu", "100", "trường học đạt chuẩn")]),
        ("Tỷ lệ hộ nghèo giảm còn 2,5%.", [("giảm còn", "2.5", "Tỷ lệ hộ nghèo")]),
        ("Kinh tế số chiếm 45% GRDP tỉnh.", [("chiếm", "45", "Kinh tế số")]),
        ("Số vụ vi phạm được phát hiện tăng trên 03%.", [("tăng", "3", "Số vụ vi phạm được phát hiện")]),
        (
            "Trên 80% các trạm y tế được trang bị máy mới.",
            [("được trang bị", "80", "các trạm y tế được trang bị máy mới")],
        ),
        ("Tỷ lệ phủ sóng trên địa bàn đạt 98% dân số.", [("đạt", "98", "Tỷ lệ phủ sóng trên địa bàn")]),
        ("Tỷ lệ số hóa hồ sơ các cấp đạt tối thiểu 80%.", [("đạt", "80", "Tỷ lệ số hóa hồ sơ các cấp")]),
        ("Số luật sư được đào tạo là 400 người.", [("là", "400", "Số luật sư được đào tạo")]),
    ],
)
def test_shares_and_what_they_measure(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


def test_a_lead_in_line_governs_the_bullets_under_it() -> None:
    text = "Hỗ trợ gạo cho các địa phương:\n\n- Xã An Hòa: 3.491 nhân khẩu;\n\n- Xã Bình Phú: 767 nhân khẩu."
    assert [(target.action, target.low) for target in targets(text)] == [
        ("Hỗ trợ", Decimal(3491)),
        ("Hỗ trợ", Decimal(767)),
    ]


def test_the_label_of_a_bullet_is_measured() -> None:
    text = "- Ngân sách địa phương: để thực hiện các dự án, chiếm khoảng 10% tổng vốn đầu tư."
    assert words(text) == [("chiếm", "10", "Ngân sách địa phương")]


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ đào tạo trong thời gian 05 năm.",
        "Chăm sóc trẻ em từ 06 tháng đến 36 tháng tuổi.",
        "Mức thưởng gấp 02 lần quy định tại khoản 1.",
        "1. Ban Tổ chức (không quá 06 người)",
        "Giám đốc và không quá 02 Phó Giám đốc.",
        "Hồ sơ nộp 02 bộ.",
        "Sáp nhập xã Xuân Thọ 1 và xã Xuân Thọ 2 thành xã mới.",
        "Thực hiện Đề án “Xây dựng 1.000 căn hộ”.",
        "Hỗ trợ chi phí (4,5% x 1.150.000 đồng/người).",
        "Phát triển trên cả ba lĩnh vực.",
        "Giải ngân đạt dưới 70% thì điểm đánh giá là 0.",
        "Giá gas bán lẻ 451.000 đồng/bình 12 kg.",
        "Thành lập Chi nhánh số 4 Trung tâm Phục vụ.",
        "Là xã đáp ứng ít nhất 01 trong 02 tiêu chí sau đây.",
        "Xây dựng trạm biến áp 110 kV Đại An.",
        "CÔNG BỐ SỬA ĐỔI, BỔ SUNG 02 THỦ TỤC HÀNH CHÍNH",
        "Mua tài sản có giá trị từ 500 triệu đồng trở lên/01 đơn vị tài sản.",
        "Doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ.",
        "Chấm hình tròn có đường kính vành ngoài 2,5 m.",
        "Trường hợp có 03 người đăng ký thì tổ chức xét chọn.",
        "Căn cứ Nghị quyết về việc hỗ trợ 05 xã nghèo;",
        "Quyết định số 12/QĐ-UBND ngày 05 tháng 6 năm 2031.",
        "Kinh phí hỗ trợ là 250 triệu đồng.",
    ],
)
def test_nothing_is_committed(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2026 tổ chức 05 lớp.", (2026, 2026)),
        ("Giai đoạn 2026 - 2028 tổ chức 05 lớp.", (2026, 2028)),
        ("Đến năm 2030, tổ chức 05 lớp.", (2025, 2030)),
        ("Tổ chức 05 lớp, tăng 02 lớp so với năm 2024.", (2025, 2035)),
        ("Tổ chức 05 lớp.", (2025, 2035)),
    ],
)
def test_the_period_is_the_records_own_else_the_documents(text: str, period: tuple[int, int]) -> None:
    assert targets(text, Header(period=(2025, 2035)))[0].period == period


@pytest.mark.parametrize(
    ("text", "low", "baseline", "direction"),
    [
        ("Tỷ lệ hộ dùng nước sạch tăng từ 60% lên 75%.", "75", "60", "up"),
        ("Giảm thời gian chờ khám từ 45 phút xuống còn 20 phút.", "20", "45", "down"),
    ],
)
def test_a_goal_keeps_the_value_that_it_starts_from(text: str, low: str, baseline: str, direction: str) -> None:
    (target,) = targets(text)
    assert (target.low, target.baseline, target.direction) == (Decimal(low), Decimal(baseline), direction)


def test_so_many_of_so_many_is_a_count() -> None:
    (target,) = targets("Kết nối khám bệnh từ xa cho 36/36 trạm y tế.")
    assert (target.low, target.action) == (Decimal(36), "Kết nối khám bệnh từ xa cho")


def test_the_heading_over_shares_names_what_is_done() -> None:
    text = "**a) Định mức phân bổ vốn cho địa phương:**\n\nVề giảm cung: tối thiểu 3% tổng kinh phí thực hiện."
    assert words(text) == [("phân bổ vốn cho địa phương", "3", "giảm cung")]


def test_every_quantity_is_a_target_or_has_a_reason() -> None:
    found, index = context("Tổ chức 05 lớp trong thời gian 03 tháng cho 100 học viên.")
    result = find_targets(found, index)
    spans = {target.span for target in result.targets} | {exclusion.span for exclusion in result.exclusions}
    assert spans == {mention.span for mention in found.reading.mentions}


def test_a_section_marker_is_no_quantity() -> None:
    assert [target.section for target in targets("2. Tổ chức 05 lớp.")] == ["2"]
