"""Header fields of what portals make of a document: torn and lost lines, tables of properties, gazette headings."""

import datetime as dt

import pytest

from kc_extract.citations import find_citations
from kc_extract.header import read_header
from kc_extract.outline import outline
from kc_extract.readers.boilerplate import article_of
from kc_extract.types import Signatory
from tests.documents import document, paths
from tests.test_header import header

TORN = """ỦY
BAN NHÂN DÂN
TỈNH HẬU GIANG
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
31/2019/QĐ-UBND
|
Vị
Thanh, ngày 4 tháng 3 năm 2019
|
QUYẾT ĐỊNH
VỀ
VIỆC PHÊ DUYỆT QUY HOẠCH CHỢ
TỈNH HẬU GIANG ĐẾN NĂM 2025
ỦY
BAN NHÂN DÂN TỈNH HẬU GIANG
Căn
cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT
ĐỊNH:
Điều 1. Phê duyệt quy hoạch chợ.
"""

_COUNCIL = """HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 8/2018/NQ-HĐND | Cà Mau, ngày 9 tháng 7 năm 2018 |
{title}HỘI ĐỒNG NHÂN DÂN TỈNH CÀ MAU
KHÓA IX, KỲ HỌP THỨ TƯ
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT NGHỊ:
Điều 1. Quy định mức thu.
"""


def test_lines_torn_within_a_phrase_are_read_as_one() -> None:
    found = header(TORN)
    assert found.issuer == "Ủy ban nhân dân tỉnh Hậu Giang"
    assert (found.number, found.place) == ("31/2019/QĐ-UBND", "Vị Thanh")
    assert found.title == "PHÊ DUYỆT QUY HOẠCH CHỢ TỈNH HẬU GIANG ĐẾN NĂM 2025"
    assert found.period == (2019, 2025)


def test_a_place_of_two_lines_is_one_and_a_line_above_it_is_none() -> None:
    assert header(TORN.replace("Vị\nThanh", "TP Vị\nThanh")).place == "TP Vị Thanh"
    assert header(TORN.replace("Vị\nThanh", "Độc lập - Tự do\nVị Thanh")).place == "Vị Thanh"


def test_a_national_title_with_a_misread_letter_is_no_part_of_the_issuer() -> None:
    made = TORN.replace("CỘNG\nHÒA", "CỘNG HỊA").replace("|\nCỘNG", "CỘNG")
    assert header(made).issuer == "Ủy ban nhân dân tỉnh Hậu Giang"


@pytest.mark.parametrize("session", ["KHÓA IX, KỲ HỌP THỨ TƯ", "KHOÁ IX KỲ HỌP CHUYÊN ĐỀ", "NHIỆM KỲ 2016 - 2021"])
def test_term_and_session_are_no_part_of_a_council_s_name(session: str) -> None:
    made = _COUNCIL.format(title="").replace("KHÓA IX, KỲ HỌP THỨ TƯ", session)
    assert header(made).issuer == "Hội đồng nhân dân tỉnh Cà Mau"


def test_a_title_whose_kind_line_was_lost_stands_between_the_date_and_the_issuer() -> None:
    found = header(_COUNCIL.format(title="BAN HÀNH MỨC THU PHÍ\nTHAM QUAN NĂM 2019\n"))
    assert (found.kind, found.title) == ("resolution", "BAN HÀNH MỨC THU PHÍ THAM QUAN NĂM 2019")
    assert found.period == (2019, 2019)


def test_capitals_that_no_title_opens_with_are_no_title() -> None:
    assert header(_COUNCIL.format(title="CƠ SỞ DỮ LIỆU\n")).title is None
    assert header(_COUNCIL.format(title="")).title is None


_TABLE = """Nghị quyết 8/2018/NQ-HĐND năm 2018 về mức thu phí tham quan giai đoạn 2019-2021 do tỉnh Cà Mau ban hành
Số hiệu: 8/2018/NQ-HĐND Loại văn bản: Nghị quyết
Nơi ban hành: Tỉnh Cà Mau Người ký: Lâm Thị Hạnh; Đỗ Văn Tín
Ngày ban hành: 09/07/2018 Ngày hiệu lực: Đang cập nhật
Ngày công báo: Đang cập nhật Số công báo: Đang cập nhật
Tình trạng: Đã biết

"""


