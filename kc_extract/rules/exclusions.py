"""Numbers that are no quantity, each with the reason that the ledger prints."""

from typing import NamedTuple

import regex

from kc_extract.rules.vocabulary import UNIT

_YEAR = r"(?:19|20)\d\d(?!\d)"


class Exclude(NamedTuple):
    """A rule of silence: ``before`` runs backwards from the figure, ``here`` forwards; what they cover is silent."""

    name: str
    reason: str
    before: regex.Pattern[str] | None
    here: regex.Pattern[str]


def _rule(name: str, reason: str, before: str, here: str) -> Exclude:
    return Exclude(name, reason, regex.compile(f"(?r)(?:{before})") if before else None, regex.compile(here))


#: Shapes that no quantity has: they win over every reading.
SHAPES = (
    _rule("day_month_year", "date", r"", rf"\d{{1,2}}[ ]?([/.-])[ ]?\d{{1,2}}[ ]?\1[ ]?{_YEAR}"),
    _rule("days_of_month_year", "date", r"", rf"\d{{1,2}}(?:/\d{{1,2}})?[ ]?[-–][ ]?\d{{1,2}}/\d{{1,2}}/{_YEAR}"),
    _rule("iso_date", "date", r"", rf"{_YEAR}-\d\d-\d\d(?!\d)"),
    _rule("day", "date", r"ngày[ ]*(?:làm việc )?", r"\d{1,2}[ ]*(?:(?:,|và|đến|-|–)[ ]*(?:ngày[ ]*)?\d{1,2}[ ]*)*(?:tháng[ ]*\d{1,2}(?:[ ]*năm[ ]*\d{4})?|[/.-][ ]?\d{1,2}(?:[/.-][ ]?\d{4})?)(?!\d)"),
    _rule("day_alone", "date", r"(?<!mỗi |một )ngày[ ]*", r"\d{1,2}(?=[ ]*(?:[,.;)]|$|\n|tháng|hàng tháng|hằng tháng|của tháng|và|đến|-))"),
    _rule("month", "date", r"tháng[ ]*", rf"\d{{1,2}}(?:[ ]*[/-][ ]*\d{{4}}|[ ]*năm[ ]*{_YEAR})?(?![\d,])(?![.]\d)"),
    _rule("month_year", "date", r"", rf"(?:0?[1-9]|1[0-2])/{_YEAR}(?!/)"),
    _rule("years", "period", r"(?:giai đoạn|năm học|năm|thời kỳ|nhiệm kỳ|niên độ)?[ ]*", rf"{_YEAR}[ ]?[-–—÷/][ ]?(?:năm[ ])?{_YEAR}"),
    _rule("year_named", "year", r"(?:năm|năm học|giai đoạn|nhiệm kỳ|thời kỳ|niên độ|tầm nhìn|quý [ivx\d]+/)[ ]*", rf"{_YEAR}"),
    _rule("months_of_year", "period", r"", r"\d{1,2}[ ]tháng[ ](?:đầu|cuối)[ ]năm"),
    _rule("clock", "time", r"", r"\d{1,2}[ ]?(?:giờ|h|g)[ ]?\d{2}(?![\d.,])(?:[ ]?phút)?|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"),
    _rule("around_the_clock", "time", r"", r"24[ ]?/[ ]?(?:24|7)(?:[ ]?giờ|h)?"),
    _rule("oclock", "time", r"(?:lúc|vào hồi|vào lúc|trước|sau|từ|đến)[ ]+", r"\d{1,2}[ ]?(?:giờ|h)(?!\p{L})(?![ ]+(?:làm|dạy|học|chuẩn|công))"),
    _rule("phone_named", "phone", r"(?:điện thoại|đt|sđt|tel|fax|hotline|di động|đường dây nóng|zalo|số máy)[ ]*(?:số)?[ ]*[:.]*[ ]*\(?\+?", r"\d[\d ().-]{5,18}\d"),
    _rule("phone", "phone", r"\+?", r"(?:84|0)\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)|(?:1900|1800)[ .]?\d{4,6}(?!\d)"),
    _rule("area_code", "phone", r"\(\+?", r"0?\d{2,4}\)[ ]?\d[\d .]{4,10}\d"),
    _rule("account", "account", r"(?:số tài khoản|tài khoản|stk)[ ]*(?:số)?[ ]*:?[ ]*", r"\d[\d. -]{1,20}"),
    _rule("tax_code", "tax_code", r"(?:mã số thuế|mst|mã số|mã ngành|mã)[ ]*:?[ ]*", r"\d[\d. -]*(?<=\d)"),
    _rule("identity", "identity", r"(?:cccd|cmnd|cmtnd|hộ chiếu|căn cước công dân|căn cước)[ ]*(?:số)?[ ]*:?[ ]*", r"\d{6,14}"),
    _rule("standard", "standard_code", r"(?:tcvn|qcvn|tcxdvn|tcxd|tcn|iso|iec|tcvn iso|iso/iec|astm|en)[ /-]*(?:iso|iec)?[ ]*", r"\d[\d:.-]*(?:/\p{L}+)?"),
    _rule("coordinate", "coordinate", r"", r"\d{1,3}°[ ]?\d{1,2}['’′][ ]?(?:\d{1,2}(?:[.,]\d+)?[\"”″])?"),
    _rule("plate", "plate", r"", r"\d\d[a-zđ]\d?[-. ]\d{3}\.?\d{2}(?!\d)"),
    _rule("road", "name", r"(?:quốc lộ|tỉnh lộ|đường tỉnh|ql|tl|đt|hl|km)[ .]*(?:số )?", r"\d+(?:\p{L}|\+\d+)?"),
    _rule("legal_named", "legal_reference", r"(?<!(?:chi|hạng|danh|thành|cổ|tài|mô|địa|quan|trọng|thời|giai|điển|ấn|xã|nghĩa|học) )(?:điều|khoản|điểm|mục|tiểu mục|chương|phần|phụ lục|tiết|đoạn|mẫu|biểu|biểu mẫu|bảng|hình|phụ biểu|gạch đầu dòng)[ ]*(?:thứ |số )?[ ]*", r"\d+(?:\.\d+)*\p{L}?(?:[ ]*(?:,|;|và|hoặc|đến|-|–)[ ]*(?:điều|khoản|điểm|mục)?[ ]*\d+(?:\.\d+)*\p{L}?(?=[ ]*(?:[,;.)]|điều|khoản|mục|của|này|trên|nêu|và|luật|nghị|$|\n)))*"),
    _rule("nth", "ordinal", r"(?:thứ|lần thứ|quý|khóa|khoá)[ ]*", r"\d+"),
    _rule("page", "page_number", r"(?:trang|tr\.)[ ]*", r"\d+(?:/\d+)?"),
    _rule("counter", "counter", r"(?:lượt xem|lượt truy cập|lượt đọc|đã xem|truy cập|lượt view|views?)[ ]*[:(][ ]*", r"\d[\d.,]*"),
    _rule("industry_four", "name", r"(?:công nghiệp|cách mạng|lần thứ tư)[ ]*(?:lần thứ)?[ ]*", r"4\.0"),
    _rule("house", "address", r"số(?: nhà)?[ ]*", r"\d+[a-z]?(?=[,]?[ ]+(?:đường|phố|ngõ|đại lộ|quốc lộ|tỉnh lộ|nguyễn|trần|lê|phạm|hùng vương|lý|hoàng|phan|võ))"),
    _rule("place", "address", r"(?:ấp|thôn|tổ|tổ dân phố|khu phố|khóm|phường|quận|xóm|đội|ngõ|ngách|hẻm|lô|thửa|thửa đất số|tờ bản đồ số|tầng|phòng)[ ]*(?:số )?", r"\d{1,4}(?=[ ]*(?:[,.;:)(|]|$|\n|của|thuộc|đường|phố|phường|xã|quận|tại|và|–|-))"),
)  # fmt: skip

