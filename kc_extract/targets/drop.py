"""Why a quantity is no commitment: a length of time, an age, a multiplier, a condition, a paper count, a name."""

from __future__ import annotations

import regex

from kc_extract.context import Context, Index
from kc_extract.targets.aims import POPULATIONS
from kc_extract.targets.clause import Clause
from kc_extract.targets.goods import is_specification
from kc_extract.targets.rulings import NEAR, SHORTENED, is_ceiling, is_condition, is_criterion, is_procedure
from kc_extract.targets.words import pattern, words
from kc_extract.text import bare, is_upper, lower
from kc_extract.types import Mention

_BASIS = regex.compile(
    r"(?:can cu|xet|theo de nghi|theo quyet dinh|tren co so|noi nhan|luu"
    r"|thuc hien (?:nghi quyet|quyet dinh|ke hoach|cong van|chi thi))\b"
)
_QUOTES = (("“", "”"), ("«", "»"))


def drop_reason(context: Context, index: Index, mention: Mention, clause: Clause) -> str | None:
    """The named reason, or None for a quantity that may be a target."""
    for name, test in _TESTS:
        if test(context, index, mention, clause):
            return name
    return None


def _is_unread(_context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    return mention.kind in {"number", "ratio"} or (mention.unit is None and mention.kind != "percent")


def _is_duration(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    """A length of time, unless shortening it is what is aimed at."""
    if mention.unit is None or lower(mention.unit) not in words("durations"):
        return False
    if mention.unit_span is not None and context.text[mention.unit_span.start].isupper():
        return False  # the name of an event: ``02 Tuần hàng nông sản``
    if _EVENT.match(context.folded, mention.span.end) or _COUNTED_TIME.match(context.folded, clause.before.start):
        return False
    return SHORTENED.match(lower(context.text[clause.before.start : clause.before.end])) is None


#: Behind a length of time these make it an event: ``450 buổi truyền thông``.
_EVENT = regex.compile(
    r"\s+(?:tuyên truyền|truyền thông|tập huấn|nói chuyện|toạ đàm|tọa đàm|hội thảo|hội nghị|sinh hoạt|biểu diễn"
    r"|chiếu phim|giao lưu|đối thoại|tư vấn|phổ biến|ra quân|văn nghệ|truyền hình|phát thanh|ngoại khóa)(?!\p{L})"
)


#: A clause that measures how many years or days opens so: ``số năm sống khỏe đạt tối thiểu 68 năm``.
_COUNTED_TIME = regex.compile(
    r"\W*(?:(?:trong đó|và|với)\s+)?số\s+(?:năm|ngày|giờ)\s+\p{L}[^;:.\n]*?\s(?:đạt|là|còn)\s"
)


def _is_age(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    near = context.folded[max(0, mention.span.start - NEAR) : mention.span.start]
    return mention.unit is not None and lower(mention.unit) in words("ages") and "tuổi thọ" not in near


def _is_outside(context: Context, index: Index, mention: Mention, _clause: Clause) -> bool:
    """In the legal basis, the recipients or the signature block, above the first section."""
    span = index.paragraph(mention.span.start).span
    opening = bare(context.text[span.start : min(span.end, span.start + 60)]).lstrip("- ")
    return (_BASIS.match(opening) is not None and index.section(mention.span.start) is None) or opening.startswith(
        "luu:"
    )


#: A name in quotation marks is no longer than this, in characters.
_QUOTE_REACH = 800


def _is_quoted(context: Context, index: Index, mention: Mention, _clause: Clause) -> bool:
    """Inside quotation marks: the figure is part of a name or of another document's words."""
    span = index.paragraph(mention.span.start).span
    start = max(span.start, mention.span.start - _QUOTE_REACH)
    if context.header.kind == "article" and _is_speech(context.text, start, mention):
        return False
    before = context.text[start : mention.span.start].lstrip(' “«"')  # a paragraph quoted whole is a provision
    return any(before.count(opening) > before.count(closing) for opening, closing in _QUOTES)


def _is_speech(text: str, start: int, mention: Mention) -> bool:
    """Whether the quotation around a figure is what somebody said: it is longer than a name."""
    opening = max(text.rfind(sign, start, mention.span.start) for sign, _ in _QUOTES)
    return opening >= 0 and len(text[opening : mention.span.end].split()) > _NAME_WORDS


_NAME_WORDS = 8


def _is_multiplier(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    if mention.kind == "percent":
        return _is_part_of_rate(context, mention)
    if mention.unit is None or lower(mention.unit) not in words("multiplier_units"):
        return False
    folded = context.folded
    before = folded[clause.before.start : mention.quantity.start][-40:]
    after = folded[mention.span.end : clause.after.end][:40].strip()
    return bool(pattern("multiplier_before").search(before)) or bool(pattern("multiplier_after").match(after))


def _is_part_of_rate(context: Context, mention: Mention) -> bool:
    """A share of a rate that the text sets elsewhere: ``bằng 75% mức học phí quy định tại khoản 1``."""
    before = context.folded[max(0, mention.span.start - 12) : mention.quantity.start]
    return bool(_EQUALS.search(before)) and _SET_RATE.match(context.folded, mention.span.end) is not None


_EQUALS = regex.compile(r"(?<!\p{L})(?:bằng|tính bằng)\s+(?:tối đa\s+|không quá\s+)?$")
_SET_RATE = regex.compile(
    r"\s+(?:mức|đơn giá|giá|định mức)(?!\p{L})[^.;:\n]{0,90}?(?:quy định|nêu|tại|theo)\s+(?:tại\s+)?"
    r"(?:khoản|điểm|điều|mục|phụ lục|nghị|quyết|thông|bảng|trên)(?!\p{L})"
)


def _is_title(context: Context, index: Index, mention: Mention, _clause: Clause) -> bool:
    """In a line of capitals: the title says what the document does, its text commits to it."""
    span = index.cell(mention.span.start) or index.paragraph(mention.span.start).span
    return is_upper(context.text[span.start : min(span.end, span.start + _TITLE)])


#: So much of a paragraph, in characters, tells whether it is set in capitals.
_TITLE = 200


def _is_denominator(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    """What a sum or a rate is reckoned by: ``500 triệu đồng/01 đơn vị``, ``số bác sĩ trên 10.000 dân``."""
    if mention.low in POPULATIONS and mention.qualifier == "more_than":
        before = context.folded[clause.before.start : mention.span.start]
        return _RATED_BY.search(before) is not None
    return context.text[max(0, mention.span.start - 2) : mention.span.start].rstrip().endswith("/")


#: A count or the name of one right ahead of ``trên 10.000 dân``.
_RATED_BY = regex.compile(
    r"(?:(?<!\p{L})(?:số|tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|tỷ số|tỉ số)\s[^,;:.\d]{2,60}|\d\s+\p{L}+(?:\s\p{L}+)?)\s*$"
)


def _is_name(context: Context, index: Index, mention: Mention, _clause: Clause) -> bool:
    """A number that ends a name: ``các xã Xuân Thọ 1 và Xuân Thọ 2``."""
    if mention.kind != "count" or context.text[mention.span.start] == "0":
        return False
    start = index.sentence(mention.span).start
    before = context.text[start : mention.span.start].split()
    return len(before) > 1 and before[-1][:1].isupper() and not is_upper(before[-1]) and before[-1].isalpha()


_NUMBERED = regex.compile(r"(?:\bsố|\bmẫu|\bsố hiệu|\bbiểu|\bnhóm|\bloại)\s+(?:\d+[a-zđ]?(?:\s*,\s*|\s+và\s+))*$")


def _is_numbered(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    """A number that tells one thing from its like: ``Chi nhánh số 4``, ``Mẫu số 01, 02``."""
    before = lower(context.text[max(0, mention.span.start - 40) : mention.span.start])
    return mention.kind == "count" and _NUMBERED.search(before) is not None


def _is_assigned(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    """The value of a quantity that a letter names: ``mặt cắt ngang B=30 m``."""
    before = context.text[max(0, mention.span.start - 4) : mention.span.start].rstrip()
    return before.endswith("=") and before[-2:-1].isalpha()


def _is_in_subject(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    """Part of what a rate measures: ``tỷ lệ người dùng có tốc độ 01 Gb/s đạt 100%``."""
    folded = context.folded
    if mention.kind == "percent":
        return False
    if _COUNT_OF.match(folded, clause.before.start, clause.before.end) is not None:
        return _MOVED.match(folded, clause.after.start, clause.after.end + NEAR) is not None
    if pattern("ratio_nouns").match(folded, clause.before.start, clause.before.end) is None:
        return False
    return _RATED.match(folded, clause.after.start, clause.after.end + NEAR) is not None


#: What counts those of whom a figure is told (``giảm số xã đạt dưới 5 tiêu chí xuống 25 xã``).
_COUNT_OF = regex.compile(r"\s*(?:(?:tăng|giảm|nâng|đưa)\s+)?(?:tổng số|số lượng|số)\s")
_MOVED = regex.compile(r"[^;,:.\n]*?\s(?:xuống|lên|còn|xuống còn|lên đến)\s+(?:khoảng\s+|dưới\s+|trên\s+)?\d")


_RATED = regex.compile(r"[^;,:\n]*?\s(?:đạt|chiếm|là|còn|tăng|giảm)\s[^;,:\n]{0,30}?\d[\d.,]*\s?%")


def _is_listing(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    """The count of what the next lines list: ``gồm 6 nhiệm vụ, giải pháp như sau``."""
    after = context.folded[mention.span.end : mention.span.end + NEAR]
    return lower(mention.unit or "").startswith(words("listed_units")) and _FOLLOWS.match(after) is not None


_FOLLOWS = regex.compile(r"[^.;:]{0,40}?(?:như sau|sau đây|dưới đây|cụ thể)|\s*sau\b|\s*[\p{L}, ]{0,30}:")


def _is_factor(context: Context, _index: Index, mention: Mention, clause: Clause) -> bool:
    """One side of a multiplication: ``4,5% x 1.150.000 đồng``."""
    before = context.text[clause.before.start : mention.span.start].rstrip()
    after = context.text[mention.span.end : mention.span.end + 3].strip()
    if mention.unit is not None and mention.unit.startswith("x "):
        return True
    return (after[:1] in {"x", "×"} and not after[1:2].isalpha()) or before.endswith((" x", "×"))


def _is_definite(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    """Number words for things already named: ``trên cả ba lĩnh vực``, ``một trong hai điều kiện``."""
    if mention.unit is not None and mention.low == mention.high == _NO_COUNTS.get(mention.unit, -1):
        return True
    printed = context.text[mention.quantity.start : mention.quantity.end]
    if _CONSISTS.search(context.folded, max(0, mention.span.start - 12), mention.span.start):
        return not any(char.isdigit() for char in printed)
    before = lower(context.text[max(0, mention.span.start - 12) : mention.span.start]).split()
    if before[-1:] == ["cả"] and mention.high is not None and mention.high <= _FEW:
        return True
    return not any(char.isdigit() for char in printed) and bool(before) and before[-1] in _DEFINITE


#: Both parties to an agreement, which nobody counts (``Chính phủ 2 nước``), and ``một số`` in figures.
_NO_COUNTS = {"nước": 2, "bên": 2, "số": 1}
#: What a thing consists of, in words, only describes it (``Mạng trục gồm ba trung tâm miền``).
_CONSISTS = regex.compile(r"(?<!\p{L})gồm\s*:?\s*$")
#: All of so few are known (``trên cả 3 tiêu chí``).
_FEW = 5
_DEFINITE = frozenset({"cả", "các", "những", "trong", "giữa", "của", "theo"})


_TESTS = (
    ("bare_number", _is_unread),
    ("duration", _is_duration),
    ("age", _is_age),
    ("basis_or_recipients", _is_outside),
    ("quoted", _is_quoted),
    ("title", _is_title),
    ("denominator", _is_denominator),
    ("name", _is_name),
    ("numbered", _is_numbered),
    ("specification", is_specification),
    ("assigned", _is_assigned),
    ("in_subject", _is_in_subject),
    ("listing", _is_listing),
    ("criterion", is_criterion),
    ("factor", _is_factor),
    ("definite", _is_definite),
    ("multiplier", _is_multiplier),
    ("ceiling", is_ceiling),
    ("procedure", is_procedure),
    ("condition", is_condition),
)
