"""Where paragraphs start in plain text: by blank lines, by indents, by unwrapped lines, or by the fill of the lines.

Portals dump a paragraph hard-wrapped, some with a blank line after each, some with none; articles come with one
line a paragraph. What proves a break is decided once for the whole text, from how its lines are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex

from kc_extract.marks import line_opening
from kc_extract.references import awaits_number
from kc_extract.text import is_upper

Dialect = Literal["unwrapped", "indented", "spaced", "filled"]

#: A line past this length was not wrapped: editors and portals wrap at 70 to 120 characters.
_LONG = 180
#: No text is wrapped wider; how many lines may be longer (tables, addresses) while it is wrapped all the same.
_WIDEST, _OUTLIERS = 125, 0.98
#: What counts as near the width of a wrapped text, and the share of its lines that come so near at least.
_NEAR, _FILLED = 0.8, 0.25
_KEYWORD = r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC)\s+(?:[IVXLC]+|\d+|thứ|THỨ)\b"
#: Markers that no running text puts at the start of a line by chance.
_STRONG = regex.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\.?\s+\p{Lu}|[IVX]+\.\s+\p{Lu}{2}|(?:Điều|ĐIỀU)\s+\d+\.)")
#: An article that is headed; a preamble may end in a comma above it.
_ARTICLE = regex.compile(r"^\s*(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\.\s+\p{Lu}")
#: A figure that a bracket closes, at the start of a line by chance (``… Mức 4, Mức`` / ``5) là các mức``).
_LOWER = regex.compile(r"^\s*\d{1,3}\)\s+\p{Ll}")
_CLOSED = regex.compile(r"[.;:!?…]['\"”»)*\s]*$|/\./?$")
_INDENT = regex.compile(r"^ {3,}\S")
#: Share of indented lines, and of lines to one blank line, from which a dialect is sure.
_INDENTED, _SPACED = 0.08, 12
_OPEN_END = regex.compile(
    r"(?:[,\-–(“]|\b(?:điểm|khoản|mục|Mục|tiết|Điều|điều|tại|và|của|hoặc|theo|với|các|cho|về)"
    r"|\b(?:khoản|điểm)\s+[\da-zđ]{1,3})\s*$"
)


def dialect_of(lines: Sequence[str]) -> Dialect:
    """How the text marks its paragraphs."""
    full = [line for line in lines if line.strip()]
    if _is_unwrapped([len(line.rstrip()) for line in full]):
        return "unwrapped"
    if sum(_INDENT.match(line) is not None for line in full) > len(full) * _INDENTED:
        return "indented"
    return "spaced" if (len(lines) - len(full)) * _SPACED > len(full) else "filled"


def _is_unwrapped(lengths: Sequence[int]) -> bool:
    """Whether each line is a paragraph: most of the text stands in long lines, or they end wherever they like.

    Wrapped lines never pass their width, and many come near it.
    """
    if sum(length for length in lengths if length > _LONG) > sum(lengths) / 2:
        return True
    widest = sorted(lengths)[int(len(lengths) * _OUTLIERS)] if lengths else 0
    return widest > _WIDEST and sum(length > widest * _NEAR for length in lengths) < len(lengths) * _FILLED


def breaks(lines: Sequence[str | None], dialect: Dialect) -> list[bool]:
    """For each line whether a paragraph starts there; blank lines are False, lines that do not count are None."""
    width = _width([line for line in lines if line])
    out: list[bool] = []
    previous: str | None = None
    first = True  # whether the previous line is the first of its paragraph
    for line in lines:
        if not line:
            previous = previous if line is None else None
            out.append(False)
            continue
        start = previous is None or _starts(previous, line, dialect, width, first=first)
        first = start
        previous = line
        out.append(start)
    return out


def _starts(previous: str, line: str, dialect: Dialect, width: int, *, first: bool) -> bool:
    if dialect == "unwrapped":
        return True
    if dialect == "indented" and line.startswith("   "):
        return True
    if (_STRONG.match(line) and not _is_open(previous)) or (_ARTICLE.match(line) and previous.rstrip().endswith(",")):
        return True
    if _marker().match(line) and (
        _CLOSED.search(previous) or (_is_short(previous, line, width) and not _LOWER.match(line))
    ):
        return not _is_open(previous)
    if dialect == "filled":
        return _filled_start(previous, line, width, first=first)
    return False


@cache
def _marker() -> regex.Pattern[str]:
    """A mark or a word that heads a section, at the start of a line."""
    return regex.compile(rf"^\s*(?:{line_opening()}|{_KEYWORD})")


def _is_open(line: str) -> bool:
    """Whether the line cannot end its paragraph."""
    return _OPEN_END.search(line) is not None or awaits_number(line)


def _filled_start(previous: str, line: str, width: int, *, first: bool) -> bool:
    """Without blank lines: a closed line before a capital, a heading before prose, or room that was left unused.

    Portals wrap the first line of a paragraph early, so that only its later lines tell by their fill.
    """
    head = line.strip()
    if _is_open(previous):
        return False
    if not head[:1].isupper():
        return bool(_marker().match(line) or head.startswith("(")) and bool(_CLOSED.search(previous))
    if is_upper(previous) != is_upper(head):
        return not (first and _marker().match(previous) and is_upper(head))
    if is_upper(previous):
        return False
    if _CLOSED.search(previous):
        return _is_short(previous, line, width) or len(line) < width * 0.6
    return _marker().match(previous) is not None if first else _is_short(previous, line, width)


def _is_short(previous: str, line: str, width: int) -> bool:
    """Whether the first word of the line would have fitted behind the previous one."""
    return len(previous.rstrip()) + 1 + len(line.split(maxsplit=1)[0]) < width - _SLACK


_SLACK = 6


#: No portal wraps its lines narrower: a text of shorter lines has short paragraphs.
_NARROWEST = 36


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return max(lengths[int(len(lengths) * 0.9)], _NARROWEST) if lengths else _NARROWEST
