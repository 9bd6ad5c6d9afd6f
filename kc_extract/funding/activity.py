"""The section whose activity the money pays for."""

from __future__ import annotations

from typing import Literal

import regex

from kc_extract.funding.places import Places
from kc_extract.funding.words import headings, phrases
from kc_extract.types import Section, Span

#: Headings over money or duties that belong to the whole document.
_GENERAL = regex.compile(
    r"\W*"
    + phrases(
        ["tổ chức thực hiện", "nguyên tắc", "trách nhiệm", "phân công", "điều khoản thi hành", "hiệu lực thi hành"]
    )
)


#: A sum of money, a rate of support, or a price that users pay.
Kind = Literal["sum", "norm", "price"]


def activity_of(places: Places, span: Span, kind: Kind) -> str | None:
    """The path of the section that the amount pays for; None for the whole document or part.

    The item itself for a norm (the one above it where a lettered item names but a grade), the section above a
    ``Kinh phí thực hiện`` for a sum; the prices of a decision's articles are its whole matter.
    """
    is_norm = kind != "sum"
    chain = list(places.index.parents(places.index.section(span.start)))
    if not chain or _is_general(places, chain) or (not is_norm and _names_whole(places, span)):
        return None
    if kind == "price" and any(section.marker.startswith("Điều") for section in chain):
        return None
    found = _norm_holder(places, chain) if is_norm else _sum_holder(places, chain)
    return found.path if found is not None else None


def _is_general(places: Places, chain: list[Section]) -> bool:
    return any(_GENERAL.match(places.heading(section)) for section in chain)


def _names_whole(places: Places, span: Span) -> bool:
    """Whether the clause says that the money is for the whole programme."""
    sentence = places.sentence(span)
    found = _FOR_WHOLE.search(places.low, sentence.start, span.start)
    return found is not None


_FOR_WHOLE = regex.compile(
    r"(?:kinh phí|vốn|dự toán|nguồn lực|ngân sách)(?!\p{L})[^.;:]{0,40}?(?:thực hiện|triển khai|của|cho)\s+"
    r"(?:một số nhiệm vụ của\s+)?(?:toàn bộ\s+|các\s+)?"
    + phrases(["chương trình", "đề án", "kế hoạch", "quy hoạch", "nghị quyết", "quyết định"])
)


def _sum_holder(places: Places, chain: list[Section]) -> Section | None:
    """The innermost section that is not itself about money; None under one that only holds others."""
    for at, section in enumerate(chain):
        heading = places.heading(section)
        if _is_money(heading):
            if headings().whole.search(heading):
                return None
        elif section.title is None:
            return None if _is_clause(places, chain[at:]) else section
        else:
            return None if headings().container.match(heading) else section
    return None


def _is_clause(places: Places, chain: list[Section]) -> bool:
    """Whether an untitled section is a clause of the whole: in an article, or an item under a heading over money."""
    return any(section.marker.startswith("Điều") or _is_money(places.heading(section)) for section in chain)


def _is_money(heading: str) -> bool:
    return headings().money.match(heading) is not None or headings().rates.match(heading) is not None


def _norm_holder(places: Places, chain: list[Section]) -> Section | None:
    at = 0
    while at < len(chain) and (_is_grade(places, chain[at]) or _is_empty(places, chain, at)):
        at += 1
    if at + 1 < len(chain) and _is_bare_rate(places, chain[at]) and _names_work(places, chain[at + 1]):
        at += 1
    if at == len(chain):
        return None
    section = chain[at]
    is_whole = section.title is not None or (at > 0 and section.marker.startswith("Điều"))
    return None if is_whole and headings().rates.match(places.heading(section)) else section


def _is_bare_rate(places: Places, section: Section) -> bool:
    """Whether an item says no more than that it sets a rate (``1. Mức hỗ trợ: …``)."""
    found = headings().rates.match(places.heading(section))
    return found is not None and _LABEL_END.match(places.heading(section), found.end()) is not None


_LABEL_END = regex.compile(r"\s*(?:[:.]|$|\d|từ|tối đa|không quá|bằng|là)")


def _names_work(places: Places, section: Section) -> bool:
    heading = places.heading(section)
    return section.title is not None and not _is_money(heading) and headings().container.match(heading) is None


def _is_grade(places: Places, section: Section) -> bool:
    """Whether a lettered item names no work of its own but a grade of the one above it (``a) Cấp tỉnh: …``)."""
    is_letter = len(section.marker) == 1 and section.marker.isalpha() and section.marker.islower()
    return is_letter and headings().activity.match(places.heading(section)) is None


def _is_empty(places: Places, chain: list[Section], at: int) -> bool:
    """Whether a section above is only the second marker of the item below it (``6. a)``)."""
    return (
        at > 0
        and chain[at - 1].span.start - chain[at].span.start <= len(chain[at].marker) + len("/.  ") - 1
        and _same_line(places, chain[at], chain[at - 1])
    )


def _same_line(places: Places, first: Section, second: Section) -> bool:
    return places.index.paragraph_index(first.span.start) == places.index.paragraph_index(second.span.start)