def test_what_the_text_lost_is_taken_from_the_portal_s_table_and_name() -> None:
    lost = _COUNCIL.format(title="").replace(" TỈNH CÀ MAU\nKHÓA IX, KỲ HỌP THỨ TƯ", "")
    found = header(_TABLE + lost)
    assert found.issuer == "Hội đồng nhân dân tỉnh Cà Mau"
    assert found.title == "mức thu phí tham quan giai đoạn 2019-2021"
    assert found.period == (2019, 2021)
    assert found.signatories == (
        Signatory(name="Lâm Thị Hạnh", title=None),
        Signatory(name="Đỗ Văn Tín", title=None),
    )


def test_labels_that_touch_the_value_before_them_are_told_apart() -> None:
    glued = _TABLE.replace(" Loại văn bản", "Loại văn bản").replace("Cà Mau Người", "Cà MauNgười")
    found = header(glued)
    assert (found.number, found.issued_on, found.kind) == ("8/2018/NQ-HĐND", dt.date(2018, 7, 9), "resolution")
    assert found.signatories[0].name == "Lâm Thị Hạnh"


def test_a_committee_cut_behind_its_name_is_completed_where_it_acts() -> None:
    cut = TORN.replace("\nTỈNH HẬU GIANG\n-", "\n-").replace("ỦY\nBAN NHÂN DÂN TỈNH HẬU GIANG\n", "")
    assert header(cut).issuer == "Ủy ban nhân dân"
    acting = cut.replace("QUYẾT\nĐỊNH:", "Ủy ban nhân dân tỉnh Hậu Giang xây dựng quy hoạch như sau:")
    assert header(acting).issuer == "Ủy ban nhân dân tỉnh Hậu Giang"


def test_the_document_s_own_number_line_counts_more_than_a_portal_s_name_above_it() -> None:
    named = "Quyết định số 31/QĐ-UBND tỉnh Hậu Giang\n\n" + TORN
    assert header(named).number == "31/2019/QĐ-UBND"


def test_the_body_before_v_v_is_no_part_of_the_title() -> None:
    made = TORN.replace("VỀ\nVIỆC PHÊ DUYỆT", "CỦA ỦY BAN NHÂN DÂN TỈNH V/V PHÊ DUYỆT")
    assert header(made).title == "PHÊ DUYỆT QUY HOẠCH CHỢ TỈNH HẬU GIANG ĐẾN NĂM 2025"


def test_a_letter_of_six_figures_and_a_subject_that_ends_in_capitals() -> None:
    letter = """TỔNG CỤC THUẾ
CỤC THUẾ TP HÀ NỘI
|
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
|
Số: 204417/CTHN-TTHT
V/v hoàn thuế
GTGT
|
Hà Nội, ngày 3 tháng 2 năm 2021
|
Kính gửi: Công ty A
"""
    found = header(letter)
    assert (found.kind, found.number, found.title) == ("letter", "204417/CTHN-TTHT", "hoàn thuế GTGT")


def test_a_number_behind_a_lost_vowel_is_cited_and_a_unit_is_not() -> None:
    made = document(
        TORN.replace("QUYẾT\nĐỊNH:", "Căn cứ Nghị định s20/2008/NĐ-CP của Chính phủ; tốc độ 5 m/s20/2 vòng;")
    )
    sections = outline(made)
    citations, _ = find_citations(made, sections, read_header(made, sections))
    assert [citation.number for citation in citations] == ["20/2008/NĐ-CP"]


def test_an_article_below_a_preamble_that_ends_in_a_comma_is_a_section() -> None:
    made = TORN.replace(
        "QUYẾT\nĐỊNH:", "Chính phủ ban hành Nghị định sửa đổi Nghị định số 5/2011/NĐ-CP quy\nđịnh chi tiết,"
    )
    assert paths(made) == ["Điều 1"]


def test_an_article_cited_behind_a_comma_is_none() -> None:
    made = TORN + "Thực hiện theo quy định tại Điều 2, Điều 3 và điểm a khoản 1 Điều 7, \nĐiều 4 Luật Đầu tư công.\n"
    assert paths(made) == ["Điều 1"]


