"""What an amount of money is for, told by the words around it; the nearest decide.

An amount that is only a threshold, a step of a calculation or a price observed is named so, and is no record.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kc_extract.funding.places import Places
from kc_extract.funding.words import Cue, Purpose, cues, source_hits
from kc_extract.types import Mention, Span

#: A share of something times an amount is a rule of calculation, whoever pays.
_FACTOR = regex.compile(r"(?r)\d\s*%[^.;%]{0,40}\s[x×*]\s*\(?\s*|[x×*]\s*\d[\d.,]*\s*%\s*[x×*]\s*|\+\s*\(?\s*")
#: An amount ahead of another's name bounds the class to which the other applies (``Đến 1 tỷ đồng mức thu là …``).
_BOUND_OF = regex.compile(r"\s*(?:thì\s+|được\s+)?(?:mức (?:thu|phí|phạt|hỗ trợ|chi|đóng)|phải nộp|thu)(?!\p{L})")
#: A rate that an item sets without saying for what (``a) Mức 160.000 đồng/người``), not a level that is observed.
_LEVEL = regex.compile(r"(?r)(?<!ở\s)(?<!\p{L})mức(?:\s+(?:là|bằng))?\s*:?\s*")
_SEGMENT = regex.compile(r"[,;:()–]|\s-\s|\. ")
_PART_OF_SUM = regex.compile(r"(?r)phần\s+(?:[\p{L} ]{0,40})(?:trên|vượt|còn lại)?\s*")


def purpose_of(
    places: Places, mention: Mention, before: Span, *, last: int = 0, inherit: bool = True
) -> Purpose | None:
    """What the amount is for: told by its sentence, else, to ``inherit``, by the lines that lead in and the headings.

    ``before`` is the sentence ahead of it, ``last`` where the amount ahead of it in that sentence ends.
    """
    low = places.low
    if _is_step(low, mention, before):
        return "worth"
    own = next((found for part in _segments(low, before, last) if (found := leading_cue(low, part)) is not None), None)
    if own is not None and own.bounds and _is_bounded(mention) and not _names_payer(low, own.end, before.end):
        return "worth"
    if own is not None and not (own.weak and inherit):
        return _settled(places, mention, own.purpose)
    above = _inherited(places, mention, before) if inherit else None
    if own is not None and above not in {"charge", "fine"}:
        return own.purpose
    if own is None and inherit and (behind := _behind(low, mention)) is not None:
        return _settled(places, mention, behind)
    return _settled(places, mention, above) if above is not None or not inherit else _told_by_itself(low, before, last)


def _behind(low: str, mention: Mention) -> Purpose | None:
    """What the noun right behind an amount says of it (``3,5 tỷ đồng kinh phí``)."""
    end = mention.span.end
    cue = next(cues(low, end, end + _NEAR), None)
    return cue.purpose if cue is not None and not low[end : cue.start].strip() else None


#: A noun right behind an amount begins within its reach.
_NEAR = 30


def _told_by_itself(low: str, before: Span, last: int) -> Purpose | None:
    """Spending, where nothing else is said but a rate or whose money it is."""
    is_told = _LEVEL.match(low, before.start, before.end) is not None or _names_payer(low, last, before.end)
    return "spend" if is_told else None


def _is_step(low: str, mention: Mention, before: Span) -> bool:
    """Whether the amount is a step of a calculation, or the class that another amount applies to."""
    return (
        _FACTOR.match(low, before.start, before.end) is not None
        or _PART_OF_SUM.match(low, before.start, mention.quantity.start) is not None
        or _BOUND_OF.match(low, mention.span.end) is not None
    )


def _names_payer(low: str, start: int, end: int) -> bool:
    return next(source_hits(low, start, end), None) is not None


def _is_bounded(mention: Mention) -> bool:
    """Whether the amount is but a bound: one side is open, or excluded."""
    return None in {mention.low, mention.high} or mention.low_open or mention.high_open or mention.low != mention.high


#: In the documents that set prices a price is a charge; elsewhere it is only reported.
_SETS_PRICES = frozenset({"decision", "resolution", "circular", "decree", "law", "ordinance"})


def _settled(places: Places, mention: Mention, purpose: Purpose | None) -> Purpose | None:
    """The purpose, but a ceiling on what is produced is a threshold, and a price set by the document a charge."""
    if purpose == "aim" and mention.qualifier in {"at_most", "less_than"}:
        return "worth"
    return "charge" if purpose == "market" and places.context.header.kind in _SETS_PRICES else purpose


def _segments(low: str, before: Span, last: int) -> Iterator[Span]:
    """The parts of the sentence before an amount, the nearest first; another amount ends a part too."""
    marks = [mark.span() for mark in _SEGMENT.finditer(low, before.start, before.end)]
    if before.start < last < before.end:
        marks = sorted([*marks, (last, last)])
    end = before.end
    for start, stop in reversed(marks):
        yield Span(stop, end)
        end = start
    yield Span(before.start, end)


def leading_cue(low: str, span: Span) -> Cue | None:
    """The word that decides a part of a sentence: its first, a weak one only where no stronger one follows."""
    weak: Cue | None = None
    for cue in cues(low, span.start, span.end):
        if not cue.weak:
            return cue
        weak = weak or cue
    return weak


def first_purpose(low: str, span: Span) -> Purpose | None:
    """The purpose that a heading, a label or a part of a sentence states."""
    cue = leading_cue(low, span)
    return cue.purpose if cue is not None else None


def _inherited(places: Places, mention: Mention, sentence: Span) -> Purpose | None:
    for span in _above(places, mention, sentence):
        if (found := first_purpose(places.low, span)) is not None:
            return found
    part = places.index.part(mention.span.start)
    return title_purpose(places, part.span.start) if part.name != "body" else _header_purpose(places)


#: How far back in its paragraph the sentences ahead of an amount may tell what it is for.
_REACH = 400


def _above(places: Places, mention: Mention, sentence: Span) -> Iterator[Span]:
    """What stands above a sentence, the nearest first: the sentences ahead in its paragraph, then its lead-ins."""
    floor = max(places.paragraph(mention.span.start).start, sentence.start - _REACH)
    yield from _segments(places.low, Span(min(floor, sentence.start), sentence.start), 0)
    for lead in places.leads(mention.span.start):
        yield places.paragraphs[lead].span


def _header_purpose(places: Places) -> Purpose | None:
    title = (places.context.header.title or "").lower()
    return first_purpose(title, Span(0, len(title)))


#: The heading of an attachment and its title stand in its first lines.
_TITLE_LINES = 4


def title_purpose(places: Places, start: int) -> Purpose | None:
    """What the title of the part that starts at the offset says of its money."""
    first = places.index.paragraph_index(start)
    for paragraph in places.paragraphs[first : first + _TITLE_LINES]:
        if (found := first_purpose(places.low, paragraph.span)) is not None:
            return found
    return None
