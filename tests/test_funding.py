"""Amounts to funding records, grouped by what the phrase means; amounts that are no funding among them."""

from decimal import Decimal

import pytest

from kc_extract.funding import aims, find_funding, shares, unpaid
from kc_extract.types import Funding, Header
from tests.documents import context


def records(text: str, header: Header | None = None) -> tuple[Funding, ...]:
    found, index = context(text, header)
    return find_funding(found, index)


#: What opens a decision, so that the plain reader takes the lines below for a document and not for a page around one.
DECISION = "Căn cứ Luật Đầu tư công;\nQUYẾT ĐỊNH:\n"


def one(text: str, header: Header | None = None) -> Funding:
    (record,) = records(text, header)
    return record


# --- what is funding, and what is not ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "nature", "role"),
    [
        ("Kinh phí thực hiện: 850 triệu đồng.", "spend", "total"),
        ("Phân bổ 12 tỷ đồng cho các xã.", "spend", "total"),
        ("Lệ phí cấp giấy phép: 200.000 đồng/giấy.", "charge", "norm"),
        ("Giá dịch vụ thu gom rác: 30.000 đồng/hộ/tháng.", "charge", "norm"),
        ("Phạt tiền từ 5.000.000 đồng đến 10.000.000 đồng đối với hành vi không niêm yết giá.", "fine", "norm"),
        ("Giải Nhất: 15.000.000 đồng.", "prize", "norm"),
        ("Tổng số tiền thưởng là 120.000.000 đồng.", "prize", "total"),
        ("Tổng giá trị giải thưởng là 120.000.000 đồng.", "prize", "total"),
        ("Tỉnh được giao 3,5 tỷ đồng kinh phí khuyến công quốc gia.", "spend", "total"),
        ("Tặng 50 suất quà, mỗi suất trị giá 1 triệu đồng.", "spend", "norm"),
    ],
)
def test_money_that_somebody_pays_is_a_record(text: str, nature: str, role: str) -> None:
    record = one(text)
    assert (record.nature, record.role) == (nature, role)


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu kim ngạch xuất khẩu đạt 500 triệu USD.",
        "Tổng thu ngân sách trên địa bàn đạt 20.000 tỷ đồng.",
        "Thu hút 15 dự án với tổng vốn đăng ký 2.300 tỷ đồng.",
        "Doanh thu của cơ sở tăng từ 2 tỷ đồng lên 3,5 tỷ đồng/năm.",
        "Thu nhập bình quân đạt 85 triệu đồng/người/năm.",
        "Tạo việc làm cho 350 lao động với mức thu nhập bình quân 7 triệu đồng/người/tháng.",
        "Giá trị sản xuất công nghiệp đạt 45.000 tỷ đồng.",
    ],
)
def test_money_aimed_at_is_a_target(text: str) -> None:
    found, index = context(text)
    money = [mention for mention in found.reading.mentions if mention.kind == "money"]
    assert money
    assert set(money) <= set(aims(found, index))
    assert find_funding(found, index) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tài sản khác có giá trị từ 500 triệu đồng trở lên.", "value_nobody_pays"),
        ("Các dự án có tổng mức đầu tư dưới 45 tỷ đồng do Ủy ban nhân dân huyện quyết định.", "value_nobody_pays"),
        ("Mức Nhà nước hỗ trợ về y tế (4,5% x 1.150.000 đồng/người/tháng).", "value_nobody_pays"),
        ("Lương cơ sở 2.340.000 đồng/tháng.", "value_nobody_pays"),
        ("Đến 1 tỷ đồng mức thu phí theo quy định.", "value_nobody_pays"),
        ("Giá lúa tại ruộng dao động từ 9.000 đồng đến 9.200 đồng/kg.", "market_price"),
    ],
)
def test_money_that_nobody_pays_is_no_record_but_named(text: str, reason: str) -> None:
    found, index = context(text)
    assert find_funding(found, index) == ()
    assert [exclusion.reason for exclusion in unpaid(found, index)] == [reason]


def test_a_sum_named_with_its_project_is_no_threshold() -> None:
    assert one("Đề án có tổng vốn đầu tư 1,5 tỷ đồng.").role == "total"


@pytest.mark.parametrize("text", ["Hà Nội, ngày 2£ tháng 5 năm 2010.", "Kinh phí được cấp từ tháng 5£."])
def test_a_scanned_date_is_no_money(text: str) -> None:
    assert records(text) == ()


def test_an_amount_that_nothing_explains_is_left_out() -> None:
    assert records("Có 5 triệu đồng.") == ()


