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
        (
            "Số luật sư giỏi là 400 người; năm 2020 số lượng này là 1.000 người.",
            [("là", "400", "Số luật sư giỏi"), ("là", "1000", "Số luật sư giỏi")],
        ),
        (
            "Tổng thu ngân sách đến ngày 27/11/2025 đạt 32.006 ha, đạt 113,3% so với kế hoạch.",
            [("đạt", "32006", "Tổng thu ngân sách"), ("đạt", "113.3", "Tổng thu ngân sách")],
        ),
        (
            "Tỷ lệ giải ngân đạt 51% (chỉ tiêu đề ra là 70%).",
            [("đạt", "51", "Tỷ lệ giải ngân"), ("là", "70", "Tỷ lệ giải ngân")],
        ),
        ("Đã kiểm tra 42/139 cơ quan, đơn vị.", [("kiểm tra", "42", "cơ quan, đơn vị")]),
        ("Chương trình giảm tỷ lệ hộ nghèo bình quân 1,5%/năm.", [("giảm", "1.5", "tỷ lệ hộ nghèo")]),
        (
            "Đào tạo 25.000 lao động, bình quân mỗi năm 5.000 người.",
            [("Đào tạo", "25000", "lao động"), ("Đào tạo", "5000", "người")],
        ),
        (
            "Trên 80% số trạm y tế cấp xã và 100% cơ sở cai nghiện đủ điều kiện xác định.",
            [
                ("đủ điều kiện", "80", "số trạm y tế cấp xã"),
                ("đủ điều kiện", "100", "cơ sở cai nghiện đủ điều kiện xác định"),
            ],
        ),
        (
            "100% xã ứng dụng công nghệ số; 100% đơn vị bố trí công chức theo vị trí được duyệt.",
            [
                ("ứng dụng", "100", "xã ứng dụng công nghệ số"),
                ("bố trí", "100", "đơn vị bố trí công chức theo vị trí được duyệt"),
            ],
        ),
        (
            "100% nhiệm vụ được Chính phủ giao được theo dõi.",
            [("được theo dõi", "100", "nhiệm vụ được Chính phủ giao được theo dõi")],
        ),
        (
            "Theo đó, tỉnh đặt mục tiêu đến năm 2030, tỷ lệ bao phủ bảo hiểm đạt 95% dân số.",
            [("đạt", "95", "tỷ lệ bao phủ bảo hiểm")],
        ),
        (
            "Để đạt mục tiêu, tỉnh sẽ đầu tư nâng cấp 35 trạm y tế; tổ chức 450 buổi truyền thông.",
            [("đầu tư nâng cấp", "35", "trạm y tế"), ("tổ chức", "450", "buổi truyền thông")],
        ),
        (
            "Giảm tiêu hao năng lượng cho các ngành: thép 3%; hóa chất 7%.",
            [("Giảm", "3", "thép"), ("Giảm", "7", "hóa chất")],
        ),
        (
            "Đảm bảo 70% khu công nghiệp và 50% cụm công nghiệp được tiếp cận.",
            [("Đảm bảo", "70", "khu công nghiệp"), ("Đảm bảo", "50", "cụm công nghiệp được tiếp cận")],
        ),
        ("Đạt mức tiết kiệm năng lượng 7% tổng tiêu thụ.", [("Đạt", "7", "mức tiết kiệm năng lượng")]),
        (
            "Toàn tỉnh có 20 sở, ngành (gồm 14 cơ quan chuyên môn).",
            [("có", "20", "sở, ngành"), ("gồm", "14", "cơ quan chuyên môn")],
        ),
        (
            "Việc làm cho 350 lao động với diện tích bình quân 7 ha/người.",
            [(None, "7", "diện tích bình quân")],
        ),
        (
            "- Có thêm 03 xã đạt chuẩn nâng cao, lũy kế 11 xã.",
            [("Có thêm", "3", "xã đạt chuẩn nâng cao"), ("lũy kế", "11", "xã")],
        ),
        ("Bê tông hóa 25 km đường thôn.", [("Bê tông hóa", "25", "km đường thôn")]),
        (
            "Nâng cao chất lượng 19 tiêu chí đối với 14 xã.",
            [
                ("Nâng cao chất lượng", "19", "tiêu chí"),
                ("Nâng cao chất lượng 19 tiêu chí đối với", "14", "xã"),
            ],
        ),
        (
            "Hỗ trợ 05 mô hình liên kết, định mức 2 ha/mô hình.",
            [("Hỗ trợ", "5", "mô hình liên kết"), (None, "2", "định mức")],
        ),
        ("- Ngân sách tỉnh: 85 tỷ đồng (chiếm 18,6%).", [("chiếm", "18.6", "Ngân sách tỉnh")]),
        ("Tổ chức 02 Tuần hàng nông sản.", [("Tổ chức", "2", "Tuần hàng nông sản")]),
        ("Mỗi năm giảm 0,2‰ mức sinh.", [("giảm", "0.2", "mức sinh")]),
        ("Phấn đấu tuổi thọ trung bình đạt 75 tuổi.", [("đạt", "75", "tuổi thọ trung bình")]),
        (
            "Tỷ lệ người dùng có tốc độ 01 Gb/s đạt 100%.",
            [("đạt", "100", "Tỷ lệ người dùng có tốc độ 01 Gb/s")],
        ),
    ],
)
def test_each_figure_has_its_own_words(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert words(text) == expected


def test_a_range_behind_its_verb_keeps_both_sides() -> None:
    (target,) = targets("Tổng đàn bò đạt từ 1.300 đến 1.500 con.")
    assert (f"{target.low}", f"{target.high}", target.unit) == ("1300", "1500", "con")


@pytest.mark.parametrize(
    "text",
    [
        "Tuyến đường có mặt cắt ngang B=30 m.",
        "Chương trình gồm 6 nhiệm vụ, giải pháp như sau:",
        "Công bố 08 thủ tục hành chính được sửa đổi.",
        "Tặng danh hiệu cho không quá 10 cá nhân trong 01 năm.",
        "Phải được 2/3 số đại biểu tán thành.",
        "Khách sạn đạt 5 sao.",
        "Doanh nghiệp tuyển dụng từ 10 lao động trở lên được hỗ trợ.",
        "Trẻ em từ 5 tuổi được khám trong 3 tuần.",
        "Hội đồng quản lý Quỹ có 05 thành viên.",
        "Người lao động được hỗ trợ 01 lần.",
        "Điều 4. Tiêu chí xác định địa bàn\n\n1. Có từ 3.000 cây.",
    ],
)
def test_no_figure_of_these_is_committed(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Đến năm 2030, trồng 5 ha rừng; xây dựng 3 mô hình.", [(2030, 2030), (2030, 2030)]),
        ("Trồng 5 ha rừng năm 2020, rà soát; xây dựng 3 mô hình.", [(2020, 2020), None]),
        ("Năm 2026, trồng 5 ha rừng; xây dựng 3 mô hình.", [(2026, 2026), (2026, 2026)]),
        (
            "Triển khai đề án giai đoạn 2025 - 2030, xây dựng 20% xã, phường kiểu mẫu trong năm 2025.",
            [(2025, 2025)],
        ),
        ("I. KẾT QUẢ NĂM 2025\n\nXây dựng 3 mô hình.", [(2025, 2025)]),
        ("Trồng 5 ha. Năm 2026 tổng kết; rà soát. Xây dựng 3 mô hình.", [None, None]),
    ],
)
def test_the_years_of_a_sentence_hold_behind_its_semicolons(text: str, periods: list[tuple[int, int] | None]) -> None:
    assert [target.period for target in targets(text)] == periods


def test_a_period_that_runs_backwards_dates_nothing() -> None:
    (target,) = targets("Giai đoạn 2030 - 2025 xây dựng 3 mô hình.")
    assert target.period is None
