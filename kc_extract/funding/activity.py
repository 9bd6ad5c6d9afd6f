"""The section whose activity the money pays for."""

from __future__ import annotations

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


def activity_of(places: Places, span: Span, *, is_norm: bool) -> str | None:
    """The path of the section that the amount pays for; None for the whole document or part.

    The item itself for a norm (a lettered item stands for the one above it), the section above a
    ``Kinh phí thực hiện`` for a sum.
    """
    chain = list(places.index.parents(places.index.section(span.start)))
    if not chain or _is_general(places, chain) or (not is_norm and _names_whole(places, span)):
        return None
    found = _norm_holder(places, chain) if is_norm else _sum_holder(places, chain)
    return found.path if found is not None else None


def _is_general(places: Places, chain: list[Section]) -> bool:
    return any(_GENERAL.match(_heading(places, section)) for section in chain)


def _heading(places: Places, section: Section) -> str:
    """The section's title, else the first words of its text, lower-cased."""
    if section.title:
        return section.title.lower()
    first = places.index.paragraph(section.span.start).span
    return places.low[min(section.span.start + len(section.marker), first.end) : first.end].lstrip(" .)/-:")


def _names_whole(places: Places, span: Span) -> bool:
    """Whether the clause says that the money is for the whole programme."""
    sentence = places.sentence(span)
    found = _FOR_WHOLE.search(places.low, sentence.start, span.start)
    return found is not None


_FOR_WHOLE = regex.compile(
    r"(?:kinh phí|vốn|dự toán|nguồn lực|ngân sách)(?!\p{L})[^.;:]{0,40}?(?:thực hiện|triển khai|của|cho)\s+(?:một số nhiệm vụ của\s+)?(?:toàn bộ\s+|các\s+)?"
    + phrases(["chương trình", "đề án", "kế hoạch", "quy hoạch", "nghị quyết", "quyết định"])
)


def _sum_holder(places: Places, chain: list[Section]) -> Section | None:
    """The innermost section that is not itself about money."""
    for at, section in enumerate(chain):
        heading = _heading(places, section)
        if _is_money(heading):
            if headings().whole.search(heading):
                return None
            continue
        if section.title and headings().container.match(heading):
            return None
        return section if at == 0 or section.level > 0 else None
    return None


def _is_money(heading: str) -> bool:
    return headings().money.match(heading) is not None or headings().rates.match(heading) is not None


def _norm_holder(places: Places, chain: list[Section]) -> Section | None:
    at = 0
    while at < len(chain) and (_is_letter(chain[at]) or _is_empty(places, chain, at)):
        at += 1
    if at == len(chain):
        return None
    section = chain[at]
    is_whole = section.title is not None or section.marker.startswith("Điều")
    return (
        None
        if is_whole and (at > 0 or section.title) and headings().rates.match(_rate_heading(places, section))
        else section
    )


def _rate_heading(places: Places, section: Section) -> str:
    return _heading(places, section)


def _is_letter(section: Section) -> bool:
    return len(section.marker) == 1 and section.marker.isalpha() and section.marker.islower()


def _is_empty(places: Places, chain: list[Section], at: int) -> bool:
    """Whether a section above is only the second marker of the item below it (``6. a)``)."""
    return (
        at > 0
        and chain[at - 1].span.start - chain[at].span.start <= len(chain[at].marker) + len("/.  ") - 1
        and _same_line(places, chain[at], chain[at - 1])
    )


def _same_line(places: Places, first: Section, second: Section) -> bool:
    return places.index.paragraph_index(first.span.start) == places.index.paragraph_index(second.span.start)