_DOCUMENT = regex.compile(
    r"\d+\p{L}?[ ]{0,8}(?:/[ ]?(?:\d{4}[ ]?/[ ]?)?\p{Lu}[\p{Lu}\d]+(?:[ ]?[-/&.][ ]?\p{Lu}[\p{L}\d]*)*+"
    r"|-\p{Lu}[\p{L}]+/\p{Lu}+(?:[-.]\p{L}+)*)"
)
_NUMBERED = regex.compile(
    r"(?r)(?:(?<!tổng |con |đa |một |trong |trên |vào |ở |cùng |của |đại )số[ ]*:?[ ]*(?<!tổng số )"
    r"|(?:luật|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|công văn|văn bản|tờ trình|kế hoạch|báo cáo|kết luận|thông báo)[ ]+)"
)
_NUMBERED_HERE = regex.compile(r"\d+\p{L}?(?:/\d{4})?(?![\d.,]*\d)(?!\p{L})")
_WEB = regex.compile(r"(?r)(?:https?://|www\.)\S*|\S*@\S*")
_WEB_END = regex.compile(r"\S*")
_NAME = regex.compile(r"(?r)[\p{L}\p{M}_]+(?:[-/.][\p{L}\d]*)*|[\p{L}\d]+-")
_NAME_END = regex.compile(r"[\p{L}\d]*(?:[-/.][\p{L}\d]+)*")
_MARKER = regex.compile(r"(?:\d{1,2}(?:\.\d{1,2})+[.)]?[ ]+(?=\p{Lu})|\d{1,2}(?:\.\d{1,2})*[.)](?=[ ]|$|\n)(?![ ]?\d))")
_LINE_START = regex.compile(r"(?r)(?:^|(?<=\n)|(?<=\| ))[ \t*#+•–(-]*")
_ITEM = regex.compile(r"\d{1,2}\)")
_ITEM_BEFORE = regex.compile(r"(?r)(?<=[;:.,(] ?|\n|^)")
_BRACKET = regex.compile(r"\d{1,2}(?=\))")
_ROW = regex.compile(r"\d{1,3}(?:\.\d{1,2})*\.?(?=[ ]*\|)")
_PAGE = regex.compile(r"\d{1,3}[ ]*(?:$|\n)")
_BARE_YEAR = regex.compile(_YEAR)
_LABEL = regex.compile(r"(?r)(?<!\p{L})(?:đợt|lần|giai đoạn|vòng|kỳ|cấp|hạng|loại|nhóm|vùng|khu vực|bước|mức|tuyến|cấp độ|tập|lớp|khối|dự án|dự án thành phần|tiểu dự án|nội dung|tiêu chí|nhiệm vụ|chương trình|đề án|tháng|phương án|câu|khu|thế hệ|đường|cụm|công trình|trạm|nhà máy|ga|cầu|bảng|dạng|ô|cột|dòng|hàng|chỉ tiêu|hoạt động)[ ]+(?:số[ ]+)?")
_LABELLED = regex.compile(r"\d{1,4}(?:\.\d{1,2})?(?![\d.,]*\d)")
_YEAR_NEXT = regex.compile(r"[ ]*năm[ ]+\d{4}")


