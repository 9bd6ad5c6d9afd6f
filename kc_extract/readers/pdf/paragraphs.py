"""Where paragraphs begin: only where the page proves it, by indent, gap, a short row before, or a change to centred."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.measure import Setting
    from kc_extract.readers.pdf.rows import Row

_NEAR = 3.0  # points: flush
_INDENT = 0.8  # of the type size: the least first-line indent
_GAP = 1.2  # of the leading: a wider distance parts paragraphs
_SLACK = 0.75  # of the type size: beyond the next word, what a row must leave free to be a last row
_BULLET, _ENDS = re.compile(r"[-–+•]"), (";", ":", ".")  # an item behind the end of another, whatever its setting
_OPENS = re.compile(r"[-–+•*]|\(?\w{1,4}[.)/]\S*")


class Marks(msgspec.Struct, frozen=True):
    """What the page proves of one row."""

    breaks: bool = False
    centred: bool = False


def mark(rows: Sequence[Row], setting: Setting, before: Row | None = None, *, apart: bool = False) -> tuple[Marks, ...]:
    """For each row whether a paragraph begins with it and whether it is centred.

    ``before`` is the last row of the page before, where the text runs on from it (set with the same margins);
    ``apart`` tells that nothing before the first row can run on into it.
    """
    centred = _centred(rows, setting)
    marks = [Marks(apart or centred[0] or _opens_flow(rows[0], setting, before), centred[0])] if rows else []
    for index, (last, row) in enumerate(pairwise(rows), 1):
        breaks = _breaks(last, row, setting, (centred[index - 1], centred[index]))
        marks.append(Marks(breaks, centred[index]))
    return tuple(marks)


def _opens_flow(row: Row, setting: Setting, before: Row | None) -> bool:
    if row.box[0] - setting.left >= _INDENT * row.size:
        return True
    return before is not None and _is_last(before, row, setting)


def _breaks(last: Row, row: Row, setting: Setting, centred: tuple[bool, bool]) -> bool:
    distance = row.base - last.base
    usual = setting.leading(max(row.size, last.size))
    if centred[0] != centred[1] or distance > _GAP * usual + 1 or distance < 0 or _is_dash(last) or _is_dash(row):
        return True
    if all(centred):
        return _style(last) != _style(row)
    if _BULLET.fullmatch(row.pieces[0].text) and last.text.endswith(_ENDS):
        return True
    return _is_indented(last, row, setting) or (setting.axis is None and _is_last(last, row, setting))


def _is_dash(row: Row) -> bool:
    """Whether the row is a rule made of dashes, as letterheads have below their lines."""
    return len(row.text) > 1 and not any(char.isalnum() for char in row.text)


def _style(row: Row) -> tuple[bool, bool, bool, int]:
    """What a reader sees change between a title and what stands below it."""
    bold = sum(piece.bold for piece in row.pieces) * 2 > len(row.pieces)
    italic = sum(piece.italic for piece in row.pieces) * 2 > len(row.pieces)
    text = "".join(char for char in row.text if char.isalpha())
    return bold, italic, text.isupper(), round(row.size)


def _is_indented(last: Row, row: Row, setting: Setting) -> bool:
    """Whether the row shows a first-line indent; the hanging rows of an item do not."""
    indent = row.box[0] - setting.left
    if indent < _INDENT * row.size or _hangs(last, row):
        return False
    if last.box[0] - setting.left <= _NEAR:
        return True
    return setting.indent is not None and abs(indent - setting.indent) <= _NEAR and row.box[0] <= last.box[0] + _NEAR


def _hangs(last: Row, row: Row) -> bool:
    """Whether the row begins under the text of an item whose marker stands out to the left, or under a hanging row."""
    marked = len(last.pieces) > 1 and _OPENS.fullmatch(last.pieces[0].text) is not None
    return marked and abs(row.box[0] - last.pieces[1].box[0]) <= _NEAR


def _is_last(last: Row, row: Row, setting: Setting) -> bool:
    """Whether the row before left room for the first word of this one, and so ended its paragraph."""
    first = row.pieces[0].box
    return setting.right - last.box[2] > first[2] - first[0] + _SLACK * row.size


def _centred(rows: Sequence[Row], setting: Setting) -> list[bool]:
    """Which rows are centred between the margins, or on the axis of their column."""
    if setting.axis is not None:
        return [abs((row.box[0] + row.box[2]) / 2 - setting.axis) <= _NEAR + 1 for row in rows]
    found = [_is_centred(row, setting, _INDENT * row.size) and not _at_indent(row, setting) for row in rows]
    even = [_is_centred(row, setting, -_NEAR) for row in rows]
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        for index in order:
            beside = index - order.step
            if even[index] and found[beside] and _style(rows[beside]) == _style(rows[index]):
                found[index] = True  # a full row of a title that is centred above or below
    return found


def _is_centred(row: Row, setting: Setting, least: float) -> bool:
    left, right = row.box[0] - setting.left, setting.right - row.box[2]
    return abs(left - right) <= max(2 * _NEAR, 0.03 * (setting.right - setting.left)) and min(left, right) >= least


def _at_indent(row: Row, setting: Setting) -> bool:
    """Whether the row begins where paragraphs do; a title may too, by chance, and is then told by its type."""
    if setting.indent is None or abs(row.box[0] - setting.left - setting.indent) > _NEAR:
        return False
    bold, _, upper, _ = _style(row)
    return not (bold or upper)
