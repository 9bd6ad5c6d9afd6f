"""Money in tables: the unit applied, rows and columns named, totals of rows and columns told apart."""

from decimal import Decimal

import pytest

from kc_extract.funding import aims, describe_tables, find_funding, unpaid
from kc_extract.funding.capitals import capital_levels
from kc_extract.funding.grid import Grid, money_unit, table_unit
from kc_extract.types import Funding
from tests.documents import context


def dump(*rows: tuple[str, ...]) -> str:
    """A table as legal portals dump it: each cell on lines of its own, a bar on a line before it and after the row."""
    return "".join("|\n" + "\n|\n".join(row) + "\n|\n" for row in rows)


def records(above: str, *rows: tuple[str, ...]) -> tuple[Funding, ...]:
    found, index = context(f"{above}\n{dump(*rows)}")
    return find_funding(found, index)


@pytest.mark.parametrize(
    ("words", "factor", "currency", "per"),
    [
        ("triệu đồng", 10**6, "VND", None),
        ("1.000 đồng", 1000, "VND", None),
        ("1000 đ", 1000, "VND", None),
        ("nghìn đồng", 1000, "VND", None),
        ("tỷ đồng", 10**9, "VND", None),
        ("đồng/người/buổi", 1, "VND", "người/buổi"),
        ("triệu USD", 10**6, "USD", None),
    ],
)
def test_units_of_money(words: str, factor: int, currency: str, per: str | None) -> None:
    unit = money_unit(words)
    assert unit is not None
    assert (unit.factor, unit.currency, unit.per) == (Decimal(factor), currency, per)


@pytest.mark.parametrize(
    "words", ["ha", "người", "100.000 đồng", "mô hình", "", None, "đồng chí", "1.000. đồng", "1.đồng"]
)
def test_other_units_are_no_money(words: str | None) -> None:
    assert money_unit(words) is None


@pytest.mark.parametrize(
    ("words", "factor"), [("Triệu đông", 10**6), ("triêu đồng", 10**6), ("đông", 1), ("tấn", None), (None, None)]
)
def test_the_unit_above_a_table_is_known_without_its_accents(words: str | None, factor: int | None) -> None:
    unit = table_unit(words)
    assert (unit.factor if unit else None) == factor


def test_the_unit_line_is_no_amount() -> None:
    rows = (("TT", "Xã", "Giá đất"), ("1", "Mỹ Lợi", "230"), ("2", "Tân Hòa", "184"))
    found = records("Bảng giá đất\nĐơn vị tính: 1000 đồng/m2", *rows)
    assert [record.amount_text for record in found] == ["230", "184"]


def test_an_amount_for_each_unit_is_one() -> None:
    found, index = context("Hỗ trợ kinh phí cho mỗi đơn vị 1.000.000 đồng.")
    assert [record.amount_text for record in find_funding(found, index)] == ["1.000.000 đồng"]


@pytest.mark.parametrize(("name", "total"), [("TÔNG SÓ", True), ("Tổng công ty", False), ("Tông sơn", False)])
def test_a_total_is_known_without_its_accents(name: str, *, total: bool) -> None:
    found, index = context(dump(("TT", "Xã", "Kinh phí"), ("1", name, "230"), ("2", "Tân Hòa", "184")))
    (table,) = describe_tables(found.document, found.outline)
    assert index.context is found
    assert Grid(table).rows[0].is_total is total


def test_a_year_over_all_columns_is_not_what_they_are_split_by() -> None:
    found = records(
        "Kế hoạch vốn\nĐơn vị tính: triệu đồng",
        ("TT", "Tỉnh", "Kế hoạch vốn năm 2026"),
        ("Tổng số", "Giao thông", "Thủy lợi"),
        ("1", "Lam Thành", "250", "150", "100"),
        ("2", "Bình Sơn", "90", "50", "40"),
    )
    assert [record.breakdown for record in found] == [None, "item", "item", None, "item", "item"]


def test_the_unit_above_a_table_applies_to_its_figures() -> None:
    found = records(
        "Phân bổ kinh phí\nĐơn vị tính: triệu đồng",
        ("TT", "Xã, phường", "Số hộ", "Kinh phí"),
        ("1", "Xã Mỹ Lợi", "12", "1.360"),
        ("2", "Xã Tân Hòa", "15", "680,5"),
    )
    assert [(record.low_vnd, record.row, record.column, record.amount_text) for record in found] == [
        (1_360_000_000, "Xã Mỹ Lợi", "Kinh phí", "1.360"),
        (680_500_000, "Xã Tân Hòa", "Kinh phí", "680,5"),
    ]


