"""The decision that an article reports: what the lead says was issued, by whom and when."""

from __future__ import annotations

import datetime as dt
from functools import cache

import regex

from kc_extract.dates import find_dates
from kc_extract.gazetteer import agencies
from kc_extract.header.issuer import full_name
from kc_extract.references import Reference, find_references
from kc_extract.text import lower
from kc_extract.types import Announced, Document

_ISSUES = regex.compile(r"(?:ban hành|phê duyệt|ký|công bố|thông qua|có)\s*(?:ban hành|quyết định)?")
#: Kinds that an article reports as news; a decree or circular cited beside them is their basis.
_REPORTED = ("decision", "plan", "resolution", "programme", "directive", "notice")
_SENTENCE = regex.compile(r"[.;!?]\s|\n")
_LEAD = 300
_BEHIND = 120


def find_announced(document: Document) -> Announced | None:
    """The first document that the text says was issued, with its date and issuer, or None."""
    text = document.text
    references = [item for item in find_references(text) if item.kind in _REPORTED]
    for reference in references:
        lead = _lead(text, reference.span.start)
        verb = _verb(lead)
        if verb is not None:
            return _announced(document, reference, lead, verb)
    return None


def _lead(text: str, start: int) -> str:
    """What the sentence says before the number."""
    before = text[max(0, start - _LEAD) : start]
    breaks = [found.end() for found in _SENTENCE.finditer(before)]
    return before[breaks[-1] :] if breaks else before


def _verb(lead: str) -> int | None:
    """Where the verb of issuing stands that governs the number: behind the issuer, with no other document between."""
    low = lower(lead)
    found = [match.start() for match in _verbs().finditer(low)]
    return found[-1] if found else None


def _announced(document: Document, reference: Reference, lead: str, verb: int) -> Announced:
    issuer = _issuer(document, lead[:verb]) or _issuer_behind(document, reference)
    return Announced(number=reference.number, issued_on=_date(reference, lead[:verb]), issuer=issuer)


def _date(reference: Reference, before: str) -> dt.date | None:
    if reference.dated:
        return reference.dated.date
    dates = list(find_dates(before))
    return dates[-1].date if dates else None


def _issuer(document: Document, before: str) -> str | None:
    found = list(_body().finditer(before))
    return full_name(document, found[-1][0].strip(" ,")) if found else None


def _issuer_behind(document: Document, reference: Reference) -> str | None:
    after = document.text[reference.span.end : reference.span.end + _BEHIND]
    found = regex.match(rf"[^;.]*?\bcủa\s+(?P<body>{_body().pattern})", after)
    return full_name(document, found["body"].strip(" ,")) if found else None


@cache
def _verbs() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})(?:ban hành|phê duyệt|ký|công bố|thông qua)(?=\s)(?!\s+kèm theo)")


@cache
def _body() -> regex.Pattern[str]:
    """A body as running text names it, with a territory behind it where one follows."""
    words = agencies()
    people = r"(?:UBND|HĐND|[UỦ][ỷỶyY] ban nhân dân|Ủy ban nhân dân|Hội đồng nhân dân)"
    level = r"(?:tỉnh|thành phố|TP\.?|Thành phố|huyện|quận|thị xã|xã|phường)"
    name = r"(?:\s+\p{Lu}[\p{L}.]*(?:(?:\s|\s?[-–]\s?)\p{Lu}\p{L}*)*)?"
    known = "|".join(regex.escape(agency.name) for agency in sorted(words.agency, key=lambda agency: -len(agency.name)))
    return regex.compile(rf"(?:{people}\s+{level}{name}|{known}|(?:Bộ|Sở)\s+\p{{Lu}}[\p{{L}}, ]*?(?=\s+(?:đã|vừa|ban hành|ký|phê|,|$)))")
