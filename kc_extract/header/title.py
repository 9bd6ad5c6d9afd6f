"""The trích yếu: what stands between the kind line and the text, or behind V/v in a letter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
import regex

from kc_extract.gazetteer import position_pattern
from kc_extract.header.block import BODY, MOTTO, Block
from kc_extract.header.issuer import SESSION, is_body, is_joined
from kc_extract.header.lines import Row, in_capitals
from kc_extract.lexicon import alternation, load, spellings
from kc_extract.text import bare, lower
from kc_extract.types import Frozen

_ABOUT = regex.compile(r"(?:về\s+việc|v/v)\s*:?\s*", regex.IGNORECASE)
#: What the gazette prints between the kind word and the title.
_OF_BODY = regex.compile(
    r"của\s+(?P<body>[\p{L} ,-]{3,80}?)\s+(?:(?:số\s*:?\s*(?P<number>\S+)\s+)?"
    r"ngày\s+(?P<date>\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*|(?=(?:về\s+việc|v/v)\s))",
    regex.IGNORECASE,
)
_OF = regex.compile(r"của\s+(?P<body>.+)", regex.IGNORECASE)
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


class _Verbs(msgspec.Struct, frozen=True):
    """The verbs that a title may open with."""

    actions: tuple[str, ...]


class Title(Frozen, frozen=True, kw_only=True):
    """The title and the line of authority below it, each None where it is not printed.

    ``subject``: it stands behind ``V/v`` as a letter's does. Body, number and date are those that the gazette prints
    between the kind word and the title (``CỦA … SỐ … NGÀY …``).
    """

    text: str | None
    authority: str | None = None
    subject: bool = False
    body: str | None = None
    number: str | None = None
    date: str | None = None


def find_title(block: Block) -> Title:
    """The title without the kind word and a leading ``Về việc``, its case as printed."""
    if block.kind_row is None:
        subject = _subject(block.above)
        return Title(text=subject or _headless(block.above), subject=subject is not None)
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
    authority = authority or _next_authority(block.below[len(lines) :][:3])
    whole = _bare(" ".join(lines))
    given = _OF_BODY.match(whole)
    if given is None:
        return Title(text=_clean(whole), authority=authority)
    title = _clean(whole[given.end() :])
    return Title(text=title, authority=authority, body=given["body"], number=given["number"], date=given["date"])


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
    upper = in_capitals(whole)
    few = upper and len(whole.split()) <= _KIND_WORDS and previous.number < row.number and row.text[0].isupper()
    if few or _is_of_body(whole):
        return True
    if upper:
        return row.upper or not any(char.isalpha() for char in row.text) or is_joined(whole)
    if row.x0 is None:
        same = row.paragraph == previous.paragraph
        return same or row.text[0].islower() or (previous.bold and row.bold) or is_joined(whole)
    if previous.bold and row.bold:
        return True
    near = _NEAR if row.text[0].islower() else _EXACT
    return _is_centred_below(row, previous, near) and (row.text[0].islower() or _width(row) < _FULL * widest)


def _is_of_body(whole: str) -> bool:
    """Whether no more than issuer, number and date stand behind the kind word so far (``CHỈ THỊ CỦA BỘ TRƯỞNG …``)."""
    if _OF_BODY.fullmatch(whole):
        return True
    of = _OF.fullmatch(whole)
    return of is not None and (is_body(of["body"]) or _is_head(of["body"]))


def _is_head(words: str) -> bool:
    """Whether the words are the position of the head of a body, with the body or without it."""
    found = position_pattern().match(lower(words))
    return found is not None and (found.end() == len(words) or is_body(words[found.end() :].strip()))


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
    council = SESSION.split(low, maxsplit=1)[0].strip(" ,")
    return is_body(council) or position_pattern().match(low) is not None or _UNNAMED.fullmatch(bare(low)) is not None


#: An authority whose place is printed on the next line, or not at all.
_UNNAMED = regex.compile(
    r"(?:uy ban|hoi dong) nhan dan(?: (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|dac khu))?|uy ban thuong vu"
)


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
            if later.right != row.right or MOTTO.search(later.text) or _PLACED.search(later.text):
                break
            if later.upper and (later.x0 is not None or later.paragraph != row.paragraph):
                break
            lines.append(later.text)
        return _clean(" ".join(lines))
    return None


def _headless(rows: Sequence[Row]) -> str | None:
    """The title in capitals below place and date, where a dump lost the line of the kind above it."""
    below = (at for at, row in enumerate(rows) if at and row.upper and _PLACED.search(rows[at - 1].text))
    lines: list[str] = []
    for row in rows[next(below, len(rows)) :]:
        if not row.upper or _is_authority(row, row) or SESSION.match(row.text):
            break
        lines.append(row.text)
    whole = " ".join(lines)
    return _clean(whole) if _opening().match(lower(whole)) else None


@cache
def _opening() -> regex.Pattern[str]:
    """What a title opens with: ``về``, or a verb."""
    forms = {form for verb in load("verbs", _Verbs).actions for form in spellings(verb)}
    return regex.compile(rf"(?:v/v|về(?:\s+việc)?|quy\s+định|{alternation(forms)})(?!\p{{L}})")


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" -–—_*:")


def _clean(text: str) -> str | None:
    text = _bare(text)
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    return text or None
