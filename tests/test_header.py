"""Header fields of whole small documents, in the shapes that real ones come in."""

import datetime as dt

import msgspec
import pytest

from kc_extract.header import read_header
from kc_extract.outline import outline
from kc_extract.types import Announced, Article, Document, Header, Signatory
from tests.documents import document


def header(text: str) -> Header:
    made = document(text)
    return read_header(made, outline(made))


def article(text: str, **page: object) -> Header:
    made = msgspec.structs.replace(document(text), article=Article(**page))  # type: ignore[arg-type]
    return read_header(made, outline(made))


_DECISION = """ỦY BAN NHÂN DÂN
TỈNH HẬU GIANG
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số: 412/QĐ-UBND
|
Hậu Giang, ngày
8 tháng 9 năm 2021
|

QUYẾT ĐỊNH

VỀ VIỆC BAN HÀNH CHƯƠNG TRÌNH PHÁT TRIỂN LÀNG NGHỀ TỈNH HẬU GIANG
GIAI ĐOẠN 2022 - 2026

ỦY BAN NHÂN DÂN TỈNH HẬU GIANG

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Chương trình phát triển làng nghề.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Thị Bích Thủy

CHƯƠNG TRÌNH

PHÁT TRIỂN LÀNG NGHỀ TỈNH HẬU GIANG GIAI ĐOẠN 2022 - 2026

(Kèm theo Quyết định số 412/QĐ-UBND ngày 8 tháng 9 năm 2021 của Ủy ban nhân dân tỉnh Hậu Giang)

I. MỤC TIÊU

Phát triển làng nghề.
"""


def test_a_blank_number_is_not_taken_from_a_citation_within_what_is_issued() -> None:
    blank = _DECISION.replace("412/QĐ-UBND", "/QĐ-UBND")
    cited = "I. MỤC TIÊU\n\nThực hiện theo Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022 của Thủ tướng.\n\n"
    assert header(blank.replace("I. MỤC TIÊU\n\n", cited)).number is None
    below = "(Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày 8 tháng 9 năm 2021)"
    assert header(blank.replace("I. MỤC TIÊU\n\n", f"{below}\n\n{cited}")).number == "412/QĐ-UBND"


def test_a_decision_of_a_province() -> None:
    assert header(_DECISION) == Header(
        kind="decision",
        number="412/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Hậu Giang",
        place="Hậu Giang",
        issued_on=dt.date(2021, 9, 8),
        title="BAN HÀNH CHƯƠNG TRÌNH PHÁT TRIỂN LÀNG NGHỀ TỈNH HẬU GIANG GIAI ĐOẠN 2022 - 2026",
        period=(2022, 2026),
        signatories=(Signatory(name="Trần Thị Bích Thủy", title="Phó Chủ tịch"),),
    )


def test_a_number_left_blank_stands_in_the_attachment() -> None:
    assert header(_DECISION.replace("Số: 412/QĐ-UBND", "Số:          /QĐ-UBND")).number == "412/QĐ-UBND"


def test_a_day_left_blank_leaves_the_place_and_the_date_of_the_attachment() -> None:
    found = header(_DECISION.replace("8 tháng 9 năm 2021\n|", "    tháng    năm 2021\n|"))
    assert (found.place, found.issued_on) == ("Hậu Giang", dt.date(2021, 9, 8))


def test_the_columns_may_come_in_either_order() -> None:
    left, right = "SỞ CÔNG THƯƠNG\n\nSố: 15/KH-SCT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    rest = "\n\nCà Mau, ngày 3 tháng 2 năm 2023\n\nKẾ HOẠCH\n\nTuyên truyền về hàng Việt năm 2023\n\nI. MỤC ĐÍCH\n\n"
    expected = ("plan", "15/KH-SCT", "Sở Công Thương", "Cà Mau", (2023, 2023))
    for block in (f"{left}\n\n{right}", f"{right}\n\n{left}"):
        found = header(block + rest)
        assert (found.kind, found.number, found.issuer, found.place, found.period) == expected


