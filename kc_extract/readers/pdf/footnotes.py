"""Footnotes: small rows at the foot of a page, below a short rule or opened by a raised mark."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.grid import Rule
    from kc_extract.readers.pdf.rows import Row

_SMALLER = 0.9  # points: footnotes are smaller than the text by so much at least
_MARK = re.compile(r"\[?\(?(?:\d{1,3}|\*{1,3})\)?\]?\.?")
_LOWER = 0.35  # of the page height from the top: no footnote stands above
_RULE = (60.0, 260.0)  # points: the length of the rule above footnotes


def split_footnotes(rows: Sequence[Row], rules: Sequence[Rule], height: float) -> int:
    """The index of the first footnote among the rows of a page; their number where there is none."""
    if not rows:
        return 0
    size = median([row.size for row in rows if row.base < height / 2] or [rows[0].size])
    start = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.size > size - _SMALLER or row.base < _LOWER * height:
            break
        above = rows[index - 1] if index else None
        if _is_marked(row) or _is_ruled(row, above, rules):
            start = index
    return start


def _is_marked(row: Row) -> bool:
    first = row.pieces[0]
    return first.raised and _MARK.fullmatch(first.text) is not None


def _is_ruled(row: Row, above: Row | None, rules: Sequence[Rule]) -> bool:
    """Whether a short rule from the left margin stands between the row and the one above it."""
    top = above.base if above is not None else 0.0
    return any(
        top <= rule.at <= row.box[1] + 0.4 * row.size
        and _RULE[0] <= rule.high - rule.low <= _RULE[1]
        and rule.low <= row.box[0] + 2 * row.size
        for rule in rules
    )
