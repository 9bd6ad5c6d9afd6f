"""A document to its section tree: numbered headings and items of every system, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kc_extract.outline.inline import inline_markers
from kc_extract.outline.markers import Marker, find_marker
from kc_extract.outline.parts import find_parts
from kc_extract.outline.quotes import quoted_paragraphs
from kc_extract.outline.titles import title_span
from kc_extract.outline.tree import Stack
from kc_extract.types import Document, Frozen, Outline, Paragraph, Part, Section, Span


class _Heading(Frozen, frozen=True):
    """A marker at its place in the text, with the paragraph that it opens and the span of its title."""

    marker: Marker
    span: Span
    title: Span | None


def outline(document: Document) -> Outline:
    """The parts of the document and its sections in reading order; a table's rows never become sections."""
    parts = find_parts(document)
    prose = [paragraph for paragraph in document.paragraphs if paragraph.role == "body"]
    sections: list[Section] = []
    markers: list[Span] = []
    for part in parts:
        inside = [paragraph for paragraph in prose if part.span.contains(paragraph.span)]
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
        inner = find_marker(text[at + marker.end : end])
        if inner is None or inner.system != "letter" or marker.system not in {"arabic", "decimal"}:
            inner = None
        title = None if inner else title_span(text, Span(at + marker.end, end), paragraph, following, marker)
        yield _Heading(marker=marker, span=Span(at, at + len(text[at : at + marker.end].rstrip())), title=title)
        at += marker.end
        marker = inner
    yield from _inline(text, paragraph)


def _inline(text: str, paragraph: Paragraph) -> Iterator[_Heading]:
    for marker, span in inline_markers(text, paragraph.span):
        yield _Heading(marker=marker, span=span, title=None)


def _sections(text: str, part: Part, headings: Sequence[_Heading], count: int) -> list[Section]:
    stack = Stack()
    return _closed([_section(text, part, heading, stack, count + at) for at, heading in enumerate(headings)], part)


def _section(text: str, part: Part, heading: _Heading, stack: Stack, number: int) -> Section:
    """The section of a heading, its extent left open to the end of the part; a bullet opens no level."""
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
        title=text[title.start : title.end] if title else None,
        level=len(above) + 1,
        extent=Span(heading.span.start, part.span.end),
        bullet=bullet,
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
