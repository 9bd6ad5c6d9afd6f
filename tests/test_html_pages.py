"""Whole pages: the decision on a legal portal, the article on a news page, and what is neither."""

import datetime as dt
import gzip

import pytest

from kc_extract.errors import UnreadableError
from kc_extract.readers.html import read_html
from kc_extract.types import Input, Limits, Line, TableContent

PROSE = (
    "Theo đó, chương trình đặt mục tiêu hỗ trợ xây dựng 12 mô hình trình diễn kỹ thuật cho các cơ sở công nghiệp nông "
    "thôn trên địa bàn tỉnh, với tổng kinh phí 4,5 tỷ đồng từ ngân sách tỉnh."
)
MORE = (
    "Sở Công Thương chủ trì, phối hợp với các sở, ngành và địa phương tổ chức thực hiện, định kỳ hằng năm báo cáo kết "
    "quả với Ủy ban nhân dân tỉnh."
)
TITLE = "Tỉnh Sông Lam phê duyệt Chương trình khuyến công giai đoạn 2031 - 2035"
MENU = "<nav><ul><li>Trang chủ<li>Văn bản<li>Tra cứu 1900</ul></nav>"
FOOT = "<footer><p>Điện thoại: (0999) 3 111 222</p><p>Địa chỉ: Số 5, đường Bờ Sông</p></footer>"
CONTENTS = (
    "<div><span>Mục lục</span><div>Điều 1. Phê duyệt chương trình</div><div>Điều 2. Tổ chức thực hiện</div>"
    "<div>Khoản 1</div></div>"
)

HEADER = (
    "<table><tr><td><b>ỦY BAN NHÂN DÂN<br>TỈNH SÔNG LAM</b><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>"
    "Độc lập - Tự do - Hạnh phúc</b></tr><tr><td>Số: 12/QĐ-UBND<td>Sông Lam, ngày 14 tháng 3 năm 2031</tr></table>"
)
BODY = (
    "<p align=center><b>QUYẾT ĐỊNH</b></p><p>Căn cứ Luật Tổ chức chính quyền địa phương;</p>"
    "<p>Căn cứ Nghị định số 45/2012/NĐ-CP;</p>"
    f"<p><b>Điều 1. </b>Phê duyệt chương trình</p><p>{PROSE}</p><p><b>Đ</b>iều 2. Tổ chức thực hiện</p><p>1. {MORE}</p>"
)
SIGNATURE = (
    "<table><tr><td>Nơi nhận:<br>- Như Điều 2.<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Lê Thị Thử</tr></table>"
)
APPENDIX = "<p>PHỤ LỤC</p><table><tr><td>STT<td>Nội dung<td>Kinh phí</tr><tr><td>1<td>Đào tạo<td>1.200</tr></table>"
DECISION = f"<div>{HEADER}{BODY}{SIGNATURE}{APPENDIX}</div>"


def read(body: str, head: str = "") -> Input:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), None, Limits())


def texts(found: Input) -> list[str]:
    return [block.text if isinstance(block, Line) else "TABLE" for block in found.pages[0].blocks]


WHOLE = texts(read(DECISION))


def test_a_decision_is_kept_whole() -> None:
    assert WHOLE[0] == "ỦY BAN NHÂN DÂN"
    assert WHOLE[-2:] == ["PHỤ LỤC", "TABLE"]
    assert "Điều 2. Tổ chức thực hiện" in WHOLE
    assert "Lê Thị Thử" in WHOLE