def test_a_column_of_rates_holds_norms() -> None:
    found = records(
        "II. MỨC HỖ TRỢ\nĐơn vị tính: đồng",
        ("TT", "Nội dung", "Mức chi tối đa"),
        ("1", "Chuyên gia", "1.600.000"),
        ("2", "Cộng tác viên", "600.000"),
    )
    assert [(record.role, record.qualifier, record.high_vnd) for record in found] == [
        ("norm", "at_most", 1_600_000),
        ("norm", "at_most", 600_000),
    ]


def test_the_unit_of_a_row_says_what_its_rate_counts_by() -> None:
    (record, *_) = records(
        "Mức chi\nĐơn vị tính: đồng",
        ("TT", "Nội dung", "ĐVT", "Mức chi"),
        ("1", "Chủ tịch Hội đồng", "người/buổi", "500.000"),
        ("2", "Báo cáo", "báo cáo", "1.200.000"),
    )
    assert (record.role, record.per, record.low_vnd) == ("norm", "người/buổi", 500_000)


@pytest.mark.parametrize(
    ("above", "labels", "per"),
    [
        ("1. Mức thưởng đối với cá nhân đạt giải:", ("Cấp tỉnh", "Cấp khu vực"), "cá nhân"),
        ("1. Mức hỗ trợ:", ("Nghệ nhân ưu tú", "Nghệ nhân nhân dân"), "nghệ nhân"),
        ("1. Mức hỗ trợ:", ("Trưởng ban", "Thành viên"), None),
    ],
)
def test_rates_without_a_unit_count_by_what_their_rows_are_called(
    above: str, labels: tuple[str, str], per: str | None
) -> None:
    rows = [("TT", "Nội dung", "Mức chi"), *((str(at), label, "500.000") for at, label in enumerate(labels, 1))]
    found = records(f"{above}\nĐơn vị tính: đồng", *rows)
    assert [(record.role, record.per) for record in found] == [("norm", per)] * 2


def test_cells_of_a_cross_table_are_parts_of_their_rows_total() -> None:
    rows = (
        ("TT", "Nội dung", "Tổng kinh phí", "Ngân sách tỉnh", "Đóng góp"),
        ("1", "Đào tạo nghề", "4.200", "3.700", "500"),
        ("2", "Phát triển cụm công nghiệp", "9.400", "5.000", "4.400"),
        ("", "Tổng cộng", "13.600", "8.700", "4.900"),
    )
    found = records("Tổng hợp kinh phí\nĐVT: triệu đồng", *rows)
    assert [(record.role, record.part_of, record.breakdown, record.source) for record in found] == [
        ("part", "f7", "activity", "unspecified"),
        ("part", "f1", "source", "provincial_budget"),
        ("part", "f1", "source", "beneficiary"),
        ("part", "f7", "activity", "unspecified"),
        ("part", "f4", "source", "provincial_budget"),
        ("part", "f4", "source", "beneficiary"),
        ("total", None, None, "unspecified"),
    ]


def test_columns_that_no_column_sums_up_make_no_whole() -> None:
    rows = (
        ("TT", "Nội dung", "Ngân sách tỉnh", "Đóng góp"),
        ("1", "Đào tạo nghề", "3.700", "500"),
        ("2", "Phát triển cụm công nghiệp", "5.000", "4.400"),
        ("", "Tổng cộng", "8.700", "4.900"),
    )
    found = records("Tổng hợp kinh phí\nĐVT: triệu đồng", *rows)
    assert [(record.role, record.amount_text) for record in found] == [
        ("total", "3.700"), ("total", "500"), ("total", "5.000"), ("total", "4.400"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "holder"),
    [("Tổng kinh phí 900 triệu đồng, trong đó:", "900 triệu đồng"), ("Chi tiết như bảng sau", "900")],
)
def test_a_total_that_the_line_above_a_table_states_is_not_recorded_again(above: str, holder: str) -> None:
    rows = (("TT", "Xã", "Kinh phí"), ("1", "Xã Tân Hòa", "500"), ("2", "Xã Mỹ Lợi", "400"), ("", "Tổng cộng", "900"))
    found = records(f"{above}\nĐVT: triệu đồng", *rows)
    (whole,) = [record for record in found if record.role == "total"]
    assert whole.amount_text == holder
    assert [record.amount_text for record in found if record.part_of == whole.id] == ["500", "400"]


