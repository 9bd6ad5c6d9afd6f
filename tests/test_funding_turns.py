"""Turns of phrase around an amount: gifts, changes, headlines, sums out of which others come, rates and their parts."""

import pytest

from kc_extract.funding import unpaid
from tests.documents import context
from tests.test_funding import one, records
from tests.test_funding_tree import tree


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Hơn 17 tỷ đồng nâng cấp đê bao", "total"),
        ("Tỉnh phê duyệt 12 tỷ đồng để tôn tạo di tích.", "total"),
        ("Chính phủ sẽ dành 900 tỷ đồng để hỗ trợ người nghèo.", "total"),
        ("Phân kỳ thực hiện năm 2026 hơn 3 tỷ đồng.", "total"),
        ("Dự án có tổng mức đầu tư hơn 640 tỷ đồng.", "total"),
        ("Dự án có tổng mức đầu tư trên 640 tỷ đồng, trong đó 200 tỷ đồng dành cho đợt đầu.", "total"),
        ("Trao 40 phần quà, mỗi phần quà có giá trị 700.000 đồng.", "norm"),
        ("Trao tặng 40 xe đạp với tổng giá trị 72 triệu đồng.", "total"),
        ("Quà tặng là hiện vật trị giá 350.000 đồng/suất.", "norm"),
        ("1.500.000 đồng/người đối với người từ 95 tuổi trở lên.", "norm"),
        ("Mỗi cụ được nhận một suất quà là 450.000 đồng.", "norm"),
        ("Hỗ trợ mỗi tháng 650.000 đồng.", "norm"),
        ("Chi phí của dự án gồm phần vốn đối ứng của người dân 3 tỷ đồng.", "total"),
        ("Các hạng mục: san nền 3 tỷ đồng.", "total"),
    ],
)
def test_money_is_known_by_the_turn_of_phrase(text: str, role: str) -> None:
    assert records(text)[0].role == role


@pytest.mark.parametrize(
    "text",
    [
        "Kho hàng trị giá 900 triệu đồng bị cháy.",
        "Doanh thu đạt 9 tỷ đồng để chia cho các bên.",
        "Các tài sản có tổng giá trị 40 tỷ đồng.",
        "Các dự án có tổng mức đầu tư trên 15 tỷ đồng phải lập báo cáo.",
        "Thu phí, lệ phí đạt 210 tỷ đồng.",
        "Thu thuế đạt 1.900 tỷ đồng, thu tiền sử dụng đất đạt 870 tỷ đồng.",
        "Trong hơn 1.700 tỷ đồng thu ngân sách, thu nội địa là 1.500 tỷ đồng.",
    ],
)
def test_the_same_words_elsewhere_pay_nothing(text: str) -> None:
    assert records(text) == ()


def test_a_change_against_an_earlier_figure_is_no_payment() -> None:
    text = "Mức quà là 1.300.000 đồng/suất, tăng 200.000 đồng so với năm 2023."
    assert [record.low_vnd for record in records(text)] == [1_300_000]
    assert [found.reason for found in unpaid(*context(text))] == ["value_nobody_pays"]


def test_the_earlier_figure_is_left_behind_and_its_bound_goes_to_the_new_one() -> None:
    record = one("Nâng mức cho vay tối đa từ 40 triệu đồng/hộ lên 90 triệu đồng/hộ.")
    assert (record.low_vnd, record.high_vnd, record.qualifier) == (None, 90_000_000, "at_most")


def test_a_fine_up_to_an_amount_is_bounded() -> None:
    record = one("Phạt tiền đến 8.000.000 đồng đối với hành vi đổ trộm phế thải.")
    assert (record.low_vnd, record.high_vnd) == (None, 8_000_000)


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Phí thẩm định hồ sơ như sau: Cấp mới: 900.000 đồng/giấy; cấp đổi: 600.000 đồng/giấy.", "charge"),
        ("Kinh phí hỗ trợ như sau: Cấp tỉnh: 900.000 đồng/lớp; cấp xã: 600.000 đồng/lớp.", "spend"),
    ],
)
def test_a_weak_word_behind_a_colon_yields_to_what_stands_ahead_of_it(text: str, nature: str) -> None:
    assert [record.nature for record in records(text)] == [nature, nature]


def test_closed_brackets_are_asides() -> None:
    record = one("Nguồn ngân sách (tiết kiệm 5% chi thường xuyên) là 3,4 tỷ đồng dành cho các hộ nghèo.")
    assert record.nature == "spend"


def test_a_sign_that_a_scan_made_of_a_date_is_no_money_but_a_monthly_sum_is() -> None:
    assert records("Quyết định ngày 2£ tháng 5 năm 2020 về kinh phí.") == ()
    assert one("Trợ cấp mỗi tháng 5 USD.").currency == "USD"


