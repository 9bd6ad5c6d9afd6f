"""The block at the top of a document and the title below it: which printed lines belong to which.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II (issuer and number left; quốc hiệu, place and date right; kind and
title below them, centred).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from kc_extract.gazetteer import kind_of_word, words_of_kinds
from kc_extract.header.lines import Row, in_columns, rows_of, unbroken
from kc_extract.lexicon import spellings
from kc_extract.references import find_references
from kc_extract.text import bare, is_upper, lower
from kc_extract.types import Document, DocumentKind, Frozen

#: So far into the text a header is looked for, in words; portals put their own notices before it.
_WORDS = 2_000
_ROWS = 40
_ABOVE = 6

MOTTO = regex.compile(
    r"(?i)cộng\s+h(?:òa|oà)\s+xã\s+hội(?:\s+chủ\s+nghĩa(?:\s+việt\s+nam)?)?|chủ\s+nghĩa\s+việt\s+nam"
    r"|độc\s+lập\W+tự\s+do\W+hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam"
)
#: What opens the text below the title.
BODY = regex.compile(
    r"(?:Căn cứ|CĂN CỨ|Xét|Theo|Trên cơ sở|Kính gửi|Điều\s+\d+|ĐIỀU\s+\d+|Chương\s+[IVX\d]+"
    r"|CHƯƠNG\s+[IVX\d]+|Phần\s+(?:I|1|thứ)|PHẦN\s+(?:I|1|THỨ)|MỤC LỤC|QUYẾT ĐỊNH\s*:|QUYẾT NGHỊ\s*:?)(?!\p{L})"
    r"|[-–+]?\s*Căn cứ\s|(?:I|A|1)\s?[./)]"
)
_MOTTO_LETTERS = "conghoaxahoichunghiavietnamdoclaptudohanhphuc"
_MOTTO_LEAST = 6
#: One letter in so many may be misread.
_MOTTO_WRONG = 10
_NUMBER_LINE = regex.compile(
    r"\W*(?:(?:Nghị quyết|Luật|Pháp lệnh|Bộ luật|Lệnh|Quyết định|Thông tư)\s+s[ốỐ]\s*:"
    r"|S[ốỐ]\s*:|S[ốỐ]\s+\d+\s*[-/]\p{Lu})"
)


class Block(Frozen, frozen=True, kw_only=True):
    """The lines above the kind line, column after column; the kind line itself and what follows it.

    ``kind_row`` is None where the document names no kind of its own; ``anchored``: a quốc hiệu or a number line proves
    that the lines above are a header block.
    """

    above: tuple[Row, ...]
    kind: DocumentKind | None
    kind_row: Row | None
    kind_rest: str
    below: tuple[Row, ...]
    anchored: bool

    @property
    def text(self) -> str:
        """The lines above the kind line, one to a line."""
        return "\n".join(row.text for row in self.above)


def find_block(document: Document) -> Block:
    """The header block of a document, empty where it has none."""
    words = document.words[:_WORDS]
    rows = unbroken(rows_of(document, words))
    anchor = _anchor(rows)
    first = 0 if anchor is None else anchor
    last = len(rows) if anchor is None else min(len(rows), anchor + _ROWS)
    index = next((at for at in range(first, last) if _kind_match(rows, at) and not _is_deed(rows, at)), None)
    start = 0 if anchor is None else max(0, anchor - _ABOVE)
    end = _body_start(rows, first, last) if index is None else index
    lines = {number for row in rows[start:end] for number in range(row.number, row.last + 1)}
    above = without_motto(unbroken(in_columns(document, [word for word in words if word.line in lines])))
    proven = anchor is not None
    return _block(rows, above if proven or index is not None else (), index, end, anchored=proven)


def _block(rows: Sequence[Row], above: tuple[Row, ...], index: int | None, end: int, *, anchored: bool) -> Block:
    found = None if index is None else _kind_match(rows, index)
    if index is None or found is None:
        return Block(above=above, kind=None, kind_row=None, kind_rest="", below=tuple(rows[end:]), anchored=anchored)
    broken = found.end() > len(rows[index].text)
    return Block(
        above=above,
        kind=kind_of_word(found[0]),
        kind_row=rows[index],
        kind_rest=found.string[found.end() :].strip(),
        below=tuple(rows[index + 1 + broken :]),
        anchored=anchored,
    )


def _anchor(rows: Sequence[Row]) -> int | None:
    """The first line of the quốc hiệu, else the first number line."""
    motto = next((index for index, row in enumerate(rows) if _opens_motto(row)), None)
    if motto is not None:
        return motto
    return next((index for index, row in enumerate(rows) if _NUMBER_LINE.match(row.text)), None)


def _opens_motto(row: Row) -> bool:
    letters = _letters(row.text)
    if len(letters) < _MOTTO_LEAST or not is_upper(row.text[:_MOTTO_LEAST]):
        return False
    return _is_motto(letters) or MOTTO.search(row.text) is not None


def without_motto(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without those of the quốc hiệu, on however many lines it is broken."""
    kept, reached = [], 0
    for row in rows:
        letters = _letters(row.text)
        if reached and letters and _is_motto(letters, reached):
            reached += len(letters)
        elif len(letters) >= _MOTTO_LEAST and _is_motto(letters):
            reached = len(letters)
        else:
            kept.append(row)
    return tuple(kept)