def test_of_two_bodies_the_lower_one_issues() -> None:
    found = header(
        "UBND TỈNH CÀ MAU\nSỞ CÔNG THƯƠNG\n\nSố: 20/BC-SCT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
        "BÁO CÁO\n\nKết quả công tác khuyến công quý II năm 2023\n\n"
        "Thực hiện Kế hoạch số 3/KH-UBND, Sở báo cáo như sau:\n"
    )
    assert (found.kind, found.issuer) == ("report", "Sở Công Thương")
    assert found.title == "Kết quả công tác khuyến công quý II năm 2023"


def test_a_letter_has_no_kind_line_and_its_subject_behind_v_v() -> None:
    found = header(
        "UBND TỈNH CÀ MAU\nSỞ CÔNG THƯƠNG\n\nSố: 311/SCT-QLCN\n\nV/v đề xuất danh mục đề án năm 2024\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nCà Mau, ngày 3 tháng 7 năm 2023\n\n"
        "Kính gửi: Sở Tài chính.\n\nSở Công Thương đề nghị.\n"
    )
    assert (found.kind, found.number) == ("letter", "311/SCT-QLCN")
    assert found.title == "đề xuất danh mục đề án năm 2024"


def test_a_law_is_dated_by_the_day_it_was_passed() -> None:
    found = header(
        "QUỐC HỘI\n\nLuật số: 99/2024/QH15\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "LUẬT\n\nKHUYẾN CÔNG\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Phạm vi\n\nLuật này quy định về khuyến công.\n\n"
        "Luật này được Quốc hội khóa XV thông qua ngày 27 tháng 11 năm 2024.\n\n"
        "CHỦ TỊCH QUỐC HỘI\n\n(Đã ký)\n\nLê Văn Bình\n"
    )
    assert (found.kind, found.number, found.issuer) == ("law", "99/2024/QH15", "Quốc hội")
    assert found.issued_on == dt.date(2024, 11, 27)
    assert found.signatories == (Signatory(name="Lê Văn Bình", title="Chủ tịch Quốc hội"),)


def test_the_line_of_authority_names_the_issuer_where_the_block_does_not() -> None:
    text = "QUYẾT ĐỊNH\n\nVề việc thành lập Tổ công tác\n\n{line}\n\nCăn cứ Luật Đầu tư;\n\nĐiều 1. Thành lập.\n"
    assert header(text.format(line="BỘ TRƯỞNG BỘ CÔNG THƯƠNG")).issuer == "Bộ Công Thương"
    assert header(text.format(line="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU")).issuer == "Ủy ban nhân dân tỉnh Cà Mau"
    assert header(text.format(line="THỦ TƯỚNG CHÍNH PHỦ")).issuer == "Thủ tướng Chính phủ"


def test_the_sentence_that_enacts_names_the_issuer_where_nothing_else_does() -> None:
    found = header(
        "QUYẾT ĐỊNH\n\nQUY ĐỊNH GIÁ\n\nThủ tướng Chính phủ ban hành Quyết định về giá.\n\nĐiều 1. Giá\n\nGiá là.\n"
    )
    assert (found.kind, found.title, found.issuer) == ("decision", "QUY ĐỊNH GIÁ", "Thủ tướng Chính phủ")


def test_a_title_that_ends_with_a_body_keeps_it() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\n\nSố: 9/QĐ-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nQUYẾT ĐỊNH\n\n"
        "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA\nỦY BAN NHÂN DÂN TỈNH CÀ MAU\n\nỦY BAN NHÂN DÂN TỈNH CÀ MAU\n\nCăn cứ Luật;\n"
    )
    assert header(text).title == "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH CÀ MAU"


