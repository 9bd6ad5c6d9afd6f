"""What a document says twice or must add up: right sums, wrong ones, and sums that nobody states."""

import datetime as dt

import pytest

from kc_extract.checks import check
from kc_extract.checks.slips import slip
from kc_extract.funding import find_funding
from kc_extract.targets import find_targets
from kc_extract.types import Check, Header
from tests.documents import context
from tests.test_funding_tables import dump


def checks(text: str, header: Header | None = None) -> list[Check]:
    found, index = context(text, header)
    return list(check(found, index, find_targets(found, index).targets, find_funding(found, index)))


def told(text: str, header: Header | None = None) -> list[tuple[str, bool, int | None]]:
    """Every check as (kind, ok, difference)."""
    return [
        (found.kind, found.ok, None if found.difference is None else int(found.difference))
        for found in checks(text, header)
    ]


# --- sums in prose ------------------------------------------------------------------------------------------------


def test_parts_that_make_their_total() -> None:
    (found,) = checks("Tổng kinh phí là 10 tỷ đồng, gồm: ngân sách tỉnh 7 tỷ đồng; vốn đối ứng 3 tỷ đồng.")
    assert (found.kind, found.ok, found.records) == ("sum_parts", True, ("f1", "f2", "f3"))
    assert (found.expected, found.found, found.difference) == (10**10, 10**10, 0)


def test_parts_that_do_not_are_told_with_the_difference_and_nothing_is_altered() -> None:
    text = "Tổng kinh phí là 10 tỷ đồng, gồm: ngân sách tỉnh 7 tỷ đồng; vốn đối ứng 2 tỷ đồng."
    (found,) = checks(text)
    assert (found.ok, found.difference) == (False, -(10**9))
    assert "9.000.000.000" in found.message
    assert "10.000.000.000" in found.message
    record, *_ = find_funding(*context(text))
    assert record.low_vnd == 10**10


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí là 10 tỷ đồng, trong đó ngân sách tỉnh 7 tỷ đồng.",
        "Tổng kinh phí là 10 tỷ đồng, trong đó ngân sách tỉnh 4 tỷ đồng, ngân sách xã 2 tỷ đồng, còn lại do dân góp.",
        "Hỗ trợ 3.000.000 đồng/hộ cho 100 hộ.",
        "Kinh phí 10 tỷ đồng. Trong đó, xã Tân An được cấp nhiều nhất 2 tỷ đồng, xã Tân Hòa 1 tỷ đồng.",
        "Kinh phí 10 tỷ đồng, trong đó huyện cấp 3 tỷ đồng; hội cấp 200 suất quà; xã cấp 1 tỷ đồng.",
        "Tổng kinh phí là 10 tỷ đồng.",
    ],
)
def test_no_sum_is_stated(text: str) -> None:
    assert told(text) == []


def test_parts_above_their_total_fail_even_where_a_rest_is_left() -> None:
    text = "Tổng kinh phí là 10 tỷ đồng, trong đó ngân sách tỉnh 7 tỷ đồng, ngân sách xã 5 tỷ đồng, còn lại do dân góp."
    assert told(text) == [("sum_parts", False, 2 * 10**9)]


def test_a_total_split_twice_is_summed_twice() -> None:
    text = (
        "Tổng kinh phí là 10 tỷ đồng, gồm: ngân sách tỉnh 7 tỷ đồng; vốn đối ứng 3 tỷ đồng.\n"
        "Tổng kinh phí trên được phân kỳ như sau: năm 2026 là 4 tỷ đồng, năm 2027 là 5 tỷ đồng."
    )
    assert told(text) == [("sum_parts", True, 0), ("sum_parts", False, -(10**9))]


def test_ranges_hold_where_they_meet() -> None:
    text = "Tổng vốn khoảng 100 tỷ đồng, gồm: ngân sách tỉnh khoảng 50 - 60 tỷ đồng; vốn vay khoảng 40 - 50 tỷ đồng."
    assert [found[:2] for found in told(text)] == [("sum_parts", True)]