def test_a_column_of_agencies_names_who_is_paid_and_no_unit() -> None:
    rows = (
        ("STT", "Đơn vị", "Tổng số", "Ngân sách trung ương", "Ngân sách địa phương"),
        ("1", "Huyện Thượng Lâm", "60", "40", "20"),
        ("2", "Huyện Hạ Thành", "30", "20", "10"),
    )
    found = records("Phân bổ kinh phí\nĐVT: triệu đồng", *rows)
    assert [(record.role, record.per) for record in found] == [("total", None), ("part", None), ("part", None)] * 2


def test_the_total_of_a_column_is_no_record_but_named() -> None:
    rows = (("TT", "Xã", "Kinh phí"), ("1", "Xã Tân Hòa", "500"), ("", "Cộng", "500"))
    found, index = context("Kinh phí\nĐVT: triệu đồng\n" + dump(*rows))
    assert [record.row for record in find_funding(found, index)] == ["Xã Tân Hòa"]
    assert [exclusion.reason for exclusion in unpaid(found, index)] == ["column_total"]


def test_a_bare_zero_is_an_empty_cell_and_a_stated_one_is_not() -> None:
    rows = (
        ("TT", "Nội dung", "Tổng số", "Ngân sách tỉnh", "Đối ứng"),
        ("1", "Hỗ trợ mô hình", "300", "300", "0"),
        ("2", "Tổ chức hội thảo", "0", "0", "0 đồng"),
    )
    found, index = context("Kinh phí\nĐVT: triệu đồng\n" + dump(*rows))
    assert [(r.row, r.low_vnd) for r in find_funding(found, index)] == [
        ("Hỗ trợ mô hình", 300_000_000),
        ("Hỗ trợ mô hình", 300_000_000),
        ("Tổ chức hội thảo", 0),
    ]
    assert [exclusion.reason for exclusion in unpaid(found, index)] == ["empty_cell"] * 3


@pytest.mark.parametrize("label", ["Cộng tác viên kỹ thuật", "Tổng công ty Lương thực", "Tổng hợp báo cáo"])
def test_a_label_that_only_begins_like_a_total_is_none(label: str) -> None:
    rows = (("TT", "Nội dung", "Kinh phí"), ("1", label, "500"), ("2", "Khác", "20"))
    assert records("Kinh phí\nĐVT: triệu đồng", *rows)[0].row == label


def test_the_rows_of_a_group_are_its_parts() -> None:
    found = records(
        "Kinh phí theo năm\nĐơn vị tính: triệu đồng",
        ("TT", "Nhiệm vụ", "Kinh phí"),
        ("I", "Đào tạo nghề", "840"),
        ("1", "Truyền nghề mây tre đan xuất khẩu", "540"),
        ("2", "Đào tạo nghề may", "300"),
        ("II", "Mô hình trình diễn", "160"),
    )
    assert [record.part_of for record in found] == [None, "f1", "f1", None]


def test_a_table_under_a_total_splits_it() -> None:
    found = records(
        "Tổng kinh phí thực hiện Đề án là 54 tỷ đồng, trong đó:",
        ("Nguồn vốn", "Kinh phí (triệu đồng)"),
        ("Ngân sách tỉnh", "30.000"),
        ("Vốn của doanh nghiệp", "24.000"),
    )
    assert [record.part_of for record in found] == [None, "f1", "f1"]
    assert [record.breakdown for record in found] == [None, "source", "source"]


