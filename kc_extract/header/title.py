"""The trích yếu: what stands between the kind line and the text, or behind V/v in a letter."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.gazetteer import position_pattern
from kc_extract.header.block import BODY, MOTTO, Block
from kc_extract.header.issuer import is_body, is_joined
from kc_extract.header.lines import Row
from kc_extract.text import bare, is_upper, lower
from kc_extract.types import Frozen

_ABOUT = regex.compile(r"(?:về\s+việc|v/v)\s*:?\s*", regex.IGNORECASE)
#: What the gazette prints between the kind word and the title.
_OF_BODY = regex.compile(
    r"của\s+[\p{L} ,-]{3,80}?\s+(?:số\s*:?\s*\S+\s+)?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\s*",
    regex.IGNORECASE,
)
_ISSUED = regex.compile(r"\(\s*(?:ban hành|kèm theo|đính kèm|theo|dự thảo|phê duyệt)", regex.IGNORECASE)
_SUBJECT = regex.compile(r"(?<!\p{L})V/[vV]\s*:?\s*")
_PLACED = regex.compile(r",?\s*ngày\s*(?:\d|tháng|$)|S[ốỐ]\s*:|Kính gửi", regex.IGNORECASE)
_LINES = 14
#: So many lines show how wide the text is, and a line narrower than this share of it is no full line.
_PAGE, _FULL = 40, 0.85
#: Points between the middles of centred lines: for one that goes on in lower case, and for any. The first line of a
#: paragraph is indented, so that its middle lies further right.
_NEAR, _EXACT = 40.0, 8.0
#: What opens the first sentence of a plan or report, below a title in lower case.
_SENTENCE = regex.compile(
    r"(?:Thực hiện|Triển khai|Để|Nhằm|Tiếp tục|Phát huy|Hôm nay|Trong\s+(?:những\s+)?năm|Năm\s+\d|Ngày\s+\d)(?!\p{L})"
)
#: So few words in capitals behind the kind word belong to it (``HƯỚNG DẪN LIÊN NGÀNH``), and the title is below.
_KIND_WORDS = 2


class Title(Frozen, frozen=True, kw_only=True):
    """The title and the line of authority below it, each None where it is not printed."""

    text: str | None
    authority: str | None = None


def find_title(block: Block) -> Title:
    """The title without the kind word and a leading ``Về việc``, its case as printed."""
    if block.kind_row is None:
        return Title(text=_subject(block.above))
    lines = [block.kind_rest] if block.kind_rest else []
    previous = block.kind_row
    authority = None
    widest = max((_width(row) for row in block.below[:_PAGE]), default=0.0)
    for row in block.below[:_LINES]:
        if _is_authority(row, previous):
            authority = row.text
            break
        if not _belongs(row, previous, lines, widest):
            break
        lines.append(row.text)
        previous = row
    return Title(text=_clean(" ".join(lines)), authority=authority or _next_authority(block.below[len(lines) :][:3]))


def _belongs(row: Row, previous: Row, lines: Sequence[str], widest: float) -> bool:
    if BODY.match(row.text) or _ISSUED.match(row.text):
        return False
    if not lines:
        return True
    if _SENTENCE.match(row.text) and not is_joined(previous.text):
        return False
    return _continues(row, previous, lines, widest)


def _continues(row: Row, previous: Row, lines: Sequence[str], widest: float) -> bool:
    """Whether a line carries on the title above it: by case, type or place, never by its words alone."""
    if row.text.startswith("(") and not row.upper:
        return False
    whole = " ".join(lines)
    if is_upper(whole) and len(whole.split()) <= _KIND_WORDS and previous.number < row.number and row.text[0].isupper():
        return True
    if is_upper(whole):
        return row.upper or not any(char.isalpha() for char in row.text) or is_joined(whole)
    if row.x0 is None:
        same = row.paragraph == previous.paragraph
        return same or row.text[0].islower() or (previous.bold and row.bold) or is_joined(whole)
    if previous.bold and row.bold:
        return True
    near = _NEAR if row.text[0].islower() else _EXACT
    return _is_centred_below(row, previous, near) and (row.text[0].islower() or _width(row) < _FULL * widest)


def _width(row: Row) -> float:
    return (row.x1 or 0.0) - (row.x0 or 0.0)


def _is_centred_below(row: Row, previous: Row, near: float) -> bool:
    """Whether the middles of two lines lie within ``near`` points of each other."""
    if row.x0 is None or row.x1 is None or previous.x0 is None or previous.x1 is None:
        return False
    return abs((row.x0 + row.x1) - (previous.x0 + previous.x1)) / 2 < near


def _is_authority(row: Row, previous: Row) -> bool:
    """Whether the line names who decides (``THỦ TƯỚNG CHÍNH PHỦ``, ``BỘ TRƯỞNG BỘ …``) below the title."""
    if not row.upper or is_joined(previous.text):
        return False
    low = lower(row.text)
    session = regex.split(r"\s*,?\s*(?:khóa|khoá|kỳ họp|nhiệm kỳ)\s", low, maxsplit=1)[0]
    return is_body(session) or position_pattern().match(low) is not None or bare(low) in _BREAKS


#: First lines of authorities that are printed on two lines.
_BREAKS = ("uy ban nhan dan", "hoi dong nhan dan", "uy ban thuong vu")


def _next_authority(rows: Sequence[Row]) -> str | None:
    return next((row.text for row in rows if row.upper and is_body(row.text)), None)


def _subject(rows: Sequence[Row]) -> str | None:
    """What a letter is about: behind ``V/v``, on the lines of its column."""
    for index, row in enumerate(rows):
        found = _SUBJECT.search(row.text)
        if found is None:
            continue
        lines = [row.text[found.end() :]]
        for later in rows[index + 1 :]:
            if later.right != row.right or MOTTO.search(later.text) or _PLACED.search(later.text) or later.upper:
                break
            lines.append(later.text)
        return _clean(" ".join(lines))
    return None


def _clean(text: str) -> str | None:
    text = " ".join(text.split()).strip(" -–—_*:")
    text = text[found.end() :] if (found := _OF_BODY.match(text)) is not None else text
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    return text or None
