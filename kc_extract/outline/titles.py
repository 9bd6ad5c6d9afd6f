"""The title of a heading: what stands behind its marker, unless that opens a sentence."""

from __future__ import annotations

import regex

from kc_extract.outline.markers import Marker, find_marker
from kc_extract.text import is_upper
from kc_extract.types import Paragraph, Span

_TRAIL = regex.compile(r"[\s:.;,]+$")
_SENTENCE = regex.compile(r"[.;:,]\s*$|/\./?$")
_KEYWORDS = {"part", "chapter", "heading", "subheading", "article"}
#: A heading of so few words may end in a colon (``1. Đối tượng:``); longer, it opens a sentence.
_COLON_WORDS = 6


def title_span(text: str, rest: Span, paragraph: Paragraph, following: Paragraph | None, marker: Marker) -> Span | None:
    """Where the title stands in the text; None where the marker opens running text."""
    body = text[rest.start : rest.end]
    if not body.strip():
        return _next_line(text, following) if marker.system in _KEYWORDS - {"article"} else None
    run = paragraph.span.start + paragraph.lead
    if rest.start + _RUN < run < rest.end and not text[run:].startswith((" -", " –")):
        return _trimmed(text, Span(rest.start, run))
    whole = run >= rest.end and paragraph.bold
    if _SENTENCE.search(body) and not whole and not _is_short_lead(body):
        return None
    return _trimmed(text, rest)


#: A styled run must reach this far behind the marker to be a run-in heading.
_RUN = 2


def _is_short_lead(body: str) -> bool:
    return body.rstrip().endswith(":") and len(body.split()) <= _COLON_WORDS


def _next_line(text: str, following: Paragraph | None) -> Span | None:
    """``Chương I`` stands alone; its title is the next line, in capitals or bold."""
    if following is None:
        return None
    body = text[following.span.start : following.span.end]
    if find_marker(body) is not None or not (is_upper(body) or following.bold):
        return None
    return _trimmed(text, following.span)


def _trimmed(text: str, span: Span) -> Span | None:
    body = text[span.start : span.end]
    start = span.start + len(body) - len(body.lstrip(" .:-–"))
    end = span.start + len(_TRAIL.sub("", body))
    return Span(start, end) if end > start else None
