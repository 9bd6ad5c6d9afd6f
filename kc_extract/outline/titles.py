"""The title of a heading: what stands behind its marker, unless that opens a sentence."""

from __future__ import annotations

import regex

from kc_extract.outline.markers import Marker, System, find_marker
from kc_extract.outline.run_in import heading_end
from kc_extract.text import is_upper
from kc_extract.types import Paragraph, Span

_TRAIL = regex.compile(r"[\s:.;,]+$")
_SENTENCE = regex.compile(r"[.;:,]\s*$|/\./?$|:\s+\d[\d.,]*\s*\p{L}|\.\s+\(")
_KEYWORDS = {"part", "chapter", "heading", "subheading", "article"}


def title_span(text: str, rest: Span, paragraph: Paragraph, following: Paragraph | None, marker: Marker) -> Span | None:
    """Where the title stands in the text; None where the marker opens running text."""
    body = text[rest.start : rest.end]
    if not body.strip():
        return _next_line(text, following, marker)
    run = paragraph.span.start + paragraph.lead
    if rest.start + _RUN < run < rest.end and _ends_heading(text, run):
        return _trimmed(text, Span(rest.start, run))
    if marker.system in _RUNS_IN and (end := heading_end(body)) is not None:
        return _trimmed(text, Span(rest.start, rest.start + end))
    if _LEADS_IN.search(body) or (_SENTENCE.search(body) and not paragraph.bold and not _is_label(body)):
        return None
    return _trimmed(text, _with_next(text, rest, following) if marker.system in _RUNS_IN else rest)


#: What numbers headings that may run on in one line with their sentence, where its break was lost.
_RUNS_IN: frozenset[System] = frozenset({"roman", "capital", "arabic", "decimal"})
#: A styled run must reach this far behind the marker to be a run-in heading.
_RUN = 2
#: What announces a list is a sentence, however short and bold it is.
_LEADS_IN = regex.compile(r"(?:sau đây|như sau|dưới đây|sau|gồm|bao gồm|cụ thể|là|theo đó)\s*:\s*$")


def _with_next(text: str, rest: Span, following: Paragraph | None) -> Span:
    """A heading in capitals with its second line, where the page broke it (``IV. KINH PHÍ`` / ``THỰC HIỆN``)."""
    if following is None or following.span.start - rest.end > 1 or not is_upper(text[rest.start : rest.end]):
        return rest
    line = text[following.span.start : following.span.end]
    goes_on = is_upper(line) and len(line.split()) <= _LABEL_WORDS and find_marker(line) is None
    return Span(rest.start, following.span.end) if goes_on and not line.startswith(_OWN_HEADING) else rest


#: Capitals that begin a heading of their own: of an appendix, a table, or what is issued with the decision.
_OWN_HEADING = (
    "PHỤ LỤC",
    "BẢNG",
    "BIỂU",
    "DANH MỤC",
    "KẾ HOẠCH",
    "CHƯƠNG TRÌNH",
    "ĐỀ ÁN",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "MẪU",
)


def _ends_heading(text: str, run: int) -> bool:
    """Whether a styled run stops where a heading does: at a colon, a full stop or a dash."""
    return text[run - 1] in ".:" or regex.match(r"\s*(?:[.:]|[-–]\s)", text[run:]) is not None


def _is_label(body: str) -> bool:
    inside = body.rstrip(" :")
    return (
        body.rstrip().endswith(":")
        and not regex.search(r"[:;]|\.\s", inside)
        and len(body.split()) <= _LABEL_WORDS
        and "," not in inside[-_CLAUSE:]
    )


#: A heading that ends in a colon is no longer than this; what runs on past a comma near its end is a sentence.
_LABEL_WORDS, _CLAUSE = 20, 12


def _next_line(text: str, following: Paragraph | None, marker: Marker) -> Span | None:
    """``Chương I`` stands alone; its title is the next line, in capitals or bold; ``2.3.`` alone has it in any type."""
    if following is None or marker.system == "article":
        return None
    body = text[following.span.start : following.span.end]
    if find_marker(body) is not None or not (is_upper(body) or following.bold or _is_line(body, marker)):
        return None
    return _trimmed(text, following.span)


def _is_line(body: str, marker: Marker) -> bool:
    """Whether the line behind a lone number is a heading: short, and no sentence."""
    is_short = len(body.split()) <= _LABEL_WORDS and body[:1].isupper()
    return marker.system not in _KEYWORDS and is_short and _SENTENCE.search(body) is None


def _trimmed(text: str, span: Span) -> Span | None:
    body = text[span.start : span.end]
    start = span.start + len(body) - len(body.lstrip(" .:-–"))
    end = span.start + len(_TRAIL.sub("", body))
    return Span(start, end) if end > start else None
