"""Quantities that set rules and promise nothing: criteria, ceilings, papers of a procedure, conditions."""

from __future__ import annotations

import regex

from kc_extract.context import Context, Index, lines_above
from kc_extract.targets.clause import Clause
from kc_extract.targets.subjects import last_result
from kc_extract.targets.times import without_times
from kc_extract.targets.words import pattern, words
from kc_extract.text import lower
from kc_extract.types import Mention

#: A condition word governs figures this close behind it, in characters.
NEAR = 45
#: A length of time that is itself what is aimed at.
SHORTENED = regex.compile(
    r"(?:§+|[-+•*]|\d+[.)]|[a-zđ]\))?\s*(?:phấn đấu\s+)?(?:thời gian\s[^;:.]{2,80}\s)?"
    r"(?:giảm|rút ngắn|tăng|kéo dài|nâng)\s+.*\b(?:xuống|còn|lên)\b"
)


_NAMED = regex.compile(r"\s*(?:sau|trở lên|nêu|quy định|theo)")


def is_criterion(context: Context, index: Index, mention: Mention, _clause: Clause) -> bool:
    """Under a line or a heading that announces criteria, or a count of criteria to be met."""
    folded = context.folded
    counts_criteria = lower(mention.unit or "") in words("criterion_units")
    if counts_criteria and (mention.qualifier == "at_least" or _NAMED.match(folded, mention.span.end)):
        return True
    if _defines(folded, index, mention):
        return True
    row = index.paragraph(mention.span.start).span
    if _REQUIRED.search(folded, row.start, mention.span.start):
        return True
    lines = lines_above(context, index, mention)
    if any(pattern("criterion_lines").search(folded, line.start, line.end) for line in lines):
        return True
    parents = index.parents(index.section(mention.span.start))
    return any(pattern("criterion_headings").match(lower(section.title or "")) for section in parents)


def _defines(folded: str, index: Index, mention: Mention) -> bool:
    """Whether the figure tells what makes a thing one of a kind."""
    if _IS_A.match(folded, index.sentence(mention.span).start, mention.span.start):
        return True
    return mention.qualifier == "at_least" and _DEFINES.match(folded, mention.span.end) is not None


#: What is a thing of a kind that has so many: a definition (``Hộ nghèo là hộ gia đình có …``).
_IS_A = regex.compile(
    r"\W*(?:[\da-zđ]{1,2}[.)]\s*)?\p{L}[^.;:,\d]{2,80}\s(?:là|được hiểu là)\s+"
    r"(?:hộ gia đình|hộ|xã|thôn|huyện|người|cá nhân|tổ chức|doanh nghiệp|cơ sở|dự án|công trình|đơn vị|địa bàn|nhóm)\s"
    r"(?:[^.;:]{0,120}?\s)?(?:có|thuộc|sử dụng|đạt|thiếu|thiếu hụt|chưa)\s"
)
#: What has so many or more is something: a definition.
_DEFINES = regex.compile(r"\s*(?:là|thì|được (?:coi|xác định|công nhận|tính|xem))(?!\p{L})")
#: What a procedure asks of its applicant, ahead of the figure on its line or in its row of a table.
_REQUIRED = regex.compile(
    r"(?<!\p{L})(?:yêu cầu|điều kiện)\s+(?:(?:thực hiện|để giải quyết|giải quyết)\s+)?"
    r"(?:tthc|thủ tục hành chính)(?!\p{L})"
)


def is_ceiling(context: Context, _index: Index, mention: Mention, _clause: Clause) -> bool:
    """A count in brackets, the members of a body, or the most that a class may have: ``tối đa 30 học viên/lớp``."""
    unit = lower(mention.unit or "")
    is_most = mention.kind == "count" and mention.qualifier == "at_most"
    if unit.startswith(words("members")) or (
        unit == "lần" and mention.high == 1 and _ONCE.search(_before(context, mention))
    ):
        return True
    if is_most and (mention.per is not None or unit.startswith(words("offices"))):
        return True
    if is_most and _YEARLY.match(context.folded, mention.span.end):
        return True
    start, end = mention.span.start, mention.span.end
    before, after = context.text[max(0, start - 3) : start].rstrip()[-1:], context.text[end : end + 3].lstrip()[:1]
    return before == "(" and after == ")"


def _before(context: Context, mention: Mention) -> str:
    """The words right before a figure."""
    return context.folded[max(0, mention.span.start - 30) : mention.span.start]


#: What is granted once only, which no plan counts.
_ONCE = regex.compile(r"(?:hỗ trợ|trợ cấp|hưởng|cấp|chi trả|thưởng)\s+(?:không quá\s+)?$")
_YEARLY = regex.compile(r"[^.,;:]{0,40}?(?:trong|mỗi|/)\s*(?:0?1|một)?\s*năm(?!\s+\d)")