def test_a_district_named_by_a_figure_is_issuer_place_and_authority() -> None:
    made = TORN.replace("TỈNH HẬU GIANG\n-", "QUẬN 9\n-").replace("Vị\nThanh", "Quận 9")
    made = made.replace("CHỢ\nTỈNH HẬU GIANG ĐẾN", "CHỢ QUẬN 9 ĐẾN").replace(
        "BAN NHÂN DÂN TỈNH HẬU GIANG", "BAN NHÂN DÂN QUẬN 9"
    )
    found = header(made)
    assert (found.issuer, found.place) == ("Ủy ban nhân dân quận 9", "Quận 9")
    assert found.title == "PHÊ DUYỆT QUY HOẠCH CHỢ QUẬN 9 ĐẾN NĂM 2025"


def test_a_place_behind_a_lone_abbreviation_keeps_it() -> None:
    assert header(TORN.replace("Vị\nThanh", "TP.\nVị Thanh")).place == "TP. Vị Thanh"


def test_a_body_cut_in_the_block_is_the_one_of_the_line_of_authority() -> None:
    assert header(TORN.replace("\nTỈNH HẬU GIANG\n-", "\n-")).issuer == "Ủy ban nhân dân tỉnh Hậu Giang"
    office = TORN.replace("TỈNH HẬU GIANG\n-", "TỈNH HẬU GIANG\nSỞ CÔNG THƯƠNG\n-")
    assert header(office).issuer == "Sở Công Thương"


def test_bodies_joined_by_a_dash_issue_together() -> None:
    joint = TORN.replace("TỈNH HẬU GIANG\n-", "TỈNH HẬU GIANG\nSỞ TÀI CHÍNH -\nSỞ CÔNG THƯƠNG\n-")
    assert header(joint).issuer == "Sở Tài chính - Sở Công Thương"


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("8/2018/NQ-HĐND", "QUY ĐỊNH MỨC THU PHÍ CHỢ", "resolution"),
        ("8/2018/TT-BTC", "HƯỚNG DẪN QUẢN LÝ PHÍ CHỢ", "circular"),
    ],
)
def test_a_title_that_opens_with_a_kind_that_is_a_verb_keeps_it(number: str, title: str, kind: str) -> None:
    found = header(_COUNCIL.format(title=title + "\n").replace("8/2018/NQ-HĐND", number))
    assert (found.kind, found.title) == (kind, title)


def test_the_party_s_rules_are_no_decisions() -> None:
    rule = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n---\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố: 31-QĐ/TW\n\nHà Nội, ngày 5 tháng 6 năm 2024"
        "\n\nQUY ĐỊNH\n\nVỀ TIÊU CHUẨN CÁN BỘ\n\nCăn cứ Điều lệ Đảng;\n\nĐiều 1. Phạm vi.\n"
    )
    assert header(rule).kind == "other"


@pytest.mark.parametrize(
    ("title", "period"),
    [("THU CHI NGÂN SÁCH 6 THÁNG CUỐI NĂM 2019", (2019, 2019)), ("ĐẾN CUỐI NĂM 2021", (2019, 2021))],
)
def test_the_last_months_of_a_year_are_of_that_year(title: str, period: tuple[int, int]) -> None:
    assert header(TORN.replace("TỈNH HẬU GIANG ĐẾN NĂM 2025", title)).period == period


def test_a_first_sentence_that_tells_the_day_is_no_headline() -> None:
    news = (
        "Tiếp tục trồng rừng phòng hộ\n\nNgày 5/8/2031 Ủy ban nhân dân tỉnh ban hành Chỉ thị số 9/CT-UBND về việc trồng"
        " rừng phòng hộ trên địa bàn tỉnh\n\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và địa phương tổ "
        "chức trồng rừng.\n"
    )
    found = article_of(news.splitlines())
    assert found is not None
    assert found.headline == "Tiếp tục trồng rừng phòng hộ"


def test_the_icelandic_letter_is_read_as_the_one_that_it_prints() -> None:
    assert paths("CHƯƠNG I\nQUY ÐỊNH CHUNG\n\nÐiều 1. Phạm vi\n\nÐiều 2. Ðối tượng\n") == [
        "Chương I",
        "Chương I/Điều 1",
        "Chương I/Điều 2",
    ]