@pytest.mark.parametrize(
    ("text", "nature", "role"),
    [
        ("- 02 giải Nhì, trị giá 1.800.000 đồng.", "prize", "norm"),
        ("Hội thi trao giải khuyến khích. Mỗi giải trị giá 600.000 đồng.", "prize", "norm"),
        ("Trao 9 suất cho học sinh, mỗi suất trị giá 2 triệu đồng; 4 suất trị giá 3 triệu đồng/suất.", "spend", "norm"),
        ("Hộ bị thiệt hại trên 70% diện tích được hỗ trợ 2 triệu đồng/ha.", "spend", "norm"),
        ("Người bị thu hồi đất được hỗ trợ tiền đi lại theo giá vé với mức tối đa 90.000 đồng/người.", "spend", "norm"),
        ("(Tổng số 40 triệu đồng tiền giải thưởng).", "prize", "total"),
        ("Người lao động tự do thì đóng 12.000 đồng/người/năm.", "spend", "norm"),
    ],
)  # fmt: skip
def test_what_is_granted_is_told_by_the_verb_that_grants_it(text: str, nature: str, role: str) -> None:
    assert {(record.nature, record.role) for record in records(text)} == {(nature, role)}


@pytest.mark.parametrize(
    "text",
    [
        "Hộ có thu nhập thấp hơn 2 triệu đồng/tháng thì được xét.",
        "Số tiền đóng = (phụ cấp tính theo mức 1.490.000 đồng/tháng) x 4,5%.",
        "Hộ được hỗ trợ cây giống có thu nhập 50 triệu đồng/năm.",
    ],
)
def test_a_condition_a_step_and_an_income_are_no_grant(text: str) -> None:
    assert records(text) == ()


def test_a_list_that_semicolons_carry_on_goes_by_the_line_that_opens_it() -> None:
    text = (
        "Mức trợ cấp của trưởng thôn là 900.000 đồng/tháng;\n\nĐối với phó thôn: 700.000 đồng/tháng;\n\n"
        "Đối với các chức danh khác: 500.000 đồng/tháng."
    )
    assert [(record.low_vnd, record.role) for record in records(text)] == [
        (900_000, "norm"),
        (700_000, "norm"),
        (500_000, "norm"),
    ]
    assert records("Diện tích tăng 5 ha;\n\nĐối với phó thôn: 700.000 đồng/tháng;") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mức hỗ trợ tối đa là: cây ngắn ngày 3 triệu đồng/hộ; cây dài ngày 5 triệu đồng/hộ.",
        "Mức hỗ trợ tối đa cho trong nước là 3 triệu đồng/đơn vị; 5 triệu đồng/đơn vị đi nước ngoài.",
    ],
)
def test_a_ceiling_holds_for_the_list_behind_it(text: str) -> None:
    assert [(record.low_vnd, record.high_vnd) for record in records(text)] == [(None, 3_000_000), (None, 5_000_000)]


def test_the_largest_of_several_is_no_ceiling() -> None:
    text = "Hỗ trợ cao nhất là thủy sản với mức 450 triệu đồng/mô hình. Xã Tân An được cấp ít nhất (7 triệu đồng)."
    assert [record.qualifier for record in records(text)] == ["exact", "exact"]


# --- parts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí là 9 tỷ đồng.\n\nTrong đó, sửa cầu 5 tỷ đồng, sửa đường 4 tỷ đồng.",
        "Trong tổng số 9 tỷ đồng, chi phí sửa cầu là 5 tỷ đồng, chi phí sửa đường là 4 tỷ đồng.",
        "Kinh phí 9 tỷ đồng. Cụ thể, ngân sách tỉnh 5 tỷ đồng. Nguồn vốn lồng ghép 4 tỷ đồng.",
        "Tổng vốn 9 tỷ đồng, trong đó tổng chi phí thực hiện 5 tỷ đồng, chi phí dự phòng 4 tỷ đồng.",
        "Kinh phí 9 tỷ đồng, trong đó xã Long Hải có tổng số tiền 5 tỷ đồng; xã Tân Hải có tổng số tiền 4 tỷ đồng.",
        "Kinh phí 9 tỷ đồng, trong đó xã Long Hải nhận 5 tỷ đồng; xã Tân Hải đã được phân bổ 4 tỷ đồng.",
    ],
)
def test_parts_are_known_by_what_opens_them(text: str) -> None:
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", "f1"]


def test_an_inner_list_ends_at_the_semicolon_of_the_outer_one() -> None:
    text = (
        "Kinh phí 20 tỷ đồng, trong đó ngân sách tỉnh 12 tỷ đồng, gồm vốn đầu tư 7 tỷ đồng và vốn sự nghiệp 5 tỷ đồng; "
        "ngân sách cấp huyện 8 tỷ đồng."
    )
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", "f2", "f2", "f1"]


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí là 9 tỷ đồng.\n\nNăm sau chi 5 tỷ đồng.",
        "Tổng kinh phí 9 tỷ đồng, gồm ngân sách tỉnh 9 tỷ đồng.\n\nCụ thể, ngân sách tỉnh 9 tỷ đồng được cấp dần.",
    ],
)
def test_a_paragraph_that_splits_nothing_holds_no_parts(text: str) -> None:
    assert tree(text)[-1][1] is None