def silent_shape(text: str, low: str, at: int) -> tuple[int, int, str, str] | None:
    """Start, end, reason and rule of a number at ``at`` whose shape or neighbours leave no quantity to read."""
    found = _glued(low, at) or _marker(text, low, at) or _document(text, at)
    if found:
        return found
    for rule in SHAPES:
        here = rule.here.match(low, at)
        if here is None:
            continue
        start = at
        if rule.before is not None:
            before = rule.before.match(low, max(0, at - 60), at)
            if before is None or (before.start() and low[before.start() - 1].isalpha() and before[0]):
                continue
            start = before.start()
        return start, here.end(), rule.reason, rule.name
    return None


def _glued(low: str, at: int) -> tuple[int, int, str, str] | None:
    before = low[at - 1 : at]
    if not before or before in " \n\t(":
        return None
    start = max(low.rfind(" ", 0, at), low.rfind("\n", 0, at)) + 1
    if web := _WEB.match(low, start, at):
        end = _WEB_END.match(low, at).end()  # type: ignore[union-attr]
        return web.start(), end, "email" if "@" in web[0] else "web_address", "address_on_the_web"
    name = _NAME.match(low, start, at)
    if name is None or name[0].rstrip("-/.") in ("ngày", "năm", "tháng", "điều", "khoản", "mục", "đến", "từ", "số", "đạt"):
        return None
    return name.start(), _NAME_END.match(low, at).end(), "name", "digits_in_a_name"  # type: ignore[union-attr]


def _marker(text: str, low: str, at: int) -> tuple[int, int, str, str] | None:
    starts = _LINE_START.match(low, max(0, at - 12), at)
    if starts is not None:
        if row := _ROW.match(low, at):
            return at, row.end(), "row_number", "first_cell"
        if mark := _MARKER.match(text, at):
            return at, mark.end() - (mark[0].endswith(" ")), "section_marker", "heading"
        if (at == 0 or low[at - 1] == "\n") and (page := _PAGE.match(low, at)) and page.end() < len(low) and at > 0:
            return at, at + len(page[0].rstrip()), "page_number", "line_of_digits"
    if (item := _ITEM.match(low, at)) and low[max(0, at - 2) : at].strip(" ") in (";", ":", ".", ",", "", ";("):
        return at, item.end(), "section_marker", "item_in_a_line"
    if low[at - 1 : at] == "(" and (bracket := _BRACKET.match(low, at)):
        return at, bracket.end(), "section_marker", "bracketed"
    return None


def _document(text: str, at: int) -> tuple[int, int, str, str] | None:
    if found := _DOCUMENT.match(text, at):
        return at, found.end(), "document_number", "number_and_issuer"
    return None


def silent_label(low: str, at: int) -> tuple[int, int, str, str] | None:
    """A number behind the noun that it tells apart from its like (``đợt 1``, ``Nghị quyết 42``), or a bare year."""
    if (named := _NUMBERED.match(low, max(0, at - 30), at)) and (here := _NUMBERED_HERE.match(low, at)):
        return named.start(), here.end(), "document_number", "number_named"
    if (label := _LABEL.match(low, max(0, at - 30), at)) and (here := _LABELLED.match(low, at)):
        return label.start(), here.end(), "ordinal", "number_behind_its_noun"
    if year := _BARE_YEAR.match(low, at):
        return at, year.end(), "year", "bare_year"
    return None


def unit_is_year(low: str, at: int) -> bool:
    """Whether what follows a figure is ``năm 2023`` and so no duration."""
    return _YEAR_NEXT.match(low, at) is not None


__all__ = ["UNIT", "silent_label", "silent_shape", "unit_is_year"]