def is_procedure(context: Context, index: Index, mention: Mention, clause: Clause) -> bool:
    """Parts of a text, papers to hand in, points of a marking scheme."""
    is_index = _INDEX.match(context.folded, clause.before.start, mention.span.start) is not None
    if mention.kind != "count" or mention.unit is None or is_index:
        return False
    unit, span = lower(mention.unit), index.paragraph(mention.span.start).span
    if unit in words("text_units"):
        return True
    if _BY_NUMBER.match(context.folded, mention.span.end) is not None:
        return True
    if unit.startswith(words("announced_units")) and _ANNOUNCES.search(context.folded, span.start, span.end):
        return True
    if context.text[mention.span.start - 1 : mention.span.start] == "/" and unit in words("procedure_units"):
        return True
    return (
        unit in words("procedure_units")
        and pattern("procedure_words").search(lower(context.text[span.start : span.end])) is not None
    )


#: An index is told in points, which no paper asks for.
_INDEX = regex.compile(r"\W*(?:chỉ số|mức độ|điểm số)\s")
#: Documents listed with their numbers (``04 Quyết định số 17/QĐ-UBND``).
_BY_NUMBER = regex.compile(r"\s*(?:số|số hiệu)\s+\d")
#: What a decision announces it only lists (``công bố 08 thủ tục hành chính``).
_ANNOUNCES = regex.compile(r"(?:công bố|danh mục|phê duyệt)\b")


#: What each of those counted ahead must have (``hỗ trợ 60 cơ sở sử dụng từ 10 lao động trở lên``).
_COUNTED_WITH = regex.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3})*\s+\p{L}[^,;:.()\d]{1,40}?\s(?:có|sử dụng|có quy mô|quy mô)\s+từ\s+\d*$"
)


def is_condition(context: Context, index: Index, mention: Mention, clause: Clause) -> bool:
    """Under a condition word, ahead of what follows from it, or in a sentence that opens with a case."""
    folded = context.folded
    if SHORTENED.match(folded, clause.before.start, clause.before.end):
        return False
    sentence = index.sentence(mention.span)
    near = folded[max(clause.before.start, mention.span.start - NEAR) : mention.quantity.start]
    is_aimed = _AIMED_RANGE.search(near) or "phấn đấu" in folded[sentence.start : mention.span.start]
    before = without_times(folded[clause.before.start : mention.quantity.start])
    if (is_aimed and mention.low is not None and mention.high is not None) or _HAS.fullmatch(before):
        near = ""
    opening = folded[sentence.start : sentence.start + 30].lstrip("-+ §")
    if mention.kind != "percent" and (_ENTITLED.match(folded, mention.span.start) or _COUNTED_WITH.search(near)):
        return True
    if _THEN.search(folded, clause.after.start, clause.after.end):
        return True
    if _THEN.search(folded, mention.span.end, sentence.end) and not _THEN.search(
        folded, sentence.start, mention.span.start
    ):
        return True
    if _NORMED.match(folded, mention.span.end) and _MEETS.search(folded[clause.before.start : mention.quantity.start]):
        return True
    return _has_condition(folded, clause, near, mention) or opening.startswith(("trường hợp", "nếu "))


def _has_condition(folded: str, clause: Clause, near: str, mention: Mention) -> bool:
    """Whether a condition word stands near, and not only within the name of what the figure measures."""
    found = pattern("condition_before").search(near)
    if found is None:
        return False
    before = folded[clause.before.start : mention.quantity.start]
    named = pattern("figure_nouns").match(before)
    is_within = named is not None and len(before) - len(near) + found.start() > named.end()
    return not (is_within and last_result(before) is not None)


#: A range that is aimed at is no condition (``Phấn đấu có từ 01 đến 02 sản phẩm``).
#: A goal of so many or more, where no kind of thing is told by what it has (``Đến năm 2030 có từ 80% …``).
_HAS = regex.compile(
    r"\W*(?:phấn đấu\s+)?(?:(?:toàn\s+)?(?:tỉnh|thành phố)\s+|toàn\s+(?:huyện|xã|ngành)\s+|cả nước\s+)?có\s+từ\s*"
)
_AIMED_RANGE = regex.compile(r"phấn đấu\s+(?:\p{L}+\s+){0,3}có\s+từ\s+$")
#: Who has so many is entitled to something (``tuyển dụng từ 10 lao động trở lên được hỗ trợ``).
_ENTITLED = regex.compile(
    r"từ\s[^.,;:\n]{0,60}?(?:trở lên|trở xuống)[^.,;:\n]{0,40}?\s(?:thì\s+)?được\s+"
    r"(?:hỗ trợ|hưởng|xét|miễn|giảm|cấp|vay|ưu tiên)"
)
#: An amount by unit behind a colon is what the words ahead of it are entitled to, where they say what must be met
#: (``Xã đạt 100% thôn …: 10.000.000 đồng/xã``).
_NORMED = regex.compile(
    r"[^;:\n]{0,120}:\s+(?:mức\s+)?(?:\p{L}+\s+){0,3}\d[\d.,]*\s*(?:nghìn\s|ngàn\s|triệu\s|tỷ\s)?\s*đồng\s?/"
)
_MEETS = regex.compile(r"(?<!\p{L})(?:đạt|có)\s+(?:(?:từ|trên|dưới|ít nhất|tối thiểu|tối đa|không quá)\s+)?(?:đủ\s+)?$")
#: What stands before this is the condition, what stands behind it the rule.
_THEN = regex.compile(r"\sthì\s|:\s*hệ số\b")