def test_what_adds_to_a_split_is_no_part_of_it() -> None:
    text = "Tổng kinh phí 9 tỷ đồng. Trong đó, ngân sách tỉnh 9 tỷ đồng. Ngoài ra, ngân sách xã chi thêm 2 tỷ đồng."
    assert [part_of for _, part_of, _ in tree(text)] == [None, "f1", None]


def test_a_rate_is_made_up_of_parts() -> None:
    text = "Tặng quà mức 800.000 đồng/người, gồm 500.000 đồng tiền mặt và hiện vật trị giá 300.000 đồng."
    found = records(text)
    assert [(record.role, record.part_of) for record in found] == [("norm", None), ("part", "f1"), ("part", "f1")]


def test_a_sum_beside_a_rate_is_no_part_of_it() -> None:
    text = "Hỗ trợ 2.000.000 đồng/hộ cho 500 hộ, gồm các hộ nghèo; kinh phí 1.000.000.000 đồng."
    assert [(record.role, record.part_of) for record in records(text)] == [("norm", None), ("total", None)]


def test_what_a_sentence_grants_beside_a_rate_is_a_rate_too() -> None:
    text = "Ruộng hai vụ được hỗ trợ 1,2 triệu đồng/ha; ruộng một vụ được hỗ trợ 800 nghìn đồng."
    assert [record.role for record in records(text)] == ["norm", "norm"]
    text = "Nhà xây mới được hỗ trợ 60 triệu đồng/nhà; đến nay đã được hỗ trợ 90 tỷ đồng."
    assert [record.role for record in records(text)] == ["norm", "total"]


# --- sources ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Cấp 8 tỷ đồng từ ngân sách dự phòng Trung ương.", "central_budget"),
        ("Chi 8 tỷ đồng (từ nguồn kinh phí Trung ương bổ sung).", "central_budget"),
        ("Kinh phí 8 tỷ đồng do ngân sách T.Ư cấp.", "central_budget"),
        ("Kinh phí 8 tỷ đồng từ nguồn ngân sách tỉnh.", "provincial_budget"),
    ],
)
def test_budgets_are_known_by_more_names(text: str, source: str) -> None:
    assert one(text).source == source


def test_parts_outside_the_source_of_their_total_leave_it_to_no_other_part() -> None:
    text = "Vốn từ ngân sách tỉnh 9 tỷ đồng, trong đó ngân sách tỉnh 4 tỷ đồng, vốn ODA 3 tỷ đồng, nguồn thu 2 tỷ đồng."
    assert [record.source for record in records(text)] == [
        "provincial_budget",
        "provincial_budget",
        "foreign_aid",
        "unspecified",
    ]


def test_budgets_within_the_state_budget_leave_a_total_to_it() -> None:
    text = (
        "III. KINH PHÍ\n1. Nguồn kinh phí do ngân sách nhà nước bảo đảm.\n"
        "2. Tổng nhu cầu: 9 tỷ đồng, trong đó ngân sách trung ương 5 tỷ đồng, ngân sách tỉnh 4 tỷ đồng."
    )
    assert [record.source for record in records(text)] == ["state_budget", "central_budget", "provincial_budget"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ngân sách tỉnh 5.000 triệu đồng, trong đó: năm 2027: 2.000 triệu đồng; năm 2028: 3.000 triệu đồng.",
            [None, (2027, 2027), (2028, 2028)],
        ),
        ("Kinh phí 8 tỷ đồng, bao gồm năm 2027 bố trí 3 tỷ đồng.", [None, (2027, 2027)]),
        ("Kinh phí 8 tỷ đồng trong năm 2027.", [(2027, 2027)]),
    ],
)
def test_the_years_of_the_parts_are_not_those_of_the_whole(text: str, expected: list[tuple[int, int] | None]) -> None:
    assert [record.period for record in records(text)] == expected


def test_a_part_for_funerals_is_a_part_and_no_fee() -> None:
    found = records("Kinh phí: 70 tỷ đồng do ngân sách tỉnh bảo đảm, trong đó, hỗ trợ mai táng phí 8 tỷ đồng.")
    assert [(record.role, record.nature) for record in found] == [("total", "spend"), ("part", "spend")]


def test_capital_that_a_budget_grants_is_spent_and_what_a_company_has_is_not() -> None:
    assert one("Vốn điều lệ của Quỹ do ngân sách trung ương cấp tối thiểu là 700 tỷ đồng.").nature == "spend"
    assert not records("Vốn điều lệ của công ty là 20 tỷ đồng.")
