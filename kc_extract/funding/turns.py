"""Turns of phrase right around an amount that say what it is: a step, a change, a bound, a gift, what it pays for."""

from __future__ import annotations

import regex

from kc_extract.funding.words import Purpose, cues, giving, headings, source_hits, works
from kc_extract.types import Mention, Span

#: A share of something times an amount is a rule of calculation, whoever pays.
_FACTOR = regex.compile(r"(?r)\d\s*%[^.;%]{0,40}\s[x×*]\s*\(?\s*|[x×*]\s*\d[\d.,]*\s*%\s*[x×*]\s*|\+\s*\(?\s*")
#: An amount ahead of another's name bounds the class to which the other applies (``Đến 1 tỷ đồng mức thu là …``).
_BOUND_OF = regex.compile(r"\s*(?:thì\s+|được\s+)?(?:mức (?:thu|phí|phạt|hỗ trợ|chi|đóng)|phải nộp|thu)(?!\p{L})")
#: A bound that only says when something else applies (``thấp hơn 3 triệu đồng/tháng thì được tăng thêm …``).
_THEN = regex.compile(r"\s*(?:/\s*[\p{L}/ ]{1,30}?)?,?\s*thì(?!\p{L})")
#: A class of works that an amount bounds (``dự án từ 45 tỷ đồng đến dưới 120 tỷ đồng``).
_CLASS = regex.compile(r"(?r)(?<!\p{L})(?:dự án|gói thầu|công trình|hợp đồng|nhóm [abc])\s*")
#: A factor behind an amount, in brackets or not (``1.390.000 đồng/tháng) x 4,5%``).
_SHARE_OF = regex.compile(r"\s*(?:/\s*\p{L}[\p{L} ]{0,20}?)?\s*\)?\s*[x×*]\s*\d[\d.,]*\s*%")
_PART_OF_SUM = regex.compile(
    r"(?r)(?<!\p{L})phần\s+(?:[\p{L} ]{0,40}\s)?(?:trên|vượt|vượt quá|vượt trên|quá|từ|dưới|đến|còn lại)\s*"
)
#: A rate that an item sets without saying for what (``a) Mức 160.000 đồng/người``), not a level that is observed.
_LEVEL = regex.compile(r"(?r)(?<!ở\s)(?<!\p{L})mức(?:\s+(?:là|bằng))?\s*:?\s*")
#: A change against an earlier figure (``tăng 400.000 đồng so với năm trước``).
_CHANGE = regex.compile(r"(?r)(?<!\p{L})(?:tăng|giảm|cao hơn|thấp hơn|chênh lệch)(?:\s+thêm)?\s*")
_AGAINST = regex.compile(r"\s*(?:/\s*[\p{L}/ ]{1,30})?,?\s*so với(?!\p{L})")
#: The figure that a change leaves behind (``từ 50 triệu đồng/hộ lên 100 triệu đồng/hộ``).
_LEFT = regex.compile(r"\s*(?:/\s*[\p{L}/ ]{1,30}?)?\s*(?:lên|xuống|thành)(?:\s+(?:thành|đến|tới|còn|mức))*\s+")
_FROM = regex.compile(r"(?r)(?<!\p{L})từ(?:\s+mức)?\s*")
#: What has been taken in is revenue, whatever it is called (``thu phí, lệ phí đạt 300 tỷ đồng``).
_REACHED = regex.compile(r"(?r)(?<!\p{L})đạt(?:\s+được)?\s*")
_GROWS = regex.compile(r"(?<!\p{L})(?:đạt|tăng(?!\s+thêm)|giảm|lãi|thu về)(?!\p{L})")
#: A sum of which others are told as parts (``Trong tổng số 782 tỷ đồng, …``).
_OUT_OF = regex.compile(
    r"\W*(?:(?:cụ thể|riêng),?\s+)?trong\s+(?:(?:tổng|số|phần|nguồn|khoản)(?!\p{L})(?!\s+đó(?!\p{L}))[^,;.\d]{0,80})?"
)
#: Who an amount is for, where a line begins with it (``1.000.000 đồng/người đối với: …``).
_FOR_WHOM = regex.compile(r"\s*(?:\([^()]*\)\s*)?(?:đối với|cho|với)(?!\p{L})")
#: What an amount is meant for pays for it, whatever it is (``37 tỷ đồng để bảo tồn …``).
_PURPOSE = regex.compile(r"\s*(?:để|nhằm|cho việc|dành cho)\s+\p{L}")
#: An amount that a report calls large, or splits, is one sum and bounds no class.
_REPORTED = regex.compile(r"hơn(?!\p{L})")
_SPLIT = regex.compile(r"\s*[,;.(]*\s*(?:trong đó|bao gồm|gồm)(?!\p{L})")
#: A noun right behind an amount begins within its reach.
_NEAR = 30


