"""Articles in dumps of web pages: what is content, the headline and the day."""

import datetime as dt

import pytest

from kc_extract.readers.boilerplate import ArticleText, article_of
from kc_extract.readers.decisions import decision_of

PROSE = (
    "Theo đó, chương trình đặt mục tiêu hỗ trợ xây dựng 12 mô hình trình diễn kỹ thuật cho các cơ sở công nghiệp nông "
    "thôn trên địa bàn tỉnh, với tổng kinh phí 4,5 tỷ đồng từ ngân sách tỉnh."
)
MORE = (
    "Sở Công Thương chủ trì, phối hợp với các sở, ngành và địa phương tổ chức thực hiện, định kỳ hằng năm báo cáo kết "
    "quả với Ủy ban nhân dân tỉnh."
)
TITLE = "Tỉnh Sông Lam phê duyệt Chương trình khuyến công giai đoạn 2031 - 2035"


def read(*lines: str) -> ArticleText:
    found = article_of(lines)
    assert found is not None
    return found


def content(lines: tuple[str, ...]) -> list[str]:
    return [line for first, last in read(*lines).content for line in lines[first:last] if line.strip()]


SITE_MENU = (
    "Trang chủ Giới thiệu Tin tức Sự kiện Văn bản Khuyến công Thương mại Năng lượng Hội nhập Dịch vụ công Thủ tục "
    "Liên hệ Hỏi đáp Công khai Ngân sách Đấu thầu Dự án Quy hoạch Thông báo Lịch Công tác Thư viện Ảnh Video Bản đồ "
    "Cụm Công nghiệp Doanh nghiệp Sản phẩm Tiêu biểu Tuyển dụng Góp ý"
)
PAGES = {
    "clock, rubric, headline, bare day": (
        "Công nghiệp nông thôn", "", "Thứ năm, 09/10/2036 | 08:15 GMT+7", "", "Tin hoạt động", "", TITLE, "",
        "14/03/2031", "", PROSE, "", MORE,
    ),
    "search box, headline, line of the poster": (
        "Tìm kiếm", TITLE, "Người đăng tin: Ban biên tập Ngày đăng tin: 14/03/2031 Lượt xem: 1204", "", PROSE, MORE,
    ),
    "headline, time before day, counter": (
        TITLE, "", "09:16 AM 14/03/2031 |   Lượt xem: 3673 |   In bài viết | ", "", PROSE, MORE,
    ),
    "headline, weekday and time below it": (TITLE, "Thứ Sáu, 14/03/2031, 02:16:58", PROSE, MORE),
    "clock above, label below, letter size": (
        "Thứ 3, Ngày 16/07/2036 -", "", TITLE, "Ngày đăng: 14/03/2031  11:38", "Mặc định Cỡ chữ", PROSE, MORE,
    ),
    "rubric before the label": (TITLE, "Thời sự - Ngày đăng : 08:22, 14/03/2031", PROSE, MORE),
    "day above the headline": ("Trang chủ", "14/03/2031", TITLE, PROSE, MORE),
    "clock above, author and time below": (
        "Analytic", "Thứ Sáu, ngày 09 tháng 10 năm 2036, 09:25:27", "", TITLE, "", "Minh An - 05:32, 14/03/2031",
        PROSE, MORE,
    ),
    "dashes in the day": (TITLE, "", "14-03-2031, 06:42", "", PROSE, MORE),
    "menu of the site in one line": (SITE_MENU, TITLE, "14/03/2031", PROSE, MORE),
    "marked heading": (
        "Cổng thông tin điện tử tỉnh Sông Lam", f"# {TITLE}", "Cập nhật lúc 10:02, 14/03/2031", PROSE, MORE,
    ),
    "menu in a row": (
        "Trang chủ | Giới thiệu | Tin tức", "Trang chủ > Tin tức > Khuyến công", TITLE, "Ngày 14 tháng 3 năm 2031",
        PROSE, MORE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", PAGES.values(), ids=PAGES.keys())
def test_headline_day_and_text_of_a_page(lines: tuple[str, ...]) -> None:
    found = read(*lines)
    assert found.headline == TITLE
    assert found.published_on == dt.date(2031, 3, 14)
    assert [line.strip("# ") for line in content(lines)] == [TITLE, PROSE, MORE]


def test_a_day_above_a_text_without_headline_is_its_day() -> None:
    found = read("14/03/2031 13:48", PROSE, MORE)
    assert (found.headline, found.published_on) == (None, dt.date(2031, 3, 14))
    assert found.content == ((1, 3),)


@pytest.mark.parametrize(
    "line", ["Ảnh chụp tại xưởng của hợp tác xã ngày 12/02/2031", "Kỳ họp ngày 12/02/2031 của Hội đồng nhân dân tỉnh"]
)
def test_a_caption_with_a_day_is_no_day_of_publication(line: str) -> None:
    assert read(TITLE, line, PROSE, MORE).published_on is None


def test_the_clock_of_the_site_is_no_day_of_publication() -> None:
    assert read("Thứ năm, 09/10/2036 | 08:15 GMT+7", TITLE, PROSE).published_on is None


def test_a_day_inside_the_text_is_no_day_of_publication() -> None:
    assert read(TITLE, "Ngày 12/02/2031, Ủy ban nhân dân tỉnh ban hành quyết định. " + PROSE).published_on is None


def test_an_update_counts_only_where_nothing_surer_is_there() -> None:
    lines = (TITLE, "Cập nhật: 20/03/2031", "14/03/2031", PROSE)
    assert read(*lines).published_on == dt.date(2031, 3, 14)
    assert read(TITLE, PROSE, MORE, "Cập nhật: 20/03/2031").published_on == dt.date(2031, 3, 20)


FOOTERS = {
    "related news": ("CÁC TIN TỨC KHÁC CÙNG CHUYÊN MỤC:", "Tỉnh Sông Lam tổ chức hội chợ (02/03/2031)"),
    "imprint": ("© 2031 congthuong.example.vn", "Địa chỉ: Số 5, đường Bờ Sông, thành phố Lam Thượng"),
    "address and counters": (
        "Địa chỉ: Tầng 3, Trung tâm hành chính tỉnh", "Điện thoại: (0999) 3 111 222 - Fax: (0999) 3 111 223",
        "Hôm nay: 2.051", "Tổng cộng: 8.255.846",
    ),
    "counters alone": ("Hôm nay: 2.051", "Hôm qua: 14"),
    "a bare address": ("http://congthuong.example.vn/QD%202677.pdf",),
}  # fmt: skip


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
def test_the_foot_of_the_page_is_left_out(footer: tuple[str, ...]) -> None:
    assert content((TITLE, PROSE, MORE, "Minh An", *footer)) == [TITLE, PROSE, MORE, "Minh An"]


def test_an_address_within_the_text_does_not_end_it() -> None:
    lines = (TITLE, PROSE, "Địa chỉ: xã An Lam", MORE)
    assert MORE in content(lines)


def test_a_text_that_lost_its_headline_is_an_article_without_one() -> None:
    cut = PROSE.removeprefix("Theo đ")
    found = read(cut, MORE, "© 2031 congthuong.example.vn")
    assert found.headline is None
    assert found.content == ((0, 2),)


def test_a_wrapped_dump_is_read_as_paragraphs() -> None:
    wrapped = "\n".join((TITLE[:36], TITLE[37:], "", "14/03/2031", ""))
    lines = [*wrapped.splitlines(), *_wrap(PROSE), "", *_wrap(MORE), "", *_wrap(PROSE), "", "Tin liên quan"]
    found = article_of(lines)
    assert found is not None
    assert found.published_on == dt.date(2031, 3, 14)
    assert found.content[-1][1] == len(lines) - 1


def _wrap(text: str, width: int = 70) -> list[str]:
    out = [""]
    for word in text.split():
        if len(out[-1]) + len(word) + 1 > width:
            out.append("")
        out[-1] = f"{out[-1]} {word}".strip()
    return out


DECISION = (
    "ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc phê duyệt Chương trình khuyến công",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Căn cứ Nghị định về khuyến công;", f"Điều 1. {PROSE}", f"Điều 2. {MORE}", "Nơi nhận:", "- Như Điều 2.",
)  # fmt: skip
TEXTS_THAT_ARE_NO_ARTICLE = {
    "a decision": DECISION,
    "a decision below a sentence of news": (f"Tỉnh vừa ban hành quyết định. {PROSE}", *DECISION[4:]),
    "the middle of a regulation": (f"Điều 2. {PROSE}", "1. Cơ quan", f"Điều 3. {MORE}", f"Điều 4. {MORE}", "Nơi nhận:"),
    "a line": ("Khuyến công",),
    "nothing": (),
    "prose that reports nothing": (PROSE.removeprefix("Theo đó, "),),
}


@pytest.mark.parametrize("lines", TEXTS_THAT_ARE_NO_ARTICLE.values(), ids=TEXTS_THAT_ARE_NO_ARTICLE.keys())
def test_what_is_no_article_is_left_alone(lines: tuple[str, ...]) -> None:
    assert article_of(lines) is None


NOISE = ("Hiệu lực: Đã biết", "Tình trạng: Đã biết") * 4


def test_a_portal_is_cut_off_around_its_decision() -> None:
    head = ("Đang tải văn bản...", "Số hiệu: 12/QĐ-UBND", "Tình trạng:", "Đã biết", "|")
    name = "Quyết định 12/QĐ-UBND năm 2031 phê duyệt Chương trình khuyến công"
    lines = (
        *head,
        *DECISION,
        name,
        "Văn bản này chưa cập nhật nội dung Tiếng Anh",
        *NOISE,
        "Điện thoại:",
        "(0999) 3 111 222",
    )
    assert decision_of(lines) == ((len(head) - 1, len(head) + len(DECISION)),)


def test_a_decision_without_a_portal_around_it_is_whole() -> None:
    assert decision_of(DECISION) is None
    assert decision_of((*DECISION, "Lưu trữ")) is None


def test_a_text_that_opens_with_its_own_numbering_is_no_article_below_a_headline() -> None:
    lines = (
        "I. NỘI DUNG HỖ TRỢ",
        "1. Hỗ trợ không quá 90 triệu đồng/mô hình.",
        "2. Kinh phí thực hiện: 700 triệu đồng.",
        "II. KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH",
        "1. Các mức hỗ trợ, mức thưởng tại Mục I được chi từ nguồn kinh phí khuyến công địa phương của tỉnh.",
    )
    assert article_of(lines) is None
