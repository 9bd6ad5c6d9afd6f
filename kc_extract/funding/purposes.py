"""What an amount of money is for, told by the words around it; the nearest decide.

An amount that is only a threshold, a step of a calculation or a price observed is named so, and is no record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.funding.carried import carried_from
from kc_extract.funding.places import Places
from kc_extract.funding.turns import (
    is_bound,
    is_change,
    is_followed,
    is_gift,
    is_out_of,
    is_reached,
    is_step,
    names_payer,
    told_behind,
    told_by_itself,
)
from kc_extract.funding.words import Cue, Purpose, cues
from kc_extract.types import Mention, Span

_SEGMENT = regex.compile(r"[,;:()–]|\s-\s|\. ")


def purpose_of(
    places: Places, mention: Mention, before: Span, *, last: int = 0, inherit: bool = True
) -> Purpose | None:
    """What the amount is for: told by its sentence, else, to ``inherit``, by the lines that lead in and the headings.

    ``before`` is the sentence ahead of it, ``last`` where the amount ahead of it in that sentence ends.
    """
    found = _stated(places, mention, before, last, inherit=inherit)
    low, start = places.low, before.start
    if found not in {"aim", None} and is_change(low, mention, start):
        return "worth"
    return "aim" if found == "charge" and is_reached(low, mention, start) else found


def _stated(places: Places, mention: Mention, before: Span, last: int, *, inherit: bool) -> Purpose | None:
    low = places.low
    if is_step(low, mention, before.start):
        return "worth"
    own = _own_cue(low, before, last)
    if own is not None and own.bounds and is_bound(low, mention) and not names_payer(low, own.end, before.end):
        return "worth"
    if own is not None and own.value and (given := _given(places, mention, before)) is not None:
        return given
    if own is not None and not (own.weak and inherit):
        return _settled(places, mention, own.purpose)
    if own is not None:
        return _levied(places, mention, before, own) or own.purpose
    return _told_around(places, mention, before, last) if inherit else None


def _own_cue(low: str, before: Span, last: int) -> Cue | None:
    """The word of the nearest part of a sentence that has one; ``số tiền`` says nothing where another does."""
    neutral: Cue | None = None
    for at, part in enumerate(_segments(low, before, last)):
        cue = leading_cue(low, part, turning=at == 0)
        if cue is not None and not cue.neutral:
            return cue
        neutral = neutral or cue
    return neutral


def _given(places: Places, mention: Mention, before: Span) -> Purpose | None:
    """What a thing is that is worth an amount: a prize, or a gift; None where nobody gives it away."""
    ahead = places.statement(mention.span.start, reach=_REACH)
    if _strong(places.low, ahead) == "prize" or _inherited(places, mention, before) == "prize":
        return "prize"
    return "spend" if is_gift(places.low, ahead.start, ahead.end) else None


def _levied(places: Places, mention: Mention, before: Span, own: Cue) -> Purpose | None:
    """A charge or fine, where what stands over a weak word says so: the statement up to its colon, or a line above."""
    ahead = places.statement(own.start, reach=_REACH)
    colon = places.low.rfind(":", ahead.start, ahead.end)
    lead = _strong(places.low, Span(ahead.start, colon)) if colon >= 0 else None
    above = lead or _inherited(places, mention, before)
    return _settled(places, mention, above) if above in {"charge", "fine"} else None


def _strong(low: str, span: Span) -> Purpose | None:
    """What the parts of a stretch of text say in a strong word, the nearest to its end first."""
    found = (leading_cue(low, part) for part in _segments(low, span, 0))
    return next((cue.purpose for cue in found if cue is not None and not (cue.weak or cue.value)), None)


def _told_around(places: Places, mention: Mention, before: Span, last: int) -> Purpose | None:
    """The purpose of an amount of which the words ahead in its sentence say nothing."""
    low = places.low
    found = told_behind(low, mention) or _inherited(places, mention, before)
    if found is None and is_out_of(low, mention, before.start):
        found = first_purpose(low, Span(mention.span.end, places.sentence(mention.span).end))
    return _settled(places, mention, found) if found is not None else told_by_itself(low, mention, before, last)


#: In the documents that set prices a price is a charge; elsewhere it is only reported.
_SETS_PRICES = frozenset({"decision", "resolution", "circular", "decree", "law", "ordinance"})


def _settled(places: Places, mention: Mention, purpose: Purpose | None) -> Purpose | None:
    """The purpose, but a ceiling on what is produced is a threshold, and a price set by the document a charge."""
    if purpose == "aim" and mention.qualifier in {"at_most", "less_than"}:
        return "worth"
    return "charge" if purpose == "market" and places.context.header.kind in _SETS_PRICES else purpose


def _segments(low: str, before: Span, last: int) -> Iterator[Span]:
    """The parts of the sentence before an amount, the nearest first; another amount ends a part too.

    What stands in brackets that are closed ahead of the amount comes last.
    """
    marks = [mark.span() for mark in _SEGMENT.finditer(low, before.start, before.end)]
    if before.start < last < before.end:
        marks = sorted([*marks, (last, last)])
    end, depth = before.end, 0
    asides: list[Span] = []
    for start, stop in reversed(marks):
        if depth:
            asides.append(Span(stop, end))
        else:
            yield Span(stop, end)
        depth = _depth(depth, low[start:stop])
        end = start
    yield Span(before.start, end)
    yield from asides


def _depth(depth: int, mark: str) -> int:
    """How many brackets are closed behind the mark, going back through a sentence."""
    return depth + 1 if mark == ")" else max(0, depth - 1) if mark == "(" else depth


def leading_cue(low: str, span: Span, *, turning: bool = True) -> Cue | None:
    """The word that decides a part of a sentence: its first, a weak one only where no stronger one follows.

    What stands ahead of a verb that grants to a subject (``hộ bị thiệt hại được hỗ trợ``) only describes the subject,
    where ``turning`` allows it and nothing is said to be reached behind it.
    """
    found = list(cues(low, span.start, span.end))
    first = _first_strong(found)
    turns = [at for at, cue in enumerate(found) if cue.turns and not is_followed(low, cue.end, span.end)]
    turned = max(turns, default=0)
    if first is None or first.purpose in _PAID or not (turned and turning):
        return first or (found[0] if found else None)
    return _first_strong(found[turned:]) or found[turned]


def _first_strong(found: Sequence[Cue]) -> Cue | None:
    return next((cue for cue in found if not cue.weak), None)


_PAID = frozenset({"spend", "charge", "fine", "prize"})


def first_purpose(low: str, span: Span) -> Purpose | None:
    """The purpose that a heading, a label or a part of a sentence states; what a thing is worth states none."""
    cue = leading_cue(low, span)
    return cue.purpose if cue is not None and not cue.value else None


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
    if (carried := carried_from(places, mention.span.start)) is not None:
        yield from _segments(places.low, places.paragraphs[carried].span, 0)
    for lead in places.leads(mention.span.start):
        yield places.paragraphs[lead].span


def _header_purpose(places: Places) -> Purpose | None:
    title = (places.context.header.title or "").lower()
    return first_purpose(title, Span(0, len(title)))


def title_purpose(places: Places, start: int) -> Purpose | None:
    """What the title of the part that starts at the offset says of its money."""
    found = (first_purpose(places.low, span) for span in places.title_lines(start))
    return next((purpose for purpose in found if purpose is not None), None)