def test_kind_and_title_may_share_a_line_and_a_kind_may_be_broken() -> None:
    head = "CHÍNH PHỦ\n\nSố: 9/NQ-CP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
    assert header(f"{head}NGHỊ QUYẾT VỀ CHUYỂN ĐỔI SỐ\n\nCăn cứ Luật;\n").title == "VỀ CHUYỂN ĐỔI SỐ"
    found = header(f"{head}NGHỊ\nQUYẾT\n\nVỀ CHUYỂN ĐỔI SỐ\n\nCăn cứ Luật;\n")
    assert (found.kind, found.title) == ("resolution", "VỀ CHUYỂN ĐỔI SỐ")


def test_a_basis_is_never_the_documents_own_number() -> None:
    found = header("Căn cứ Nghị định\nsố 12/2019/NĐ-CP ngày 3 tháng 4 năm 2019;\n\nĐiều 1. Quy định giá\n\nGiá là.\n")
    assert found == Header()


def test_a_portals_table_is_a_fallback_only() -> None:
    table = (
        "Số hiệu: 88/QĐ-BCT\n\nLoại văn bản: Quyết định\n\nNơi ban hành: Bộ Công Thương\n\n"
        "Người ký: Lê Văn Bình\n\nNgày ban hành: 05/06/2020\n\n"
    )
    assert header(table + "Nội dung đang được cập nhật.\n") == Header(
        kind="decision",
        number="88/QĐ-BCT",
        issuer="Bộ Công Thương",
        issued_on=dt.date(2020, 6, 5),
        signatories=(Signatory(name="Lê Văn Bình", title=None),),
    )
    assert header(table + _DECISION).number == "412/QĐ-UBND"


def test_an_article_announces_what_its_lead_says_was_issued() -> None:
    found = article(
        "Ngày 7/5/2019, UBND tỉnh Vĩnh Phúc đã ban hành Quyết định số 61/2019/QĐ-UBND phê duyệt Đề án làng nghề "
        "giai đoạn 2019 - 2022, theo Nghị định số 12/2019/NĐ-CP ngày 3/4/2019.",
        headline="Làng nghề có thêm nguồn lực",
        published_on=dt.date(2019, 5, 9),
    )
    assert found == Header(
        kind="article",
        published_on=dt.date(2019, 5, 9),
        title="Làng nghề có thêm nguồn lực",
        period=(2019, 2022),
        announces=Announced(
            number="61/2019/QĐ-UBND", issued_on=dt.date(2019, 5, 7), issuer="Ủy ban nhân dân tỉnh Vĩnh Phúc"
        ),
    )


@pytest.mark.parametrize(
    ("lead", "issuer"),
    [
        ("Thủ tướng vừa ký Quyết định số 12/QĐ-TTg ngày 1/2/2020 về khuyến công.", "Thủ tướng Chính phủ"),
        ("Phó Thủ tướng Lê Văn Bình ký Quyết định số 12/QĐ-TTg ngày 1/2/2020.", "Thủ tướng Chính phủ"),
        ("Bộ Công Thương ban hành Quyết định số 12/QĐ-BCT ngày 1/2/2020.", "Bộ Công Thương"),
        ("UBND tỉnh Cà Mau Lê Văn Ba ký Quyết định số 12/QĐ-UBND ngày 1/2/2020.", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("UBND Cà Mau ban hành Quyết định số 12/QĐ-UBND ngày 1/2/2020.", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Tại Cà Mau, UBND tỉnh Lê Văn Bình ký Quyết định số 12/QĐ-UBND ngày 1/2/2020.", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("UBND tỉnh Lam Thành ban hành Quyết định số 12/QĐ-UBND ngày 1/2/2020.", "Ủy ban nhân dân tỉnh Lam Thành"),
        ("Theo Quyết định số 12/QĐ-UBND ngày 1/2/2020 của UBND tỉnh Cà Mau, mức tăng.", "Ủy ban nhân dân tỉnh Cà Mau"),
    ],
)  # fmt: skip
def test_the_issuer_of_what_is_announced_has_its_full_name(lead: str, issuer: str) -> None:
    announced = article(lead).announces
    assert announced is not None
    assert (announced.issuer, announced.issued_on) == (issuer, dt.date(2020, 2, 1))


def test_the_foot_of_the_page_tells_the_province_that_the_text_does_not() -> None:
    found = article("UBND tỉnh ban hành Kế hoạch số 12/KH-UBND.", site="Cổng thông tin tỉnh Cà Mau").announces
    assert found == Announced(number="12/KH-UBND", issued_on=None, issuer="Ủy ban nhân dân tỉnh Cà Mau")


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị tổng kết công tác khuyến công diễn ra sáng nay.",
        "Mức chi theo quy định của Nghị định số 12/2019/NĐ-CP ngày 3/4/2019 của Chính phủ.",
    ],
)
def test_an_article_without_a_decision_announces_nothing(text: str) -> None:
    assert article(text).announces is None


