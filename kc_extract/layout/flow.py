"""Lines to paragraphs: what runs on over lines and pages is joined, footnotes and tables are kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from kc_extract.layout.regions import Region, flatten, is_layout, join
from kc_extract.marks import line_opening
from kc_extract.references import awaits_number
from kc_extract.text import is_upper
from kc_extract.types import Frozen, Line, Page, ParagraphRole, TableContent


class Paragraphs(Frozen, frozen=True):
    """The lines of one paragraph, each with the number of its page."""

    lines: tuple[tuple[int, Line], ...]
    role: ParagraphRole = "body"


#: What opens a numbered heading or an item of its own wherever it stands first on a line.
_OPENS = regex.compile(
    r"(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]|(?:Chương|CHƯƠNG|Phần|PHẦN)\s+(?:[IVXLC]+|\d+|thứ|THỨ)\b"
    r"|(?:PHỤ LỤC|Phụ lục)\s+(?:[IVXLC]+|\d+)\s*$|(?:Căn cứ|CĂN CỨ|Theo đề nghị|Xét đề nghị|Nơi nhận)\b"
)
#: An article that is headed; a preamble may end in a comma above it.
_ARTICLE = regex.compile(r"(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\.\s+\p{Lu}")
_CLOSED = regex.compile(r"[.;:!?…]['\"”»)*\s]*$|/\./?$")


def flow(pages: Sequence[Page]) -> Iterator[Paragraphs | Region]:
    """Paragraphs and table regions in reading order; a footnote follows the paragraph that runs around it."""
    current: list[tuple[int, Line]] = []
    notes: list[tuple[int, Line]] = []
    regions: list[Region] = []
    for number, block in _blocks(pages):
        if isinstance(block, Line) and block.footnote:
            notes.append((number, block))
            continue
        if isinstance(block, TableContent) or not current or _starts(current[-1][1], len(current), block):
            yield from _paragraph(current)
            yield from _footnotes(notes)
            current, notes = [], []
        if isinstance(block, TableContent):
            regions.append(Region(page=number, content=block))
            continue
        yield from join(regions)
        regions = []
        current.append((number, block))
    yield from _paragraph(current)
    yield from join(regions)
    yield from _footnotes(notes)


def _blocks(pages: Sequence[Page]) -> Iterator[tuple[int, Line | TableContent]]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, TableContent) and is_layout(block):
                yield from ((page.number, line) for line in flatten(block))
            elif isinstance(block, TableContent) or block.words:
                yield page.number, block


def _paragraph(lines: list[tuple[int, Line]]) -> Iterator[Paragraphs]:
    if lines:
        yield Paragraphs(lines=tuple(lines))


def _footnotes(lines: list[tuple[int, Line]]) -> Iterator[Paragraphs]:
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index][1].break_before:
            yield Paragraphs(lines=tuple(lines[start:index]), role="footnote")
            start = index


#: A line that ends so goes on: with a comma, a joining word, or a word that cites what the next line numbers.
_OPEN = regex.compile(
    r"(?:[,(“–]|\b(?:điểm|khoản|mục|Mục|tiết|Điều|điều|tại|và|của|hoặc|theo|với|các|là|cho|để|về|hạng|loại|cấp|bảng)"
    r"|\b(?:khoản|điểm)\s+[\da-zđ]{1,3})\s*$"
)
_LONE_MARKER = regex.compile(r"(?:[IVXLC]+|\d{1,3}|[a-zđA-ZĐ])[.)]$")
#: A number or letter of an item, which stands alone on its line in what portals dump.
_LONE_ITEM = regex.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]$")
#: A figure with what it counts, or a lone abbreviation, opens no paragraph behind running text.
_GOES_ON = regex.compile(r"\d[\d.,]*%?\s+\p{Ll}|\p{Lu}{2,6}[.;,]?$")


def _starts(last: Line, count: int, line: Line) -> bool:
    """Whether a paragraph starts behind ``count`` lines: the input proves it, words not denying, or the words do."""
    text, before = line.text, last.text
    is_closed = _CLOSED.search(before) is not None
    if line.break_before and _LONE_ITEM.match(text) and not _is_open(before):
        return True
    if not is_closed and (_LONE_MARKER.match(text) or (_GOES_ON.match(text) and _is_prose(last, count))):
        return False
    if line.break_before:
        return True
    if _is_open(before):
        return before.endswith(",") and _ARTICLE.match(text) is not None
    return _OPENS.match(text) is not None or (is_closed and _item().match(text) is not None)


@cache
def _item() -> regex.Pattern[str]:
    return regex.compile(line_opening())


def _is_open(line: str) -> bool:
    return _OPEN.search(line) is not None or awaits_number(line)


def _is_prose(last: Line, count: int) -> bool:
    """Whether the lines are running text, and no heading."""
    text = last.text
    return not is_upper(text) and (count > 1 or len(text) > _HEADING)


#: A line shorter than this may be a heading.
_HEADING = 40