def test_a_column_of_a_year_gives_its_period() -> None:
    found = records(
        "Kinh phí\nĐơn vị tính: triệu đồng",
        ("TT", "Nhiệm vụ", "Năm 2026", "Năm 2027"),
        ("1", "Hội chợ", "250", "260"),
        ("2", "Tập huấn", "50", "60"),
    )
    assert [record.period for record in found[:2]] == [(2026, 2026), (2027, 2027)]


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ("ĐVT: triệu đồng", (("TT", "Chỉ tiêu", "Doanh thu"), ("1", "Khách sạn", "500"), ("2", "Lữ hành", "700"))),
        ("Kinh phí\nĐơn vị tính: ha", (("TT", "Xã", "Diện tích"), ("1", "Mỹ Lợi", "500"), ("2", "Tân Hòa", "700"))),
        ("Kinh phí\nĐVT: triệu đồng", (("TT", "Xã", "Tỷ lệ (%)"), ("1", "Mỹ Lợi", "50"), ("2", "Tân Hòa", "50"))),
        ("Kinh phí\nĐVT: triệu đồng", (("TT", "Xã", "Kinh phí"), ("1", "Mỹ Lợi", "-"), ("2", "Tân Hòa", "-"))),
    ],
)
def test_figures_that_are_no_funding(above: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert records(above, *rows) == ()


def test_money_aimed_at_in_a_table_has_its_unit_applied() -> None:
    rows = (("TT", "Chỉ tiêu", "ĐVT", "Năm 2026"), ("1", "Kim ngạch", "triệu USD", "500"), ("2", "Cây", "ha", "7"))
    (aim,) = aims(*context("Chỉ tiêu chủ yếu\n" + dump(*rows)))
    assert (aim.low, aim.currency) == (Decimal(500_000_000), "USD")


def test_tables_are_described_by_the_lines_above_them() -> None:
    text = "I. KINH PHÍ\nBảng 1. Phân bổ kinh phí\nĐơn vị tính: triệu đồng\n" + dump(("TT", "Xã"), ("1", "Mỹ Lợi"))
    found, _ = context(text)
    (table,) = describe_tables(found.document, found.outline)
    assert (table.unit, table.title, table.section) == ("triệu đồng", "Bảng 1. Phân bổ kinh phí", "I")


HEADS = (
    ("TT", "Đơn vị", "Tổng số"),
    ("", "TỔNG SỐ", "56.000"),
    ("I 1", "CÁC BỘ", "20.200"),
    ("", "Bộ Giao thông vận tải", "16.200"),
    ("2", "Bộ Y tế", "4.000"),
    ("", "ĐỊA PHƯƠNG", "35.800"),
    ("k)", "Hà Giang", "30.000"),
    ("", "Cao Bằng", "5.800"),
)


def test_heads_in_capitals_hold_the_rows_that_make_their_figures_whatever_the_marks_say() -> None:
    found = {record.row: record for record in records("Phân bổ kinh phí\nĐơn vị tính: triệu đồng", *HEADS)}
    holder = {record.id: record.row for record in found.values()}
    assert {row: holder.get(record.part_of or "") for row, record in found.items()} == {
        "TỔNG SỐ": None,
        "CÁC BỘ": "TỔNG SỐ",
        "Bộ Giao thông vận tải": "CÁC BỘ",
        "Bộ Y tế": "CÁC BỘ",
        "ĐỊA PHƯƠNG": "TỔNG SỐ",
        "Hà Giang": "ĐỊA PHƯƠNG",
        "Cao Bằng": "ĐỊA PHƯƠNG",
    }


def test_capitals_prove_nothing_where_the_figures_do_not() -> None:
    rows = [(mark, name, "31.000" if name == "Hà Giang" else figure) for mark, name, figure in HEADS]
    grid = Grid(context(f"Đơn vị tính: triệu đồng\n{dump(*rows)}")[0].document.tables[0])
    assert capital_levels(grid.rows) == {}


def test_a_row_that_is_called_by_a_year_has_that_year() -> None:
    rows = (
        ("TT", "Năm thực hiện", "Kinh phí"),
        ("1", "Năm 2027", "500"),
        ("2", "Năm 2028", "400"),
        ("", "Tổng cộng", "900"),
    )
    found = records("Phân kỳ kinh phí\nĐVT: triệu đồng", *rows)
    assert [record.period for record in found] == [(2027, 2027), (2028, 2028), None]
    other = records("Kinh phí\nĐVT: triệu đồng", ("TT", "Nội dung", "Số tiền"), ("1", "Hội chợ năm 2027 của tỉnh", "5"))
    assert [record.period for record in other] == [None]


def test_a_fee_in_a_table_is_not_aimed_at_for_what_the_lines_above_are_about() -> None:
    rows = (("TT", "Nội dung", "Chi tiết"), ("1", "Phí", "Theo Thông tư số 5/2027/TT-BTC: 2.000.000 đồng/hồ sơ."))
    found = records("Giấy phép nhập khẩu chế phẩm", *rows)
    assert [(record.role, record.nature) for record in found] == [("norm", "charge")]