def is_step(low: str, mention: Mention, start: int) -> bool:
    """Whether the amount is a step of a calculation, or the class that another amount applies to."""
    return (
        _FACTOR.match(low, start, mention.span.start) is not None
        or _PART_OF_SUM.match(low, start, mention.quantity.start) is not None
        or _BOUND_OF.match(low, mention.span.end) is not None
        or _SHARE_OF.match(low, mention.span.end) is not None
        or (mention.low != mention.high and _THEN.match(low, mention.span.end) is not None)
        or (is_bound(low, mention) and _CLASS.match(low, start, mention.span.start) is not None)
    )


def is_change(low: str, mention: Mention, start: int) -> bool:
    """Whether the amount only says by how much another has changed, or from which figure it has."""
    begin, end = mention.span.start, mention.span.end
    if _CHANGE.match(low, start, begin) is not None and _AGAINST.match(low, end) is not None:
        return True
    return _FROM.match(low, start, mention.quantity.start) is not None and _LEFT.match(low, end) is not None


def is_followed(low: str, start: int, end: int) -> bool:
    """Whether something is said to be reached or to have changed between two offsets (``được hỗ trợ tăng 18%``)."""
    return _GROWS.search(low, start, end) is not None


def is_reached(low: str, mention: Mention, start: int) -> bool:
    """Whether the amount has been reached rather than set (``thu phí, lệ phí đạt 300 tỷ đồng``)."""
    return _REACHED.match(low, start, mention.span.start) is not None


def is_bound(low: str, mention: Mention) -> bool:
    """Whether the amount is but a bound: one side is open, or excluded; what a report tells or splits is none."""
    if _REPORTED.match(low, mention.span.start) or _SPLIT.match(low, mention.span.end):
        return False
    return None in {mention.low, mention.high} or mention.low_open or mention.high_open or mention.low != mention.high


def is_out_of(low: str, mention: Mention, start: int) -> bool:
    """Whether the amount is a sum of which the others of its sentence are parts."""
    return _OUT_OF.fullmatch(low, start, mention.span.start) is not None


def is_gift(low: str, start: int, end: int) -> bool:
    """Whether what is worth an amount is given away (``trao 20 suất quà, mỗi suất trị giá 500.000 đồng``)."""
    return giving().search(low, start, end) is not None


def names_payer(low: str, start: int, end: int) -> bool:
    """Whether a stretch of text says whose money it is."""
    return next(source_hits(low, start, end), None) is not None


def told_behind(low: str, mention: Mention) -> Purpose | None:
    """What the words right behind an amount say of it: a noun, or the work that it pays for."""
    end = mention.span.end
    cue = next(cues(low, end, end + _NEAR), None)
    if cue is not None and low[end : cue.start].strip() in {"", "tiền"}:
        return cue.purpose
    is_meant = _PURPOSE.match(low, end) is not None
    return "spend" if is_meant or works().match(low, end) is not None else None


#: An amount that ends its item stands behind the label of the item, or within its sentence.
_ITEM = regex.compile(r"[\s\-+•*]*(?:\p{L}{1,2}[.)]\s*|\d+(?:\.\d+)*[.)]?\s+)?")
_END = regex.compile(r"\s*(?:[;.,(\n]|$)")


def _is_labelled(low: str, mention: Mention, start: int, end: int) -> bool:
    """Whether an amount ends an item that opens with the work it pays for (``a) Xây dựng nhãn hiệu: 5 tỷ đồng``)."""
    begin = _ITEM.match(low, start, end)
    label = begin.end() if begin is not None else start
    return headings().activity.match(low, label, end) is not None and _END.match(low, mention.span.end) is not None


def told_by_itself(low: str, mention: Mention, before: Span, last: int) -> Purpose | None:
    """Spending, where nothing else is said but a rate, whose money it is, or for whom."""
    start, end = before.start, before.end
    if _LEVEL.match(low, start, end) is not None or names_payer(low, last, end):
        return "spend"
    if _is_labelled(low, mention, start, end):
        return "spend"
    is_rate = mention.per is not None and not low[start:end].strip(" -+•*")
    return "spend" if is_rate and _FOR_WHOM.match(low, mention.span.end) is not None else None