def test_words_behind_an_amount_are_not_a_second_amount() -> None:
    record = one("Kinh phí: 850 triệu đồng (Tám trăm năm mươi triệu đồng), từ ngân sách tỉnh.")
    assert (record.low_vnd, record.source) == (850_000_000, "provincial_budget")


def test_a_price_is_a_charge_where_the_document_sets_it_and_reported_elsewhere() -> None:
    text = "Ghi chú: cứ mỗi 1.000 m tính giá thêm 1.000 đồng/lượt."
    assert one(text, Header(kind="decision")).nature == "charge"
    assert records(text, Header(kind="report")) == ()


# --- amounts ------------------------------------------------------------------------------------------------------


def test_an_amount_in_vnd_is_whole_and_exact() -> None:
    record = one("Kinh phí hỗ trợ là 5.747.681.830 đồng.")
    assert (record.currency, record.low_vnd, record.high_vnd) == ("VND", 5_747_681_830, 5_747_681_830)
    assert record.amount_text == "5.747.681.830 đồng"


def test_a_foreign_amount_has_no_vnd() -> None:
    record = one("Vốn ODA: 20 triệu USD.")
    assert (record.currency, record.low, record.low_vnd) == ("USD", Decimal(20_000_000), None)


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("Dự kiến tổng kinh phí thực hiện chương trình: 5 tỷ đồng.", "about", 5 * 10**9, 5 * 10**9),
        ("Tổng kinh phí (dự kiến): 5 tỷ đồng.", "about", 5 * 10**9, 5 * 10**9),
        ("Tổng kinh phí dự kiến giai đoạn 2024 - 2025: 5 tỷ đồng.", "about", 5 * 10**9, 5 * 10**9),
        ("Tổng kinh phí giai đoạn 2024 - 2025: 5 tỷ đồng.", "exact", 5 * 10**9, 5 * 10**9),
        ("Dự kiến hỗ trợ 10 cơ sở, kinh phí 5 tỷ đồng.", "exact", 5 * 10**9, 5 * 10**9),
        ("Mức hỗ trợ tối đa cho mỗi mô hình là 300 triệu đồng.", "at_most", None, 300 * 10**6),
        ("Hỗ trợ không quá 300 triệu đồng/mô hình.", "at_most", None, 300 * 10**6),
    ],
)
def test_qualifiers_stand_near_or_far(text: str, qualifier: str, low: int | None, high: int | None) -> None:
    record = one(text)
    assert (record.qualifier, record.low_vnd, record.high_vnd) == (qualifier, low, high)


# --- norms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Mức hỗ trợ: 30.000.000 đồng/mô hình.", "mô hình"),
        ("Mức hỗ trợ: 160.000 đồng (một trăm sáu mươi nghìn đồng)/trẻ/tháng.", "trẻ/tháng"),
        ("Mỗi hộ nghèo được hỗ trợ 40 triệu đồng để xây nhà ở.", "hộ nghèo"),
        ("Chi phí hỗ trợ cho mỗi cá nhân không vượt quá 100.000 đồng/năm.", "cá nhân/năm"),
        ("Hỗ trợ 20 triệu đồng cho một cơ sở.", "cơ sở"),
        ("Hỗ trợ một lần 500.000.000 đồng cho bác sĩ về công tác tại tỉnh.", None),
        ("Kinh phí: 10 triệu đồng/năm x 05 năm.", "năm"),
        ("Mỗi năm hỗ trợ hộ nghèo 5 triệu đồng.", "năm"),
    ],
)
def test_rates_are_norms_per_what_they_count(text: str, per: str | None) -> None:
    record = one(text)
    assert (record.role, record.per) == ("norm", per)


def test_what_a_year_costs_is_a_total() -> None:
    record = one("Nhu cầu kinh phí khoảng 35 - 40 tỷ đồng/năm từ ngân sách địa phương.")
    assert (record.role, record.source) == ("total", "local_budget")


