"""What a document does with another that it names: amends it, replaces it, rests on it, or mentions it."""

from __future__ import annotations

from bisect import bisect_right

import regex

from kc_extract.references import Reference
from kc_extract.text import lower
from kc_extract.types import CitationRole, Document, Outline, Span

_BASIS = regex.compile(r"\W*(?:căn cứ|theo|xét|thực hiện|trên cơ sở|thi hành|tiếp theo|triển khai)\s")
_MARKER = regex.compile(r"\W*(?:điều\s+\d+\w?\s*[.:]?|khoản\s+\d+\s*[.:]|\d+(?:\.\d+)*\s*[.)]|[a-zđ]\s*\))?\W*")
_AMENDS = regex.compile(r"(?:sửa đổi(?:\s*(?:,|và)\s*bổ sung)?|bổ sung|điều chỉnh|đính chính)")
_REPLACES = regex.compile(r"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|thu hồi)")
#: The document speaks of itself: what its verb governs is its own deed.
_ITSELF = (
    r"(?:quyết định|nghị quyết|thông tư|nghị định|kế hoạch|chương trình|chỉ thị|quy định|quy chế|văn bản|luật|điều)"
    r"\s+này"
)
_SELF = regex.compile(rf"{_ITSELF}\s+(?:(?:có|sẽ có)\s+hiệu lực[^.;]{{0,160}}?(?:,|và|đồng thời)\s*)?(?:sẽ\s+)?$")
_ENDED = regex.compile(
    r"[^.;]{0,160}?(?:hết hiệu lực|bị bãi bỏ|được thay thế bằng\s+(?:quyết định|nghị quyết)\s+này|chấm dứt hiệu lực)"
)
_OPENING = regex.compile(r"sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|điều chỉnh|về việc|v/v|và|[\W\d]")
#: Said of the other document by way of its history, no deed of this one.
_PASSIVE = regex.compile(r"(?:được|đã|bị)\s+(?:được\s+)?$")
_REACH = 600
#: The word that makes a paragraph a basis stands within so many characters of its start.
_OPENING_REACH = 60
#: Verbs of other things too (``điều chỉnh dự toán``): they govern a number only from near.
_SHORT = ("bổ sung", "điều chỉnh")
_NEAR = 60


def bases_end(document: Document, outline: Outline) -> int:
    """Where the first section of the decision begins, and with it the bases above it end."""
    return next((section.span.start for section in outline.sections if not section.bullet), len(document.text))


def role_of(document: Document, bases: int, title: Span | None, reference: Reference) -> CitationRole:
    """The role that one mention gives; the strongest of all is the citation's. ``bases``: where they end."""
    at = _paragraph_index(document, reference.span.start)
    span = document.paragraphs[at].span
    before = lower(document.text[max(span.start, reference.span.start - _REACH) : reference.span.start])
    if title is not None and title.contains(reference.span):
        return _deed(before[max(0, title.start - span.start) :], opens=True) or "mentions"
    if _is_basis(document, bases, span):
        return "basis"
    opening = _MARKER.match(before)
    clause = _clause(before[opening.end() :] if opening and reference.span.start - span.start < _REACH else before)
    heads = reference.span.start - span.start < _NEAR
    deed = _deed(clause, opens=True) or (_led(document, at, span) if heads else None)
    if deed:
        return deed
    after = lower(document.text[reference.span.end : min(span.end, reference.span.end + _REACH)])
    return "replaces" if _ENDED.match(after) else "mentions"


def _paragraph_index(document: Document, offset: int) -> int:
    return max(0, bisect_right(document.paragraphs, offset, key=lambda paragraph: paragraph.span.start) - 1)


def _is_basis(document: Document, bases: int, span: Span) -> bool:
    """Whether the paragraph is one of the bases above the first section of the decision."""
    opening = lower(document.text[span.start : min(span.end, span.start + _OPENING_REACH)])
    return span.start < bases and _BASIS.match(opening) is not None


def _clause(before: str) -> str:
    return regex.split(r"[.;]\s", before)[-1]


def _deed(clause: str, *, opens: bool) -> CitationRole | None:
    """The deed whose verb opens the clause or follows ``Quyết định này``, with the number still within its reach."""
    best: CitationRole | None = None
    for role, verbs in (("replaces", _REPLACES), ("amends", _AMENDS)):
        for verb in verbs.finditer(clause):
            lead = clause[: verb.start()]
            if _PASSIVE.search(lead) or (verb[0] in _SHORT and len(clause) - verb.end() > _NEAR):
                continue
            if (opens and _is_opening(lead)) or _SELF.search(lead):
                best = role  # type: ignore[assignment]
    return best


def _is_opening(lead: str) -> bool:
    """Whether nothing but other verbs of the same deed stands before the verb."""
    return not _OPENING.sub("", lead).strip()


def _led(document: Document, at: int, span: Span) -> CitationRole | None:
    """The deed of the heading or lead-in over a list of documents (``Bãi bỏ các Quyết định sau:``)."""
    text = lower(document.text[span.start : span.start + 40])
    if not regex.match(r"\W*(?:\d+\s*[.)]|[a-zđ]\s*\)|[-+])", text):
        return None
    for paragraph in reversed(document.paragraphs[max(0, at - 40) : at]):
        line = lower(document.text[paragraph.span.start : paragraph.span.end])
        opening = _MARKER.match(line)
        rest = line[opening.end() :] if opening else line
        if regex.match(r"\W*điều\s+\d", line) or line.rstrip().endswith(":"):
            return _deed(rest, opens=True)
    return None
