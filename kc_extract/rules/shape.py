"""Numbers whose own shape says that they are no quantity: dates, document numbers, clock times, codes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from kc_extract.numerals import FIGURE

_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_END = r"(?![\d\p{L}])"
_SIZE = r"\d+(?:[.,]\d+)?(?:\p{L}{1,4})?"
_MONEY = r"(?:triệu|tỷ|nghìn|ngàn|đồng|đ(?!\p{L})|%|(?i:vnđ|vnd|usd))"
_NO_MONEY = rf"(?![.,]?\d|[ ]?{_MONEY})"
_MORE_DAYS = rf"(?:[ ]*(?:,|và|[-–]|đến)[ ]*{_DAY}/{_MONTH}(?![/\d]))*"
_NO_SHARE = r"(?![/\p{L}]|[ ](?:số|diện|tổng|dân))"
_HOUR = r"(?:[01]?\d|2[0-4])[ ]?(?i:giờ|h)(?:[ ]?[0-5]\d)?"
_MINUTES = r"\d{1,2}(?:[.,]\d+)?"
#: A letter that is the sign of no unit.
_NO_SIGN = r"(?![kKtTmMgGđĐhHvVlLwWaAjJsSnNdD%])\p{L}"


#: A day over a lower month: more than a whole, and so no share.
_BEYOND = "(?:" + "|".join(
    rf"0?(?:{'|'.join(str(day) for day in range(31, month, -1))})/0?{month}(?![\d/])" for month in range(12, 0, -1)
) + ")"  # fmt: skip


class Shape(NamedTuple):
    """A rule of silence: the form that it pictures, why that is no quantity, its pattern, and what it covers.

    ``signs`` are what may stand behind its first digits, ``a`` for any letter; none where that is not bound.
    """

    name: str
    reason: str
    signs: str
    pattern: str
    examples: tuple[str, ...]


#: In order of preference; patterns run over the text as printed, from the first digit on.
SHAPES = (
    Shape("day_month_year", "date", "/.- ",
          rf"{_DAY}[ ]?(?P<sep>[/.-])[ ]?{_MONTH}[ ]?(?P=sep)[ ]?(?:{_YEAR}|(?<=/)\d\d{_END})",
          ("21/5/2012", "01-07-2021", "5.9.2023", "1 / 7 / 2021", "05/3/21")),
    Shape("days_to_day_month_year", "date", "/ -–—", rf"{_DAY}(?:/{_MONTH})?[ ]?[-–—][ ]?{_DAY}/{_MONTH}/{_YEAR}",
          ("25-30/6/2023", "30/4 - 03/5/2024")),
    Shape("year_month_day", "date", "-/.", rf"{_YEAR}[-/.]\d\d[-/.]\d\d{_END}", ("2023-05-01", "2021/12/31")),
    Shape("day_in_words", "date", " ", rf"{_DAY}[ ]+(?i:tháng)[ ]+{_MONTH}(?!\d)(?:[ ]+(?i:năm)[ ]+\d{{4}})?",
          ("19 tháng 8 năm 1945", "15 tháng 4")),
    Shape("day_month_of_the_year", "date", "/", rf"{_DAY}/{_MONTH}(?=[ ]+(?i:năm)(?!\p{{L}}))", ("01/10 năm trước",)),
    Shape("year_left_blank", "date", " .…_", r"(?:19|20)\d?(?=[ ]?(?:\.{2,}|…|_))", ("20....", "20…")),
    Shape("quarter_of_a_year", "period", " /-", rf"[1-4](?<=[Qq](?:uý|ÚY|UÝ)[ ]\d)[ ]?[/-][ ]?{_YEAR}(?![/\d])",
          ("quý 4/2018",)),
    Shape("month_year", "date", " /", rf"{_MONTH}[ ]?/[ ]?{_YEAR}(?![/\d])", ("6/2023", "12/2025")),
    Shape("number_year_and_issuer", "document_number", "a /",
          rf"\d+\p{{L}}?[ ]?/[ ]?{_YEAR}[ ]?/[ ]?\p{{L}}[\p{{L}}\d]*(?:[ ]?[-–/&.][ ]?\p{{Lu}}[\p{{L}}\d]*|-\p{{L}}+)*",
          ("45/2012/NĐ-CP", "08/2015/QH13", "12 / 2020/TT- BTC", "05/2021/NQ-HĐND", "15/2018/TTLT-BTC-BCT")),
    Shape("number_and_issuer", "document_number", "a /",
          r"\d+\p{L}?[ ]{0,8}/[ ]?\p{Lu}{2}[\p{L}\d]*(?:[ ]?[-–/&.][ ]?\p{Lu}[\p{L}\d]*)*",
          ("2677/QĐ-UBND", "779     /QĐ-UBND", "1599/TTr-SCT", "12/BC.UBND", "30/TB-VPCP")),
    Shape("number_dash_and_issuer", "document_number", "a -",
          r"\d+\p{L}?[ ]?-[ ]?(?:\p{Lu}{2,}[\p{L}]*|CTr)/\p{Lu}+(?:[-.]\p{L}+)*",
          ("19-NQ/TW", "05-CTr/TU", "123-QĐ/TU", "35-KH/HU")),
    Shape("years", "period", "a -–—÷/",
          rf"{_YEAR}[ ]?(?:[-–—÷/]|đến)[ ]?(?:năm[ ])?(?:{_YEAR}|(?<=[-–/])\d\d{_END})",
          ("2021-2025", "2021 – 2030", "2023/2024", "2022 đến 2025", "2024-25")),
    Shape("months_of_the_year", "period", " ", r"\d{1,2}[ ](?i:tháng)[ ](?i:đầu|cuối)[ ](?i:năm)",
          ("6 tháng đầu năm", "09 tháng đầu năm")),
    Shape("span_of_hours", "time", "a ",
          rf"{_HOUR}[ ]?(?:[-–]|đến)[ ]?{_HOUR}(?!\p{{L}}|[ ](?:làm|công|dạy))", ("8h-10h", "9 giờ đến 21 giờ")),
    Shape("hours_and_minutes", "time", "a ",
          r"(?:[01]?\d|2[0-4])[ ]?(?i:giờ|h|g)[ ]?[0-5]\d(?!\d|[.,/]\d)(?:[ ]?(?i:phút))?",
          ("7 giờ 30", "08h00", "17 giờ 45 phút")),
    Shape("clock", "time", ":", rf"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:[ ]?(?:AM|PM))?{_END}",
          ("14:30", "08:00:15")),
    Shape("round_the_clock", "time", " /", rf"24[ ]?/[ ]?(?:24|7)(?:[ ]?(?i:giờ|h))?{_END}",
          ("24/24", "24/7", "24/24 giờ")),
    Shape("hours_of_the_day", "time", "/", r"\d{1,2}/24[ ]?(?i:giờ|h)(?!\p{L})", ("12/24 giờ",)),
    Shape("day_month", "date", "/",
          rf"(?:(?:1[3-9]|2\d|3[01])/{_MONTH}|0?8/0?3|0?2/0?9|0?3/0?2|0?7/0?5){_NO_MONEY}{_NO_SHARE}{_MORE_DAYS}",
          ("30/4", "20/11, 22/12", "2/9")),
    Shape("day_behind_its_month", "date", "/",
          rf"{_BEYOND}(?=[ ]*(?:[.,;:)\n]|$)|[ ](?:ÂL|DL|âm|dương|và|đến|của|tại|trong|thì)(?!\p{{L}}))",
          ("10/3", "05/3 âm lịch")),
    Shape("day_month_of_a_span", "date", "/",
          rf"{_DAY}/{_MONTH}(?=[ ]*(?:đến|-|–)[ ]*(?:ngày[ ])?(?:1[3-9]|2\d|3[01])/{_MONTH}(?!\d))",
          ("1/7 đến 31/12",)),
    Shape("day_month_behind_từ", "date", "/",
          rf"{_DAY}(?<=(?<!\p{{L}})(?i:từ|trước|vào)[ ]\d\d?)/{_MONTH}"
          r"(?=[ ]*(?:[,;)\n]|\.(?!\d)|$)|[ ](?:đến|tới)[ ](?:nay|ngày))",
          ("từ 1/9,", "trước 15/3.")),
    Shape("day_month_with_zero", "date", "/",
          rf"0[1-9]/{_MONTH}(?![\d/])(?=[ ]*(?:[.,;:)|\n-]|$)|[ ](?:đến|và|năm|thì)(?!\p{{L}}))", ("01/3",)),
    Shape("hour_of_day", "time", "a ",
          r"\d{1,2}[ ]?(?i:giờ|h)[ ](?i:sáng|trưa|chiều|tối|đêm|cùng ngày|hôm (?:nay|qua)|ngày)"
          r"(?!\p{L}|[ ](?:làm|công))",
          ("8 giờ sáng", "17 giờ ngày")),
    Shape("coordinate", "coordinate", "a°º",
          rf"\d{{1,3}}[°º][ ]?{_MINUTES}[ ]?['’′](?:[ ]?{_MINUTES}[ ]?(?:[\"”″]|''|’’))?(?:[ ]?[NSEWBĐ]\b)?",
          ("10°15'30\"", "106°20’")),
    Shape("pair_of_coordinates", "coordinate", ".,", r"\d{1,3}[.,]\d{4,8}[ ]?,[ ]?\d{1,3}[.,]\d{4,8}(?![\d%])",
          ("10.8231, 106.6297",)),
    Shape("house", "address", "/", r"\d{1,4}(?:/\d{1,4}){1,3}\p{Lu}(?!\p{L}|\d)", ("12/3A",)),
    Shape("chainage", "address", "+", r"\d{1,4}\+\d{3}(?:[.,]\d+)?(?!\d)", ("12+300",)),
    Shape("plate", "plate", "a", r"\d\d[A-ZĐ]{1,2}\d?(?:[-. ]|[ ]-)[ ]?\d{3}\.?\d{2}(?!\d)",
          ("64A-123.45", "51F 12345")),
    Shape("phone_number", "phone", "",
          rf"(?!\d{{1,3}}(?:[ ]\d{{3}})++[ ]?{_MONEY})"
          r"(?=(?:\d[ .)-]{0,2}){9,12}(?![\d%]|,\d))(?:84|0)\d{1,3}\)?(?:[ .-]{0,2}\d{2,7}){1,4}"
          rf"{_NO_MONEY}",
          ("0270 3822 345", "0912345678", "0912.345.678", "0254) 3852111")),
    Shape("service_number", "phone", "", r"(?:1900|1800)[ .]?\d{2}[ .]?\d{2,4}(?!\d)", ("19001234", "1900 6192")),
    Shape("outline_number", "section_marker", ".",
          r"(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d{1,4}(?:\.\d{1,4}){2,}\.?(?![\d,])", ("2.3.1", "1.1.12.")),
    Shape("dimensions", "dimension", "a x×*.,",
          rf"{_SIZE}[ ]?[x×*][ ]?(?:{_SIZE}[ ]?[x×*][ ]?)*\d+(?:[.,]\d+)?{_NO_MONEY}(?:\p{{L}}{{1,3}}(?!\p{{L}}))?",
          ("2x250", "4x5,5", "90x90x190", "24lonx330ml", "2 x 63")),
    Shape("generation", "name", "a", r"[2-6][GD](?!\p{L})", ("5G", "3D")),
    Shape("long_code", "serial", "", rf"(?:0\d{{6,}}|\d{{12,}}){_NO_MONEY}{_END}", ("00012345", "086123456789012")),
    Shape("numbered_letter", "name", "a.,-",
          rf"\d{{1,4}}(?:[.,]\d+)?(?:{_NO_SIGN}|\p{{Lu}}(?=-))(?![\p{{L}}\d])(?:-[IVX]+)?|\d{{1,4}}-[IVX]+(?!\p{{L}})",
          ("30b", "5c", "92-II", "0,05S-II", "0,15b")),
)  # fmt: skip

#: What ends a number that has no shape of its own, and what behind a space begins the rest of one (tháng, giờ, đến).
_FREE = frozenset(("", "\n", "|", "%", ";", ")", '"', "”"))
_FREE_FIGURE = regex.compile(rf"(?:{FIGURE})(?=[.,;]?[ ]*(?:[%;)\n|]|$)|[.,;]?[ ]+(?![xX×])\p{{L}})|\d+[.,](?=[ \n]|$)")
_SHAPED_APART = frozenset(" /-–—÷x×*+0123456789")
_SHAPED_BY = frozenset(("th", "gi", "h ", "h0", "h1", "h2", "h3", "h4", "h5", "g ", "g0", "g1", "g3", "g4", "đế"))
#: Digits in a row that may be a code or a telephone number.
_LONG = 7

_REASONS = {shape.name: shape.reason for shape in SHAPES}
_SIGNS = frozenset("".join(shape.signs for shape in SHAPES)) - {"a"}


_BARE_YEAR = regex.compile(r"(?:19|20)\d\d(?!\d|[.,]\d)")


def is_year(text: str, at: int) -> bool:
    """Whether four digits at ``at`` may be a year of the last or this century."""
    return text[at : at + 2] in ("19", "20") and _BARE_YEAR.match(text, at) is not None


class Silence(NamedTuple):
    """A number that is no quantity: what is covered, why, and the rule that says so."""

    start: int
    end: int
    reason: str
    rule: str


def shape_at(text: str, at: int) -> Silence | None:
    """The silence of a number at ``at`` of the printed text whose shape no quantity has."""
    end = at + 1
    while text[end : end + 1].isdecimal():
        end += 1
    following = text[end : end + 1]
    if not _may_be_shape(text, at, end, following):
        return None
    found = _shapes("a" if following.isalpha() else following if following in _SIGNS else "").match(text, at)
    if found is None or found.lastgroup is None:
        return None
    return Silence(at, found.end(), _REASONS[found.lastgroup], found.lastgroup)


@cache
def _shapes(sign: str) -> regex.Pattern[str]:
    """The shapes that may have this sign behind their first digits, in order of preference."""
    shapes = (shape for shape in SHAPES if not shape.signs or (sign and sign in shape.signs))
    return regex.compile("|".join(f"(?P<{shape.name}>{shape.pattern})" for shape in shapes))


def _may_be_shape(text: str, at: int, end: int, following: str) -> bool:
    """A quick look at what follows the first digits: most numbers stand free and have no shape of their own."""
    if end - at >= _LONG:
        return True
    if following == " ":
        return text[end + 1 : end + 2] in _SHAPED_APART or text[end + 1 : end + 3].lower() in _SHAPED_BY
    if following in (".", ","):
        return _FREE_FIGURE.match(text, at) is None
    return following not in _FREE or (following == ")" and text[at] == "0")
