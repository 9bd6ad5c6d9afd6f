"""The period of a record: the years its own words name, else those of the lines above it, else the document's."""

from __future__ import annotations

import regex

from kc_extract.context import Context, Index
from kc_extract.types import Mention, Period, Span

_YEAR = r"(?:19|20)\d{2}"
_PERIOD = regex.compile(
    rf"(?:giai đoạn|thời kỳ|trong)\s+(?:từ\s+)?(?:năm\s+)?(?P<first>{_YEAR})"
    rf"\s*(?:[-–—÷]|đến(?:\s+năm)?)\s*(?P<last>{_YEAR})"
    rf"|từ\s+năm\s+(?P<from>{_YEAR})\s+đến\s+(?:hết\s+)?năm\s+(?P<to>{_YEAR})"
    rf"|(?P<until>đến|tới)\s+(?:hết\s+|cuối\s+|đầu\s+)?năm\s+(?P<goal>{_YEAR})"
    rf"|(?<!tháng\s\d{{1,2}}\s)(?<!so với\s)(?<!\bso\s)(?<!\blần\s)(?<!cùng kỳ\s)"
    rf"\bnăm\s+(?P<year>{_YEAR})(?!\s*(?:[-–]\s*{_YEAR}|của))"
)
#: A year in the name of a law or of a plan that is only cited says nothing of the record.
_NAMED = regex.compile(
    r"(?:luật|bộ luật|hiến pháp|pháp lệnh|điều lệ|số \S+/\S+)[^,;.]{0,60}$"
    r"|(?:so với|so|so với cuối|so với đầu|trước|sau|kể từ|từ sau)\s*$"
)

#: The year of the value that a change starts from (``từ 61% năm 2024 lên 64%``) is not the goal's.
_STARTED = regex.compile(r"(?<!\p{L})từ\s+(?:mức\s+)?\d[^;:\n]{0,40}$")
_ARRIVES = regex.compile(r"\s*,?\s*(?:tăng\s+|giảm\s+)?(?:lên|xuống|còn)(?!\p{L})")


def period_of(context: Context, index: Index, mention: Mention) -> Period | None:
    """``[first_year, last_year]`` of the record; ``đến năm Y`` starts with the document's period or year of issue."""
    folded = context.folded
    ahead = _ahead(context, index, index.sentence(mention.span))
    for span in _places(context, index, mention):
        found = _nearest(folded, span, mention.span)
        if found is not None and not (span == ahead and _is_late_year(folded, span, found)):
            return _years(found, context)
    return context.header.period


def _places(context: Context, index: Index, mention: Mention) -> list[Span]:
    """Where the years may stand: the sentence, the lead-in line of a bullet, the headings above, innermost first."""
    sentence = index.sentence(mention.span)
    places = [_segment(context.text, sentence, mention.span), sentence, _ahead(context, index, sentence)]
    lead = index.lead_in(mention.span.start)
    if lead is not None:
        places.append(lead)
    places += [section.span for section in index.parents(index.section(mention.span.start))]
    return places


def _ahead(context: Context, index: Index, sentence: Span) -> Span:
    """What semicolons part from the sentence ahead of it, back to the last full stop of its paragraph."""
    start = max(index.paragraph(sentence.start).span.start, sentence.start - _REACH)
    stops = [stop.end() for stop in _STOP.finditer(context.text, start, sentence.start + 1)]
    return Span(min(sentence.start, max([start, *stops])), sentence.start)


_REACH = 600
_STOP = regex.compile(r"[.!?](?=\s+\p{Lu})|\n| \| ")


def _segment(text: str, sentence: Span, mention: Span) -> Span:
    """The words from the comma ahead of a figure to the next figure, where a year is its own on either side."""
    start = max(text.rfind(sign, sentence.start, mention.start) for sign in (", ", "; ", ": ")) + 1
    other = _OTHER.search(text, mention.end, sentence.end)
    return Span(max(sentence.start, start), sentence.end if other is None else other.start())


#: What is said of another figure begins at that figure, or behind a semicolon.
_OTHER = regex.compile(r";|(?<!(?:năm|đoạn)\s)(?<![\d.,/-])(?<!\d\s*[-–]\s*)\d")


def _nearest(folded: str, place: Span, mention: Span) -> regex.Match[str] | None:
    """The last period named before the mention in the place, else the first behind it."""
    found = [
        match
        for match in _PERIOD.finditer(folded, place.start, place.end)
        if not _is_named(folded, place, match) and not _is_inverted(match)
    ]
    split = _SPLIT.search(folded, mention.end, place.end)
    found = [match for match in found if split is None or match.start() < split.start()]
    before = [match for match in found if match.start() <= mention.start]
    own = next((match for match in found if match.start() >= mention.end), None)
    if before and own is not None and _is_right_behind(folded, mention, own, before[-1]):
        return own
    return before[-1] if before else (found[0] if found else None)


#: What opens the parts of a figure: their years are not those of the whole.
_SPLIT = regex.compile(r"(?<!\p{L})(?:trong (?:số )?đó|bao gồm|gồm|chia ra|phân kỳ)(?!\p{L})")


def _is_right_behind(folded: str, mention: Span, own: regex.Match[str], earlier: regex.Match[str]) -> bool:
    """Whether each of two figures has its year behind it (``20% năm 2023 và 50% vào năm 2025``)."""
    start = max(0, earlier.start() - _REACH_OF_YEAR)
    return (
        _TO_YEAR.fullmatch(folded, mention.end, own.start()) is not None
        and _FIGURE.search(folded, start, earlier.start()) is not None
    )


_REACH_OF_YEAR = 24
_TO_YEAR = regex.compile(r"\s*(?:\(|vào|trong)?\s*")
_FIGURE = regex.compile(r"\d\s*(?:%|\p{L}+(?:\s\p{L}+)?)\s*(?:\(|vào|trong)?\s*$")


def _is_late_year(folded: str, place: Span, match: regex.Match[str]) -> bool:
    """Whether a lone year stands within a clause that semicolons part from the record, and does not open it."""
    return match["year"] is not None and _OPENING.search(folded[place.start : match.start()]) is None


_OPENING = regex.compile(r"(?:^|;)[\s+•*–-]*(?:trong|vào)?\s*$")


def _is_inverted(match: regex.Match[str]) -> bool:
    """Whether the years run backwards: a misprint, which says nothing of when (a check tells it)."""
    first, last = match["first"] or match["from"], match["last"] or match["to"]
    return first is not None and int(first) > int(last)


def _is_named(folded: str, place: Span, match: regex.Match[str]) -> bool:
    before = folded[place.start : match.start()]
    if _NAMED.search(before) is not None:
        return True
    return _STARTED.search(before) is not None and _ARRIVES.match(folded, match.end(), place.end) is not None


def _years(match: regex.Match[str], context: Context) -> Period | None:
    if match["first"]:
        return int(match["first"]), int(match["last"])
    if match["from"]:
        return int(match["from"]), int(match["to"])
    if match["goal"]:
        return _start(context, int(match["goal"])), int(match["goal"])
    year = int(match["year"])
    return year, year


def _start(context: Context, goal: int) -> int:
    header = context.header
    if header.period is not None and header.period[0] <= goal:
        return header.period[0]
    dated = header.issued_on or header.published_on
    return dated.year if dated is not None and dated.year <= goal else goal
