"""One pass over the text that finds every number, and settles those whose neighbours leave nothing to weigh.

Most numbers of an administrative text are dates, references and row numbers in their plainest form; one pattern that
begins at a digit and looks at both sides tells them at the speed of the scan. What it does not tell goes to the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from kc_extract.numerals import SIGNS
from kc_extract.rules.shape import Silence

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = r"(?:19|20)\d\d(?!\d)"


class Plain(NamedTuple):
    """A form of number told by its neighbours alone: ``before`` looks back from behind the first digit."""

    name: str
    reason: str
    before: str
    rest: str
    examples: tuple[str, ...]


#: The rules that share these names and reasons tell the same numbers where they are printed in other ways.
PLAIN = (
    Plain("first_cell", "row_number", r"(?<=\n[ ]{0,12}(?:\|[ ]?)?\d)", r"\d{0,3}(?:\.\d{1,2}){0,4}\.?(?=[ ]*\|)",
          ("\n12 | Mua sắm", "\n1.2. | Mua sắm")),
    Plain("heading", "section_marker", r"(?<=\n[ *]{0,12}\d)",
          r"\d?(?:(?:\.\d{1,2}){1,4}[.)]?(?=[ ]+[*_\"“(]*\p{Lu})|(?:\.\d{1,2}){0,4}[.)](?=[ *]{0,4}[^\d\s.…|]))",
          ("\n2.3 Kinh phí", "\n1. Hỗ trợ", "\n   2) Tổ chức")),
    Plain("line_of_digits", "page_number", r"(?<=\n\d)", r"\d{0,2}(?=[ ]{0,4}\n)", ("\n12\nĐiều",)),
    Plain("number_year_and_issuer", "document_number", r"(?<![\p{L}\d/.:@_-]\d)",
          rf"\d*+\p{{L}}?/{_YEAR}/\p{{Lu}}[\p{{L}}\d]*+(?:-\p{{Lu}}[\p{{L}}\d]*)*+(?![ ]?[-–/&.][ ]?\p{{Lu}}|-)",
          ("45/2012/NĐ-CP", "08/2015/QH13")),
    Plain("day", "date", r"(?<=(?<!\p{L})(?:[Nn]gày|NGÀY) \d)",
          r"\d?(?:[ ](?:tháng|THÁNG)[ ]\d\d?[ ](?:năm|NĂM)[ ]\d{4}|(?P<sign>[/.-])\d\d?(?P=sign)\d{4})(?!\d)",
          ("ngày 21 tháng 5 năm 2012", "ngày 21/5/2012")),
    Plain("day_month_year", "date", r"(?<![\p{L}\d/.-]\d)", rf"\d?/(?:1[0-2]|0?[1-9])/{_YEAR}", ("21/5/2012",)),
    Plain("year", "year", r"(?<=(?<!\p{L})(?:[Nn]ăm|NĂM) \d)",
          r"(?:(?<=1)9|(?<=2)0)\d\d(?![\d%]|[.,]\d|[ ]?[-–—÷/]|[ ](?:đến|triệu|tỷ|nghìn|đồng|USD))",
          ("năm 2025", "năm 1998.")),
    Plain("article", "legal_reference", r"(?<=(?<!\p{L})(?:[Đđ]iều|(?<!tài |điều |ngân )[Kk]hoản) \d)",
          r"\d?\d?(?=[;.):]?(?:\n|$)|\.[ *]{0,4}\p{Lu}"
          r"|[,;]?[ ](?:Điều|điểm|khoản|Nghị|Luật|Quyết|Thông|của|này|nêu)|[;):])",
          ("khoản 2 Điều 5;", "Điều 12 Nghị định", "Điều 3.\n", "Điều 1. Phê duyệt", "khoản 1, khoản 2 Điều 3")),
    Plain("number_and_issuer", "document_number", r"(?<![\p{L}\d/.:@_-]\d)",
          r"\d*+\p{L}?/\p{Lu}{2}[\p{L}\d]*+(?:-\p{Lu}[\p{L}\d]*)*+(?![ ]?[-–/&.][ ]?\p{Lu}|[-/])",
          ("2677/QĐ-UBND", "05/NQ-HĐND")),
    Plain("years", "period", r"(?<![\p{L}\d.,/-]\d)", rf"(?:(?<=1)9|(?<=2)0)\d\d[ ]?[-–][ ]?{_YEAR}",
          ("2021-2025", "2021 - 2030")),
)  # fmt: skip

_REASONS = {form.name: form.reason for form in PLAIN}
_FORMS = [f"(?P<{form.name}>{form.before}{form.rest})" for form in PLAIN]
#: The first forms stand at the start of a line or a cell, which is looked for once.
_OPENING = [form for form in _FORMS if r"(?<=\n" in form]
_ELSEWHERE = [form for form in _FORMS if form not in _OPENING]
#: A figure alone in its cell, or on its line; a code with zeros in front is none.
_CELL = (
    r"(?P<line>(?<=\n[0-9])[0-9]{0,2}(?:(?:\.[0-9]{3})++(?:,[0-9]++)?|,[0-9]++)(?=[ ]{0,4}(?:\n|$)))"
    r"|(?P<cell>(?<=\|[ ]{0,4}[0-9])(?<!(?:^|\n)[ ]{0,12}\|[ ]?[0-9])(?<!\|[ ]*0(?=[0-9]{6}))"
    r"(?:[0-9]{0,2}(?:\.[0-9]{3})++(?:,[0-9]++)?|[0-9]*+(?:[.,][0-9]++)?)(?=[ ]*(?:[|\n]|$)))"
)
_SCAN = regex.compile(
    rf"\d(?:(?<=[\n|][ *]{{0,12}}\d)(?:{'|'.join((_CELL, *_OPENING))})|{'|'.join(_ELSEWHERE)}|(?P<figure>\d*+))"
)
_ALONE = ("cell", "line")
_SIGN = regex.compile(f"[{SIGNS}]")

_MORE = (
    r"[ \t]+(?:mươi|mốt|lăm|nhăm|tư|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục|tá|phẩy|phảy|phần|rưỡi)(?!\p{L})"
    r"|[ \t]*\([ \t]*\d"
)
_COUNTED = regex.compile(r"[ \t]+\p{L}|[ \t]*\(|[ \t.]*$")
#: Words that begin a number, and what must follow each: năm is a year mostly, một an article, không a denial.
_STARTS = {
    **dict.fromkeys(("hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười"), _COUNTED),
    "một": regex.compile(
        rf"{_MORE}|[ \t]+năm[ \t]+\p{{L}}+[ \t]+(?:một[ \t]+)?tháng(?!\p{{L}})"
        r"|[ \t]+\p{L}+[ \t]+rưỡi(?!\p{L})|[ \t.]*$"
    ),
    "nửa": regex.compile(
        r"[ \t]+(?:triệu|tỷ|tỉ|nghìn|ngàn|vạn|kg|ký|kí|lạng|gam|tạ|tấn|lít|mét|km|ki-lô-mét|ha|héc-?ta|hecta|sào"
        r"|công đất|m[23²³]?)(?![\p{L}\d])"
    ),
    "năm": regex.compile(
        rf"{_MORE}|[ \t.]*$|[ \t]+(?:đồng|đô|đô la|euro|bảng anh|xu)(?!\p{{L}})"
        r"|[ \t]+(?:đến|tới)[ \t]+(?:sáu|bảy|tám|chín|mười)(?!\p{L})|[ \t]+(?:năm|phút|giây|tuần)(?!\p{L})"
    ),
    "không": regex.compile(
        r"[ \t]+(?:phẩy|phảy|trăm|nghìn|ngàn|đồng)(?!\p{L})|[ \t]+độ(?:[ \t]+c(?!\p{L})|[ \t.]*(?:$|\n))|[ \t.]*$"
    ),
}
#: What in front of một and năm makes numbers of them: the ends of words that set a bound.
_BOUNDED = {"một": ("ất ", "iểu ", "uá ", "đa ", "ưới ", "hơn "), "năm": ("ít nhất ", "thiểu ", "quá ", "tối đa ")}
_ACCENTLESS = regex.compile(
    r"(?<!\p{L})(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: (?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram"
    r"|linh|le|ruoi|phay|nghin|ngan|trieu|ty|ti)){0,12}? (?:trieu|ty|ti|nghin|ngan) dong(?!\p{L})"
)

Kind = Literal["figure", "cell", "words"]


class Candidate(NamedTuple):
    """A place where a number begins: a figure, a figure alone in its cell, or number words."""

    start: int
    end: int
    kind: Kind


def scan(text: str, low: str) -> list[Candidate | Silence]:
    """The numbers of a text and its lower-cased copy in reading order: told already, or left to the rules."""
    figures = list(_figures(text))
    others = [*_words(low), *_signs(text)]
    return sorted(figures + others) if others else figures


def _figures(text: str) -> Iterator[Candidate | Silence]:
    for found in _SCAN.finditer(text):
        name = found.lastgroup or ""
        if name in _REASONS:
            yield Silence(found.start(), found.end(), _REASONS[name], name)
        else:
            yield Candidate(found.start(), found.end(), "cell" if name in _ALONE else "figure")


def _signs(text: str) -> Iterator[Candidate | Silence]:
    """Signs of fractions, apart from the digits since they are rare: each is sought for by itself."""
    if any(sign in text for sign in SIGNS):
        yield from (Candidate(found.start(), found.end(), "figure") for found in _SIGN.finditer(text))


def _words(low: str) -> Iterator[Candidate | Silence]:
    """Number words, by plain search, which costs a tenth of a pattern over the whole text."""
    for word, following in _STARTS.items():
        at, length = low.find(word), len(word)
        while at >= 0:
            end = at + length
            if _is_whole(low, at, end) and (
                following.match(low, end, end + 40)
                or (word in _BOUNDED and low.endswith(_BOUNDED[word], 0, at) and not low.startswith(" nửa", end))
                or low.endswith("âm ", 0, at)
            ):
                yield Candidate(at, end, "words")
            at = low.find(word, end)
    if " dong" in low:
        yield from (Candidate(found.start(), found.start() + 1, "words") for found in _ACCENTLESS.finditer(low))


def _is_whole(low: str, start: int, end: int) -> bool:
    return not (low[end : end + 1].isalpha() or (start and low[start - 1].isalpha()))