def test_a_grant_is_a_norm_where_the_title_sets_a_policy() -> None:
    text = "Trường hợp tốt nghiệp loại giỏi được hỗ trợ 50 triệu đồng."
    assert one(text, Header(title="Quy định chính sách thu hút bác sĩ")).role == "norm"
    assert one(text).role == "total"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Hỗ trợ 50% chi phí mua máy nhưng không quá 300 triệu đồng/cơ sở.", "50"),
        ("Mức hỗ trợ bằng 30% chi phí, tối đa 100 triệu đồng/mô hình.", "30"),
        ("Hỗ trợ 80% chi phí thuê gian hàng, không quá 90 triệu đồng/cơ sở.", "80"),
        ("Hỗ trợ 30% nhưng tối đa 50 triệu đồng.", "30"),
        ("Hỗ trợ 50%, mức hỗ trợ không quá 100 triệu đồng/cơ sở.", "50"),
    ],
)
def test_a_percentage_with_a_ceiling_is_its_share(text: str, share: str) -> None:
    found, index = context(text)
    (record,) = find_funding(found, index)
    assert (record.share, record.qualifier) == (Decimal(share), "at_most")
    (percent,) = shares(found, index)
    assert found.text[percent.start : percent.end].endswith(f"{share}%")


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ 100% chi phí thuê gian hàng; chi phí vận chuyển 5.000.000 đồng/cơ sở.",
        "Giải ngân đạt 96%. Mức hỗ trợ không quá 5.000.000 đồng/cơ sở.",
        "Tăng 15% so với năm trước, không quá 5 tỷ đồng.",
    ],
)
def test_a_percentage_in_another_phrase_is_no_share(text: str) -> None:
    found, index = context(text)
    assert shares(found, index) == ()
    assert all(record.share is None for record in find_funding(found, index))


def test_for_whom_and_when_are_kept_as_written() -> None:
    record = one("Mức 400.000 đồng/người/buổi áp dụng đối với Trưởng ban, nếu họp ngoài giờ.")
    assert (record.beneficiary, record.condition) == ("Trưởng ban", "họp ngoài giờ")


# --- whose money --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Kinh phí khuyến công quốc gia hỗ trợ: 9 tỷ đồng.", "national_promotion"),
        ("Kinh phí 9 tỷ đồng từ nguồn khuyến công địa phương.", "local_promotion"),
        ("Ngân sách tỉnh hỗ trợ: 9 tỷ đồng.", "provincial_budget"),
        ("Ngân sách cấp huyện: 9 tỷ đồng.", "district_budget"),
        ("Ngân sách huyện, thị xã, thành phố: 9 tỷ đồng.", "district_budget"),
        ("Ngân sách xã, phường: 9 tỷ đồng.", "commune_budget"),
        ("Ngân sách địa phương: 9 tỷ đồng.", "local_budget"),
        ("NSTW: 9 tỷ đồng.", "central_budget"),
        ("Kế hoạch kinh phí khuyến công địa phương là 9 tỷ đồng.", "local_promotion"),
        ("Kinh phí 9 tỷ đồng từ nguồn dự phòng của ngân sách trung ương.", "central_budget"),
        ("Kinh phí 9 tỷ đồng, do ngân sách nhà nước bảo đảm.", "state_budget"),
        ("Nguồn đóng góp của các cơ sở: 9 tỷ đồng.", "beneficiary"),
        ("Vốn đối ứng của doanh nghiệp: 9 tỷ đồng.", "beneficiary"),
        ("Vốn đối ứng từ ngân sách địa phương: 9 tỷ đồng.", "local_budget"),
        ("Ngân sách xã đối ứng 9 tỷ đồng.", "commune_budget"),
        ("Vốn vay tín dụng: 9 tỷ đồng.", "credit"),
        ("Vốn ODA: 9 tỷ đồng.", "foreign_aid"),
        ("Nguồn xã hội hoá: 9 tỷ đồng.", "private"),
        ("Vốn ngoài ngân sách và các nguồn vốn hợp pháp khác: 9 tỷ đồng.", "other"),
        ("Vốn huy động hợp pháp khác: 9 tỷ đồng.", "other"),
        ("Nguồn huy động hợp pháp khác: 9 tỷ đồng.", "other"),
        ("Vốn huy động khác: 9 tỷ đồng.", "other"),
        ("Vốn hợp pháp khác: 9 tỷ đồng.", "other"),
        ("Kinh phí khuyến công địa phương (ngân sách tỉnh): 9 tỷ đồng.", "local_promotion"),
    ],
)
def test_the_words_around_an_amount_name_its_source(text: str, source: str) -> None:
    assert one(text).source == source


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí thực hiện: 9 tỷ đồng.",
        "Kinh phí từ ngân sách nhà nước, nguồn xã hội hóa và các nguồn hợp pháp khác là 9 tỷ đồng.",
        "Kinh phí 9 tỷ đồng, được huy động từ vốn ngân sách nhà nước, vốn ngoài ngân sách.",
        "Kế hoạch khuyến công địa phương năm 2023 có kinh phí thực hiện: 9 tỷ đồng.",
        "Giải ngân được 9 tỷ đồng (không bao gồm vốn ngân sách trung ương).",
        "Bổ sung kinh phí cho ngân sách huyện: 9 tỷ đồng.",
        "Kinh phí khuyến công hỗ trợ: 9 tỷ đồng.",
    ],
)
def test_a_mix_or_silence_is_unspecified(text: str) -> None:
    assert one(text).source == "unspecified"


