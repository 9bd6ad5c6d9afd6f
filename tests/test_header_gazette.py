"""Header fields below the gazette's heading and on a portal's page, which lack the block of two columns."""

import datetime as dt

import pytest

import kc_extract
from kc_extract.citations import find_citations
from kc_extract.header import read_header
from kc_extract.outline import outline
from kc_extract.readers.boilerplate import article_of
from tests.documents import document, paths
from tests.test_header import header
from tests.test_header_portals import TORN

_GAZETTE = """CHỈ THỊ
CỦA THỦ
TƯỚNG CHÍNH PHỦ SỐ 9/2003/CT-TTG
NGÀY 5 THÁNG 8 NĂM 2003 VỀ VIỆC TRỒNG RỪNG
PHÁT TRIỂN KINH TẾ - Xà HỘI NĂM 2004
Trong những năm qua, việc trồng rừng đã đạt được nhiều kết quả quan trọng ở các địa phương trong cả nước.
Thủ tướng Chính phủ yêu cầu các Bộ, ngành, địa phương tập trung thực hiện các nội dung chủ yếu sau:
I. NỘI DUNG CHỦ YẾU
1. Trồng 200 ha rừng.
"""


def test_the_gazette_s_heading_gives_issuer_number_and_date() -> None:
    found = header(_GAZETTE)
    assert (found.kind, found.number, found.issued_on) == ("directive", "9/2003/CT-TTG", dt.date(2003, 8, 5))
    assert found.issuer == "Thủ tướng Chính phủ"
    assert found.title == "TRỒNG RỪNG PHÁT TRIỂN KINH TẾ - Xà HỘI NĂM 2004"
    assert paths(_GAZETTE) == ["I", "I/1"]


def test_a_gazette_heading_without_a_number_is_a_document_too() -> None:
    made = _GAZETTE.replace(" SỐ 9/2003/CT-TTG\nNGÀY 5 THÁNG 8 NĂM 2003 VỀ VIỆC TRỒNG RỪNG", "\nVề việc trồng rừng")
    found = header(made.replace("CỦA THỦ\nTƯỚNG", "CỦA THỦ TƯỚNG"))
    assert (found.kind, found.issuer, found.number) == ("directive", "Thủ tướng Chính phủ", None)
    assert (found.title or "").startswith("trồng rừng")


def test_news_of_a_directive_is_no_document() -> None:
    news = (
        "Thủ tướng Chính phủ ban hành Chỉ thị về trồng rừng\n\n05/08/2003\n\nNgày 5/8, Thủ tướng Chính phủ đã ký "
        "ban hành Chỉ thị số 9/2003/CT-TTg về việc trồng rừng, yêu cầu các địa phương thực hiện trong năm tới.\n"
    )
    assert article_of(news.splitlines()) is not None


def test_a_body_cut_in_the_block_is_the_one_whose_head_decides() -> None:
    headed = TORN.replace("\nTỈNH HẬU GIANG\n-", "\n-").replace(
        "ỦY\nBAN NHÂN DÂN TỈNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"
    )
    assert header(headed).issuer == "Ủy ban nhân dân tỉnh Hậu Giang"


def test_a_number_that_lost_its_kind_is_the_portal_s_own_name_with_the_same_figures() -> None:
    broken = TORN.replace("31/2019/QĐ-UBND", "31/-UBND")
    assert header(f"Quyết định 31/QĐ-UBND\n\n{broken}").number == "31/QĐ-UBND"
    assert header(f"Quyết định 32/QĐ-UBND\n\n{broken}").number is None


def test_the_title_stands_below_the_gazette_s_line_of_number_and_date() -> None:
    gazette = (
        "NGHỊ ĐỊNH\n\ncủa Chính phủ số 59/2007/NĐ-CP ngày 9 tháng 4 năm 2007\n\nVề quản lý chất thải rắn\n\n"
        "CHÍNH PHỦ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n\nCăn cứ Luật Bảo vệ môi trường;\n\n"
        "Điều 1. Phạm vi.\n"
    )
    found = header(gazette)
    assert (found.number, found.title, found.issued_on) == (
        "59/2007/NĐ-CP",
        "Về quản lý chất thải rắn",
        dt.date(2007, 4, 9),
    )


def test_what_is_issued_by_theo_alone_is_a_part_of_its_own() -> None:
    issued = TORN + "\nVỀ HOẠT ĐỘNG CỦA CHỢ\n\n(Ban hành theo Quyết định số 31/2019/QĐ-UBND)\n\nĐiều 1. Phạm vi.\n"
    assert paths(issued) == ["Điều 1", "attachment-1:Điều 1"]


def test_the_stroke_of_fractions_in_a_number_is_read_as_its_slash() -> None:
    made = document(TORN.replace("QUYẾT\nĐỊNH:", "Căn cứ Nghị định số 20⁄2008⁄NĐ-CP của Chính phủ;"))
    sections = outline(made)
    citations, _ = find_citations(made, sections, read_header(made, sections))
    assert [citation.number for citation in citations] == ["20/2008/NĐ-CP"]


_PAGE = """<html><body><ul><li><a href="/">Trang chủ</a></li></ul><div><p>TỔNG CỤC THUẾ<br/>-------</p>
<p>{nation}<br/>Độc lập - Tự do - Hạnh phúc</p><p>Số: 314/TCT-CS<br/>V/v hoàn thuế</p>
<p>Hà Nội, ngày 3 tháng 2 năm 2021</p><p>Kính gửi: Cục Thuế tỉnh Cà Mau.</p><p>Tổng cục Thuế có ý kiến như sau về việc
hoàn thuế của các cơ sở.</p></div><div><h3>Văn bản liên quan</h3><p>Quyết định 77/QĐ-UBND năm 2031</p></div>
</body></html>"""


@pytest.mark.parametrize("nation", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HỊA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_a_letter_on_a_web_page_ends_where_the_portal_s_links_begin(nation: str) -> None:
    made = kc_extract.read(_PAGE.format(nation=nation).encode())
    found = read_header(made, outline(made))
    assert (found.kind, found.number, found.place) == ("letter", "314/TCT-CS", "Hà Nội")
    assert "77/QĐ-UBND" not in made.text