def _is_motto(letters: str, reached: int = 0) -> bool:
    """Whether the letters are the motto's from ``reached`` on, of a long line all but one in ten."""
    printed = _MOTTO_LETTERS[reached : reached + len(letters)]
    wrong = sum(one != other for one, other in zip(letters, printed, strict=False))
    return len(printed) == len(letters) and wrong * _MOTTO_WRONG <= len(letters)


def _letters(text: str) -> str:
    return "".join(char for char in bare(text) if char.isalpha())


def _body_start(rows: Sequence[Row], first: int, last: int) -> int:
    return next((at for at in range(first, last) if BODY.match(rows[at].text)), last)


def _kind_match(rows: Sequence[Row], index: int) -> regex.Match[str] | None:
    """The kind word that opens a line in capitals; what the decision resolves (``QUYẾT ĐỊNH:``) is none."""
    text = rows[index].text
    found = _kinds().match(text)
    if found is None and " " not in text and is_upper(text) and index + 1 < len(rows):
        text = f"{text} {rows[index + 1].text}"
        found = _kinds().match(text)
    if found is None or text[found.end() :].lstrip().startswith((":", "/")):
        return None
    if index and rows[index - 1].text.endswith((":", " CỦA", " VÀ")):
        return None
    return found


#: Names of kinds that are verbs too, and open the title of another kind.
_DEEDS = ("quy định", "hướng dẫn")


def _is_deed(rows: Sequence[Row], index: int) -> bool:
    """Whether the word opens a title whose kind line a dump lost (``QUY ĐỊNH MỨC THU …`` below ``Số: …/NQ-HĐND``)."""
    found = _kind_match(rows, index)
    if found is None or lower(found[0]) not in _DEEDS or not rows[index].text[found.end() :].strip():
        return False
    above = "\n".join(row.text for row in rows[max(0, index - _ABOVE) : index])
    return any(item.kind in _STATE and not _PARTY.search(item.code) for item in find_references(above))


_STATE = ("resolution", "decision", "circular", "decree")
#: The party numbers its own rules as decisions (``97-QĐ/TW``).
_PARTY = regex.compile(r"/T\p{Lu}$|/ĐU")


@cache
def _kinds() -> regex.Pattern[str]:
    forms = {form.upper() for word in words_of_kinds() for form in spellings(lower(word))}
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return regex.compile("(?:" + "|".join(form.replace(" ", r"\s+") for form in longest) + r")(?!\p{L})")
