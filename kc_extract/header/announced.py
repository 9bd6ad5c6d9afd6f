"""The decision that an article reports: what the lead says was issued, by whom and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from kc_extract.dates import find_dates
from kc_extract.header.bodies import body_behind, body_of_code, named_body
from kc_extract.references import Reference, find_references
from kc_extract.text import lower
from kc_extract.types import Announced, Document

_VERBS = regex.compile(
    r"(?<!\p{L})(?:(?:ban hành|phê duyệt|ký|công bố|thông qua)(?=\s)(?!\s+kèm theo)"
    r"|(?:đã|vừa|mới)\s+có(?=\s+\p{L}+\s\p{L}+\s+số))"
)
#: Kinds that an article reports as news; a decree or circular cited beside them is their basis.
_REPORTED = ("decision", "plan", "resolution", "programme", "directive", "notice")
_SENTENCE = regex.compile(r"[.;!?]\s|\n")
#: An article that reports a decision without a verb names it at once (``Theo Quyết định số … của …``).
_OPENS = regex.compile(r"[\s(]*(?:theo|tại|thực hiện|triển khai|căn cứ)\s", regex.IGNORECASE)
#: What may stand before a number that opens a headline.
_BEFORE = regex.compile(r"\W*(?:(?:toàn văn|giới thiệu|nội dung)\W+)?(?:[\p{L} ]{0,30}\s)?(?:số\W*)?", regex.IGNORECASE)
_LEAD = 300
_BEHIND = 120
_FIRST = 700


def find_announced(document: Document) -> Announced | None:
    """The first document that the text says was issued, with its date and issuer, or None."""
    references = [item for item in find_references(document.text) if item.kind in _REPORTED]
    for reference in references:
        lead = _lead(document.text, reference.span.start)
        verbs = [found.start() for found in _VERBS.finditer(lower(lead))]
        if verbs:
            return _announced(document, reference, lead[: verbs[-1]])
    return _heading(document, references) or _opening(document, references)


def _heading(document: Document, references: Sequence[Reference]) -> Announced | None:
    """The number that the headline opens with (``Quyết định số 12/QĐ-UBND: Phê duyệt …``)."""
    headline = document.article.headline if document.article is not None else None
    named = next(iter(find_references(headline or "")), None)
    if (
        headline is None
        or named is None
        or named.kind not in _REPORTED
        or not _BEFORE.fullmatch(headline[: named.span.start])
    ):
        return None
    same = [reference for reference in references if reference.key == named.key]
    return _announced(document, next((item for item in same if item.dated), same[0] if same else named), "")


def _opening(document: Document, references: Sequence[Reference]) -> Announced | None:
    """What the first sentences rest on, where its issuer stands beside it."""
    for reference in references:
        lead = _lead(document.text, reference.span.start)
        if reference.span.start < _FIRST and _OPENS.match(lead) and _issuer_behind(document, reference):
            return _announced(document, reference, "")
    return None


def _lead(text: str, start: int) -> str:
    """What the sentence says before the number."""
    before = text[max(0, start - _LEAD) : start]
    breaks = [found.end() for found in _SENTENCE.finditer(before)]
    return before[breaks[-1] :] if breaks else before


def _announced(document: Document, reference: Reference, before: str) -> Announced:
    issuer = body_of_code(reference) or named_body(document, before) or _issuer_behind(document, reference)
    return Announced(number=reference.number, issued_on=_date(reference, before), issuer=issuer)


def _date(reference: Reference, before: str) -> dt.date | None:
    if reference.dated:
        return reference.dated.date
    dates = list(find_dates(before))
    return dates[-1].date if dates else None


def _issuer_behind(document: Document, reference: Reference) -> str | None:
    return body_behind(document, document.text[reference.span.end : reference.span.end + _BEHIND])
