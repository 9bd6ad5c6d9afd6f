"""A document to its section tree: numbered headings and items of every system, part by part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from kc_extract.outline.inline import first_item, inline_markers, opens_running_list
from kc_extract.outline.markers import Marker, find_marker
from kc_extract.outline.parts import find_parts
from kc_extract.outline.quotes import quoted_paragraphs
from kc_extract.outline.siblings import with_told_titles
from kc_extract.outline.titles import title_span
from kc_extract.outline.tree import Stack
from kc_extract.types import Document, Frozen, Outline, Paragraph, Part, Section, Span


class _Heading(Frozen, frozen=True):
    """A marker at its place in the text, with the paragraph that it opens and the span of its title."""

    marker: Marker
    span: Span
    title: Span | None
    body: Span  # what stands behind the marker in its paragraph
    running: bool = False  # one of a list that runs inside a paragraph


def outline(document: Document) -> Outline:
    """The parts of the document and its sections in reading order; a table's rows never become sections."""
    parts = find_parts(document)
    prose = [paragraph for paragraph in document.paragraphs if paragraph.role == "body"]
    starts = [paragraph.span.start for paragraph in prose]
    sections: list[Section] = []
    markers: list[Span] = []
    for part in parts:
        inside = prose[bisect_left(starts, part.span.start) : bisect_left(starts, part.span.end)]
        headings = list(_headings(document, inside))
        markers.extend(heading.span for heading in headings)
        sections.extend(_sections(document.text, part, headings, len(sections)))
    return Outline(parts=parts, sections=tuple(sections), markers=tuple(markers))


def _headings(document: Document, prose: Sequence[Paragraph]) -> Iterator[_Heading]:
    texts = [document.text[paragraph.span.start : paragraph.span.end] for paragraph in prose]
    quoted = quoted_paragraphs(texts)
    for index, paragraph in enumerate(prose):
        if index not in quoted:
            following = prose[index + 1] if index + 1 < len(prose) else None
            yield from _paragraph_headings(document.text, paragraph, following)


def _paragraph_headings(text: str, paragraph: Paragraph, following: Paragraph | None) -> Iterator[_Heading]:
    start, end = paragraph.span.start, paragraph.span.end
    at = start
    marker = find_marker(text[at:end])
    if marker is None:
        yield from _inline(text, paragraph)
        return
    while marker is not None:
        body = Span(at + marker.end, end)
        item = _item_in(text, body, marker)
        inner = None if item is None else find_marker(text[item.start : end])
        own = body if item is None else Span(body.start, max(body.start, item.start - 1))
        title = title_span(text, own, paragraph, following, marker) if len(own) or item is None else None
        span = Span(at, at + len(text[at : body.start].rstrip()))
        running = marker.system == "paren" and opens_running_list(text, paragraph.span)
        yield _Heading(marker=marker, span=span, title=title, body=own, running=running)
        at = at if item is None else item.start
        marker = inner
    yield from _inline(text, paragraph)


def _item_in(text: str, body: Span, marker: Marker) -> Span | None:
    """The marker of an item on the line of its heading: right behind the number (``6. a)``), or behind the heading."""
    if marker.system not in {"arabic", "decimal"}:
        return None
    inner = find_marker(text[body.start : body.end])
    if inner is not None and inner.system == "letter":
        return Span(body.start, body.start + inner.end)
    return first_item(text, body)


def _inline(text: str, paragraph: Paragraph) -> Iterator[_Heading]:
    for marker, span in inline_markers(text, paragraph.span):
        yield _Heading(marker=marker, span=span, title=None, body=Span(span.end, paragraph.span.end), running=True)


def _sections(text: str, part: Part, headings: Sequence[_Heading], count: int) -> list[Section]:
    stack = Stack()
    sections = [_section(text, part, heading, stack, count + at) for at, heading in enumerate(headings)]
    return _closed(with_told_titles(text, sections, [heading.body for heading in headings]), part)


def _section(text: str, part: Part, heading: _Heading, stack: Stack, number: int) -> Section:
    """The section of a heading, its extent left open to the end of the part; a bullet opens no level.

    An item of a list that runs inside a paragraph is no section of its own, but what stands in it is told by its path.
    """
    bullet = heading.marker.system == "bullet"
    above = stack.nodes if bullet else stack.push(heading.marker, number)
    title = heading.title
    return Section(
        id=_identity(number),
        span=_heading_span(heading),
        rule=f"marker_{heading.marker.system}",
        parent=_identity(above[-1].index) if above else None,
        part=part.name,
        path=None if bullet else stack.nodes[-1].path,
        marker=heading.marker.text,
        title=" ".join(text[title.start : title.end].split()) if title else None,
        level=len(above) + 1,
        extent=Span(heading.span.start, part.span.end),
        bullet=bullet or heading.running,
    )


def _identity(number: int) -> str:
    return f"s{number + 1}"


def _heading_span(heading: _Heading) -> Span:
    """The marker with its title, where that stands right behind it."""
    title = heading.title
    near = title is not None and title.start - heading.span.end < _GAP
    return Span(heading.span.start, title.end) if title is not None and near else heading.span


#: A title further than this behind its marker stands in another block.
_GAP = 4


def _closed(sections: list[Section], part: Part) -> list[Section]:
    """The sections with extents that hold their children: up to the next section of the same or a higher level."""
    ends: list[int] = [0] * len(sections)
    opened: list[int] = []
    for index, section in enumerate(sections):
        while opened and sections[opened[-1]].level >= section.level:
            ends[opened.pop()] = section.span.start
        opened.append(index)
    for index in opened:
        ends[index] = part.span.end
    return [
        msgspec.structs.replace(section, extent=Span(section.span.start, end))
        for section, end in zip(sections, ends, strict=True)
    ]