def test_a_sum_of_ranges_that_holds_tells_no_difference() -> None:
    (found,) = checks("Tổng vốn 300 triệu đồng, gồm: ngân sách tỉnh 100 triệu đồng; vốn vay từ 150 đến 250 triệu đồng.")
    assert (found.ok, found.expected, found.found, found.difference) == (True, 300 * 10**6, 300 * 10**6, 0)


def test_figures_of_any_length_are_summed_exactly() -> None:
    (found,) = checks(f"Tổng vốn {10**34 + 1} đồng, gồm: ngân sách tỉnh {10**34} đồng; ngân sách xã 3 đồng.")
    assert (found.ok, found.difference) == (False, 2)
    assert "E" not in f"{found.found}{found.expected}{found.difference}"


def test_rounding_is_told_from_a_slip() -> None:
    (found,) = checks("Tổng chi là 24 tỷ đồng, gồm: ngân sách tỉnh 22 tỷ đồng; ngân sách xã 3 tỷ đồng.")
    assert (found.ok, "rounding explains it" in found.message) == (False, True)


def test_rounding_of_long_figures_fails_no_sum() -> None:
    (found,) = checks("Tổng chi là 23.997 tỷ đồng, gồm: ngân sách tỉnh 12.345 tỷ đồng; ngân sách xã 11.653 tỷ đồng.")
    assert (found.ok, found.difference, "rounding explains it" in found.message) == (True, 10**9, True)
    (found,) = checks("Tổng chi là 23.997 tỷ đồng, gồm: ngân sách tỉnh 12.345 tỷ đồng; ngân sách xã 11.662 tỷ đồng.")
    assert not found.ok


def test_activities_are_summed_against_the_programme() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Đào tạo nghề\nKinh phí: 4 tỷ đồng từ ngân sách tỉnh.\n"
        "2. Xây dựng mô hình\nKinh phí: 5 tỷ đồng từ nguồn đóng góp.\n"
        "III. KINH PHÍ\nTổng kinh phí thực hiện Kế hoạch: 10 tỷ đồng, trong đó:\n"
        "- Ngân sách tỉnh: 5 tỷ đồng;\n- Đóng góp của cơ sở: 5 tỷ đồng."
    )
    assert told(text) == [
        ("sum_parts", True, 0),
        ("sum_parts", False, -(10**9)),
        ("sum_parts", False, -(10**9)),
        ("sum_parts", True, 0),
    ]


def test_activities_are_not_summed_where_one_states_no_total() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Đào tạo nghề\nKinh phí: 4 tỷ đồng.\n2. Xây dựng mô hình\nMở 03 mô hình.\n"
        "3. Hội chợ\nKinh phí: 1 tỷ đồng.\nIII. KINH PHÍ\nTổng kinh phí thực hiện Kế hoạch: 10 tỷ đồng."
    )
    assert told(text) == []


# --- tables -------------------------------------------------------------------------------------------------------


def test_rows_and_columns_of_a_table() -> None:
    rows = (
        ("TT", "Nội dung", "Tổng kinh phí", "Ngân sách tỉnh", "Đóng góp"),
        ("1", "Đào tạo nghề", "4.200", "3.700", "500"),
        ("2", "Hội chợ", "9.400", "5.000", "4.300"),
        ("", "Tổng cộng", "13.600", "8.700", "4.900"),
    )
    assert sorted(told("Kinh phí\nĐVT: triệu đồng\n" + dump(*rows))) == [
        ("sum_columns", False, -100_000_000),
        ("sum_columns", True, 0),
        ("sum_columns", True, 0),
        ("sum_rows", False, -100_000_000),
        ("sum_rows", True, 0),
        ("sum_rows", True, 0),
    ]


def test_rates_of_a_table_add_up_to_nothing() -> None:
    rows = (("TT", "Nội dung", "Mức chi"), ("1", "Trưởng ban", "400.000"), ("2", "Thành viên", "300.000"))
    assert told("Đơn vị tính: đồng\n" + dump(*rows)) == []


