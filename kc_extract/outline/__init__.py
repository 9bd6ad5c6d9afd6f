"""A document to its section tree: numbered headings and items of every system, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.outline.inline import inline_markers
from kc_extract.outline.markers import Marker, find_marker
from kc_extract.outline.parts import find_parts
from kc_extract.outline.titles import title_span
from kc_extract.outline.tree import Stack
from kc_extract.types import Document, Frozen, Outline, Paragraph, Part, Section, Span


class _Heading(Frozen):
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
    quoted = False
    for index, paragraph in enumerate(prose):
        text = document.text[paragraph.span.start : paragraph.span.end]
        opened, quoted = quoted, _is_quoting(text, quoted=quoted)
        if opened or text.startswith(("“", '"')):
            continue
        following = prose[index + 1] if index + 1 < len(prose) else None
        yield from _paragraph_headings(document.text, paragraph, following)


def _is_quoting(text: str, *, quoted: bool) -> bool:
    """Whether a quotation that replaces another document's text is open after the paragraph."""
    if not quoted and not text.startswith(("“", '"')):
        return False
    balance = text.count("“") - text.count("”") if "“" in text or "”" in text else text.count('"') % 2
    return balance > 0 or (quoted and balance == 0)


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
    out: list[Section] = []
    for index, heading in enumerate(headings):
        number = count + index
        bullet = heading.marker.system == "bullet"
        if bullet:
            parent, path, level = stack.nodes[-1].index if stack.nodes else None, None, len(stack.nodes) + 1
        else:
            node = stack.push(heading.marker, number)
            parent, path = stack.nodes[-2].index if len(stack.nodes) > 1 else None, node.path
            level = len(stack.nodes)
        title = heading.title
        out.append(
            Section(
                id=f"s{number + 1}",
                span=Span(heading.span.start, title.end if title and title.start - heading.span.end < _GAP else heading.span.end),
                rule=f"marker_{heading.marker.system}",
                parent=None if parent is None else f"s{parent + 1}",
                part=part.name,
                path=path,
                marker=heading.marker.text,
                title=text[title.start : title.end] if title else None,
                level=level,
                extent=Span(heading.span.start, _extent_end(heading, headings[index + 1 :], part)),
                bullet=bullet,
            )
        )
    return _closed(out, part)


#: A title further than this behind its marker stands in another block.
_GAP = 4


def _extent_end(heading: _Heading, later: Sequence[_Heading], part: Part) -> int:
    return later[0].span.start if later else part.span.end


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
        Section(**{**{name: getattr(section, name) for name in section.__struct_fields__}, "extent": Span(section.span.start, end)})
        for section, end in zip(sections, ends, strict=True)
    ]