@pytest.mark.parametrize("text", ["", "\n\n", "Số:", "QUYẾT ĐỊNH", "|\n|\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_no_text_is_refused(text: str) -> None:
    made: Document = document(text)
    assert read_header(made, outline(made)).number is None


@pytest.mark.parametrize(
    "headline",
    [
        "Quyết định số 12/QĐ-UBND: Phê duyệt Chương trình",
        "12/QĐ-UBND: Kế hoạch năm 2031",
        "Toàn văn Quyết định 12/QĐ-UBND",
    ],
)
def test_a_headline_that_opens_with_a_number_announces_it(headline: str) -> None:
    found = article(f"{headline}\n\nTỉnh đặt mục tiêu hỗ trợ 5 mô hình.", headline=headline).announces
    assert found is not None
    assert found.number == "12/QĐ-UBND"


def test_a_headline_that_only_names_a_number_announces_nothing() -> None:
    headline = "Hội nghị sơ kết một năm và bàn giải pháp thực hiện tốt Quyết định số 12/QĐ-UBND"
    assert article(f"{headline}\n\nHội nghị diễn ra sáng nay.", headline=headline).announces is None


_SIDE_BY_SIDE = """ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG NGÃI                Độc lập - Tự do - Hạnh phúc
Số: 123/KH-UBND              Quảng Ngãi, ngày 12 tháng 3 năm 2025

KẾ HOẠCH
Phát triển chăn nuôi năm 2025

I. MỤC TIÊU
Tổng đàn bò đạt 1.500 con.

"""


@pytest.mark.parametrize(
    ("lines", "name", "title"),
    [
        (
            (
                "Nơi nhận:     TM. ỦY BAN NHÂN DÂN",
                "- Như Điều 3;     KT. CHỦ TỊCH",
                "- Lưu: VT.     PHÓ CHỦ TỊCH",
                "",
                "Lê An",
            ),
            "Lê An",
            "Phó Chủ tịch",
        ),
        (
            (
                "Nơi nhận:   TM. ỦY BAN NHÂN DÂN",
                "- Tỉnh ủy;      CHỦ TỊCH",
                "- Các Sở;",
                "- Lưu: VT, KT.      Đặng Ngọc Huy",
            ),
            "Đặng Ngọc Huy",
            "Chủ tịch",
        ),
    ],
)
def test_a_signature_beside_the_recipients_in_plain_text(lines: tuple[str, ...], name: str, title: str) -> None:
    assert header(_SIDE_BY_SIDE + "\n".join(lines)).signatories == (Signatory(name=name, title=title),)


@pytest.mark.parametrize(("opening", "kind"), [("Kính gửi: Các xã, phường", "letter"), ("Thực hiện kế hoạch", "other")])
def test_a_text_that_is_addressed_is_a_letter_where_its_subject_is_lost(opening: str, kind: str) -> None:
    block = "SỞ CÔNG THƯƠNG\nSố: 812/SCT-QLCN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    text = f"{block}\nLam Thành, ngày 05 tháng 5 năm 2026\n\n{opening}\n\nĐề nghị các đơn vị báo cáo trước ngày 30/6."
    assert header(text).kind == kind