PORTALS = {
    "menu, properties, contents list, footer": (
        f"{MENU}<h1>Quyết định số 12/QĐ-UBND phê duyệt chương trình</h1><div>Ngày cập nhật: 20/03/2031</div>"
        f"<div>{DECISION}</div>{CONTENTS}{FOOT}"
    ),
    "contents list before the text": f"<div>{CONTENTS}<div>{DECISION}</div></div>{FOOT}",
    "a copy for the printer": f"<main>{DECISION}</main><div class=print>{DECISION}</div>",
    "a hidden copy": f"<div style='display:none'>{DECISION}</div><div>{DECISION}</div>",
    "related documents": (
        f"<section><div>{DECISION}</div>"
        "<div><h3>Văn bản liên quan</h3><p>Quyết định 7/QĐ-UBND ngày 02/01/2030</p></div></section>"
    ),
    "the text in two halves": f"<article><div>{HEADER}{BODY}</div><div>{SIGNATURE}{APPENDIX}</div></article>{FOOT}",
    "no element of its own": f"{MENU}<p>Ngày cập nhật: 20/03/2031</p>{HEADER}{BODY}{SIGNATURE}{APPENDIX}",
    "the signature outside": f"<main><div>{HEADER}{BODY}</div><div>{SIGNATURE}</div>{APPENDIX}</main>{FOOT}",
    "a table of related documents": (
        f"<main><div>{DECISION}</div><h3>Văn bản liên quan</h3>"
        "<table><tr><td>Số<td>Ngày</tr><tr><td>7/QĐ-UBND<td>02/01/2030</tr></table></main>"
    ),
    "a frame of tables": f"<table><tr><td>{MENU}<td>{DECISION}</tr></table>",
}


@pytest.mark.parametrize("page", PORTALS.values(), ids=PORTALS.keys())
def test_of_a_portal_the_decision_alone_is_read(page: str) -> None:
    found = read(page)
    assert texts(found) == WHOLE
    assert found.article is None


def test_a_decision_behind_a_tab_is_read_and_noted() -> None:
    found = read(f"<p>Thuộc tính</p><div style='display:none'>{DECISION}</div>")
    assert texts(found) == WHOLE
    assert "hidden_text" in [note.code for note in found.notes]


def test_a_header_of_single_lines_is_found_above_the_nation() -> None:
    lines = "<p>ỦY BAN NHÂN DÂN</p><p>TỈNH SÔNG LAM</p><p>CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 12/QĐ-UBND</p>"
    found = texts(read(f"<div><p>Ngày cập nhật: 20/03/2031</p>{lines}{BODY}</div>"))
    assert found[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM"]


def test_a_decision_that_lost_its_header_block_is_found_by_its_parts() -> None:
    body = BODY.replace("<b>QUYẾT ĐỊNH</b>", "Quyết định phê duyệt chương trình")
    found = read(f"{MENU}<div>Ngày cập nhật: 20/03/2031</div><div>{body}{SIGNATURE}</div>{CONTENTS}{FOOT}")
    assert texts(found)[:2] == ["Quyết định phê duyệt chương trình", "Căn cứ Luật Tổ chức chính quyền địa phương;"]
    assert texts(found)[-1] == "Lê Thị Thử"


def test_a_form_in_an_appendix_is_no_foot_of_a_page() -> None:
    form = "<p>PHỤ LỤC</p><p>ĐƠN ĐỀ NGHỊ</p><p>Họ tên: …</p><p>Địa chỉ: …</p><p>Điện thoại: …</p><p>Email: …</p>"
    assert texts(read(f"<div>{HEADER}{BODY}{SIGNATURE}{form}</div>{FOOT}"))[-1] == "Email: …"


def test_the_regulation_in_an_element_of_its_own_belongs_to_the_decision() -> None:
    regulation = f"<p>QUY CHẾ</p><p>Chương I</p><p>Điều 1. Phạm vi</p><p>{MORE}</p><p>Điều 2. Đối tượng</p>"
    found = texts(read(f"<div><div>{HEADER}{BODY}{SIGNATURE}</div><hr><div>{regulation}</div></div>{FOOT}"))
    assert found[-1] == "Điều 2. Đối tượng"


# --- articles ---------------------------------------------------------------------------------------------

ARTICLE = (
    f"<div class=content><h1>{TITLE}</h1><p class=date>14/03/2031 08:15</p>"
    f"<p>{PROSE}</p><p>{MORE}</p><p>{PROSE}</p></div>"
)
KEPT = [TITLE, PROSE, MORE, PROSE]
AROUND = (
    f"{MENU}<p>Thứ năm, 09/10/2036 | 08:15 GMT+7</p>{ARTICLE}"
    "<div><h3>Tin liên quan</h3><p>Hội chợ năm 2030 (02/03/2030)</p></div>"
    f"<p>Hôm nay: 2.051</p>{FOOT}"
)


def test_of_a_news_page_the_article_alone_is_read() -> None:
    found = read(AROUND, f"<title>{TITLE} - Sở Công Thương</title>")
    assert found.article is not None
    assert found.article.headline == TITLE
    assert found.article.published_on == dt.date(2031, 3, 14)
    assert texts(found) == KEPT


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2031-03-12T08:15:00+07:00'>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-03-12T01:00:00Z"}</script>',
        "<meta name='pubdate' content='12/03/2031'>",
    ],
)
def test_the_day_that_the_metadata_name_comes_first(head: str) -> None:
    article = read(AROUND, f"<title>{TITLE}</title>{head}").article
    assert article is not None
    assert article.published_on == dt.date(2031, 3, 12)