def test_a_clause_on_the_money_of_the_document_covers_its_records() -> None:
    text = (
        f"{DECISION}Điều 3. Mức hỗ trợ\nHỗ trợ thành lập doanh nghiệp: 12.000.000 đồng/doanh nghiệp.\n"
        "Điều 4. Nguồn kinh phí\nKinh phí thực hiện Nghị quyết này do ngân sách tỉnh bảo đảm."
    )
    assert one(text).source == "provincial_budget"


def test_a_clause_ahead_of_an_amount_covers_the_records_of_the_document() -> None:
    text = (
        "Điều 2. Mức hỗ trợ\n\n1. Hỗ trợ tiền ăn 30.000 đồng/người/ngày.\n\nĐiều 3. Kinh phí thực hiện\n\n"
        "Kinh phí thực hiện do ngân sách tỉnh bảo đảm; dự kiến 15 tỷ đồng."
    )
    assert {record.source for record in find_funding(*context(text))} == {"provincial_budget"}


def test_a_duty_to_find_money_covers_nothing() -> None:
    text = (
        f"{DECISION}Điều 3. Mức hỗ trợ\nHỗ trợ thành lập doanh nghiệp: 12.000.000 đồng/doanh nghiệp.\n"
        "Điều 4. Nguồn kinh phí\nSở Tài chính căn cứ khả năng ngân sách tỉnh, tham mưu bố trí kinh phí."
    )
    assert one(text).source == "unspecified"


def test_a_clause_that_names_other_clauses_covers_them() -> None:
    text = (
        f"{DECISION}Điều 2. Mức trợ giúp\n1. Hỗ trợ nhà ở với mức 3.000.000 đồng/hộ.\n"
        "2. Hỗ trợ y tế với mức 50.000 đồng/hộ.\n"
        "Điều 3. Nguồn hỗ trợ\n1. Ngân sách trung ương hỗ trợ theo quy định tại khoản 1 Điều 2 Quyết định này."
    )
    assert [record.source for record in records(text)] == ["central_budget", "unspecified"]


def test_fees_are_paid_by_whoever_owes_them() -> None:
    text = "1. Lệ phí cấp giấy phép: 600.000 đồng/giấy phép.\n2. Nộp 100% số lệ phí thu được vào ngân sách nhà nước."
    assert one(text).source == "unspecified"


# --- where --------------------------------------------------------------------------------------------------------


def test_a_sum_pays_for_the_section_above_its_cost() -> None:
    text = (
        "I. NỘI DUNG\n1. Đào tạo nghề\n1.1. Nội dung\nMở lớp.\n1.2. Kinh phí thực hiện\n"
        "Tổng kinh phí là 4 tỷ đồng.\n"
        "II. KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH\nTổng kinh phí là 4 tỷ đồng."
    )
    assert [(record.section, record.activity) for record in records(text)] == [("I/1/1.2", "I/1"), ("II", None)]


def test_a_norm_pays_for_its_item_or_the_item_above_a_grade() -> None:
    text = (
        "I. MỨC CHI\n1. Hỗ trợ mô hình\na) Mô hình mới: 800 triệu đồng/mô hình;\n"
        "b) Mô hình cũ: 100 triệu đồng/mô hình.\n"
        "2. Thưởng sản phẩm\na) Cấp tỉnh: 4.000.000 đồng/sản phẩm;\nb) Cấp quốc gia: 10.000.000 đồng/sản phẩm."
    )
    assert [record.activity for record in records(text)] == ["I/1/a", "I/1/b", "I/2", "I/2"]


def test_ids_count_in_text_order() -> None:
    found = records("Chi 1 tỷ đồng. Chi 2 tỷ đồng. Chi 3 tỷ đồng.")
    assert [record.id for record in found] == ["f1", "f2", "f3"]
    assert [record.span for record in found] == sorted(record.span for record in found)


@pytest.mark.parametrize("text", ["Tang vật trị giá 200.000 đồng.", "Tồn quỹ tiền mặt 500.000 đồng."])
def test_what_is_only_worth_so_much_is_not_paid(text: str) -> None:
    assert records(text) == ()