# --- words, shares, years, attachments ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("Hỗ trợ 03 (ba) mô hình.", 0),
        ("Hỗ trợ 03 (bốn) mô hình.", 1),
        ("Kinh phí: 1.120.000.000 đồng (Bằng chữ: Một tỷ một trăm hai mươi triệu đồng).", 0),
        ("Kinh phí: 1.120.000.000 đồng (Bằng chữ: Một tỷ hai trăm mười triệu đồng).", 90_000_000),
        ("Kinh phí: 300 .000 đồng (ba trăm nghìn đồng).", 0),
        ("Kinh phí: 300 .000 đồng (bốn trăm nghìn đồng).", 100_000),
    ],
)
def test_figures_against_words(text: str, difference: int) -> None:
    assert told(text) == [("words_figures", difference == 0, difference)]


@pytest.mark.parametrize(("second", "difference"), [(36, 0), (46, 10)])
def test_a_structure_makes_a_hundred(second: int, difference: int) -> None:
    text = f"Cơ cấu nguồn vốn: ngân sách nhà nước chiếm 64%, vốn của cơ sở chiếm {second}%."
    assert told(text) == [("percent_100", difference == 0, difference)]


def test_percentages_that_divide_nothing_are_not_summed() -> None:
    assert told("Tỷ lệ hộ nghèo giảm còn 2,5%, tỷ lệ hộ cận nghèo giảm còn 3%.") == []


def test_a_period_that_ends_before_it_begins_is_told_and_counts_for_nothing() -> None:
    assert told("Giai đoạn 2030 - 2025 xây dựng 3 mô hình.") == [("period", False, None)]
    assert told("Giai đoạn 2025 - 2030 xây dựng 3 mô hình.") == []


def test_years_outside_the_period_of_the_document() -> None:
    text = "Tổng kinh phí là 10 tỷ đồng, gồm: năm 2025 là 4 tỷ đồng; năm 2031 là 6 tỷ đồng."
    found = [one for one in told(text, Header(kind="plan", period=(2021, 2025))) if one[0] == "period"]
    assert found == [("period", True, None), ("period", False, None)]


HEADER = Header(kind="decision", number="688/QĐ-UBND", issued_on=dt.date(2026, 5, 18), period=(2026, 2030))
BODY = "Căn cứ Luật Đầu tư công;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\n"


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("688/QĐ-UBND", 18, [True, True]),
        ("686/QĐ-UBND", 18, [False, True]),
        ("688/QĐ-UBND", 19, [True, False]),
    ],
)
def test_the_attachment_names_its_decision(number: str, day: int, expected: list[bool]) -> None:
    line = f"(Kèm theo Quyết định số {number} ngày {day} tháng 5 năm 2026 của Ủy ban nhân dân tỉnh)"
    text = f"{BODY}KẾ HOẠCH\n\nKHÔI PHỤC SẢN XUẤT GIAI ĐOẠN 2026 - 2030\n\n{line}\n\nI. MỤC TIÊU\n\nPhục hồi."
    found = checks(text, HEADER)
    assert [one.ok for one in found if one.kind == "header_attachment"] == expected


@pytest.mark.parametrize(
    "line",
    [
        "(Ban hành kèm theo Thông tư số 21/2019/TT-BYT ngày 01 tháng 7 năm 2019 của Bộ trưởng Bộ Y tế)",
        "Đơn theo mẫu số 02 ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 19 tháng 5 năm 2020.",
    ],
)
def test_an_attachment_that_belongs_to_another_document_is_not_compared(line: str) -> None:
    text = f"{BODY}PHỤ LỤC I\n\nMẪU ĐƠN\n\n{line}\n\nI. MỤC TIÊU\n\nPhục hồi."
    assert [one for one in checks(text, HEADER) if one.kind == "header_attachment"] == []


@pytest.mark.parametrize(
    ("expected", "found", "known"),
    [
        (45_510, 45_510_000, "the scales differ by 1.000"),
        (45_510, 4_510, "one digit is lost or added"),
        (45_510, 54_510, "two digits stand in each other's place"),
        (45_510, 45_511, None),
        (0, 5, None),
    ],
)
def test_known_slips(expected: int, found: int, known: str | None) -> None:
    from decimal import Decimal

    assert slip(Decimal(expected), Decimal(found)) == known