def test_the_day_of_the_visit_is_never_the_day_of_publication() -> None:
    page = AROUND.replace("<p class=date>14/03/2031 08:15</p>", "")
    head = "<meta property='article:modified_time' content='2036-10-09T08:15:00+07:00'>"
    article = read(page, head).article
    assert article is not None
    assert article.published_on is None


def test_a_table_of_an_article_stays_in_it() -> None:
    table = "<table><tr><td>Nội dung<td>Kinh phí</tr><tr><td>Đào tạo<td>1.200</tr></table>"
    found = read(AROUND.replace(f"<p>{MORE}</p>", f"<p>{MORE}</p>{table}"), f"<title>{TITLE}</title>")
    assert texts(found) == [TITLE, PROSE, MORE, "TABLE", PROSE]


def test_a_headline_that_the_page_does_not_print_comes_from_its_name() -> None:
    page = AROUND.replace(f"<h1>{TITLE}</h1>", "")
    found = read(page, f"<meta property='og:title' content='{TITLE}'>")
    assert found.article is not None
    assert found.article.headline == TITLE
    assert texts(found)[0] == TITLE


def test_a_list_of_properties_is_no_article() -> None:
    names = ("Số ký hiệu", "Cơ quan ban hành", "Ngày ban hành", "Người ký", "Tình trạng hiệu lực")
    rows = "".join(f"<tr><td>{name}<td>{PROSE}</tr>" for name in names)
    found = read(f"{MENU}<h1>Quyết định số 12/QĐ-UBND</h1><table>{rows}</table>{FOOT}")
    assert found.article is None
    assert [note.code for note in found.notes] == ["no_document_text"]
    assert "Tra cứu 1900" not in " ".join(texts(found))


def test_tables_nested_a_thousand_deep_are_frames_read_in_order() -> None:
    depth = 1000
    opening = "".join(f"<table><tr><td>Dòng {number}</td></tr><tr><td>" for number in range(depth))
    found = read(f"{opening}Hết{'</td></tr></table>' * depth}")
    assert texts(found) == [*(f"Dòng {number}" for number in range(depth)), "Hết"]


# --- wrappings --------------------------------------------------------------------------------------------

MHTML = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n--cut\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    f"Content-Transfer-Encoding: 8bit\r\n\r\n<html><body>{DECISION}</body></html>\r\n--cut--\r\n"
).encode()


def test_a_page_is_unwrapped() -> None:
    assert texts(read_html(MHTML, None, Limits())) == WHOLE
    assert texts(read_html(gzip.compress(MHTML), None, Limits())) == WHOLE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(b"<html>" + b"x" * 5000, mtime=0), "too_large"),
        (gzip.compress(b"<html><p>x</html>" * 20, mtime=0)[:-12], "damaged"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "no_text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c--", "no_text"),
        ("<html><p>Điều".encode() + b"\xff" * 40, "bad_encoding"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_html(data, None, Limits(max_bytes=4000))
    assert caught.value.code == code


def test_an_empty_page_says_so() -> None:
    found = read("")
    assert found.pages[0].blocks == ()
    assert [note.code for note in found.notes] == ["no_document_text"]


def test_tables_of_the_decision_are_tables() -> None:
    (table,) = [block for block in read(DECISION).pages[0].blocks if isinstance(block, TableContent)]
    assert [cell.lines[0].text for cell in table.rows[1]] == ["1", "Đào tạo", "1.200"]


def test_a_number_that_only_trafilatura_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura  # noqa: PLC0415, RUF100 - loaded for this test alone

    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: f"{PROSE}\n{MORE}\nvà 777 hộ")
    notes = read(AROUND, f"<title>{TITLE}</title>").notes
    assert [note.code for note in notes] == ["article_numbers"]
    assert "777" in notes[0].message
