"""Numbers that number something: sections and items, rows and columns, pages, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.shape import Silence
from kc_extract.rules.view import is_in_brackets

if TYPE_CHECKING:
    from kc_extract.rules.view import View

_OPENING = regex.compile(r"(?r)(?:^|(?<=[\n|]))[ \t*#_>]*(?:[-+•*–—●▪◦o][ \t]+)?[(\[]?")
_HEADING = regex.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,4}[.)]?[ \t]+(?=[*_\"“(]*\p{Lu})"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}[.)](?=[ \t*_]*[^\d\s.…]|[ \t]+[.…]|[ \t]*(?:$|\n))|\d{1,2}-(?=[ ]?\p{Lu}\p{Ll})"
)
_ROW = regex.compile(r"\d{1,4}(?:\.\d{1,2}){0,4}\.?(?=[ \t]*\|)")
_COLUMNS = regex.compile(
    r"[(\[]?\d{1,2}[)\]]?(?:[ \t]*\|[ \t]*[(\[]?(?:\d{1,2}|[a-zđ])[)\]]?(?:[ ]?=[^|\n]{1,40})?){1,40}[ \t|]*(?=\n|$)"
)
_ALONE = regex.compile(r"\d{1,3}(?=[ \t]*(?:\n|$))")
_ITEM = regex.compile(r"\d{1,2}\)(?=[ \t]*\p{L})")
_NUMBERED = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.(?=[ ]+\p{Lu})")
_STOP_BEFORE = regex.compile(r"(?r)[.;:)!?…”\"][ ]+")
_FOOTNOTE = regex.compile(r"\d{1,3}(?=[ ]+[.,;:](?:[ \n](?!\d{3}(?!\d))|$)|[ ]*(?:…|\.{3}|_{2}|\n|$))")
_BLANK_YEAR = regex.compile(r"(?:19|20)(?:…|\.{2}|_)")
_BLANK_BEFORE = regex.compile(r"(?r)(?:[.…_]{2}|…)[ ]*")
_BRACKET = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?=[)\]])")

#: What may stand directly in front of a number that opens a line or a cell.
_BEFORE_OPENING = frozenset("\n|(* \t§#_>[")
_BULLETS = frozenset("\n|-+•*–—●▪◦o#_>\t ([")
_BEHIND_MARK = frozenset(".,;:…_")
#: A number alone in its cell, padded, takes no more.
_LONGEST_CELL = 80
#: Columns are numbered from 1 to 3 on (the first ones may be lettered).
_FIRST_COLUMN = 3


def marker_at(view: View, at: int, end: int) -> Silence | None:
    """The silence of a number, whose first digits run from ``at`` to ``end``, that opens a line, a cell or an item."""
    text = view.text
    before = text[at - 1] if at else "\n"
    if before in _BEFORE_OPENING and (before != " " or text[at - 2 : at - 1] in _BULLETS):
        opening = _OPENING.match(text, max(0, at - 12), at)
        if opening is not None and (found := _opening(text, at, opening.start())):
            return found
    following = text[end : end + 1]
    if following in (")", "]") or before in ("(", "["):
        return _bracketed(text, at, before)
    if following == "." and (item := _NUMBERED.match(text, at)) and _ends_before(view, at):
        return Silence(at, item.end(), "section_marker", "item_in_a_line")
    is_marked = following in (".", "…", "_", "\n", "") or (following == " " and text[end + 1 : end + 2] in _BEHIND_MARK)
    return _footnote(text, at) if is_marked else None


def _ends_before(view: View, at: int) -> bool:
    """Whether a sentence ends in front of the number; the stop of an abbreviated currency (``Rs. 20.``) ends none."""
    if _STOP_BEFORE.match(view.text, max(0, at - 3), at) is None:
        return False
    return view.words.currency_before.match(view.low, max(0, at - 6), at) is None


def _opening(text: str, at: int, start: int) -> Silence | None:
    """A number at the start of a line or cell: a column row, a row number, a heading, a page number."""
    if text[start - 1 : start] != "|" or text[start - 2 : start - 1] in ("", "\n"):
        if text.find("|", at, at + _LONGEST_CELL) >= 0 and (found := _in_first_cell(text, at)):
            return found
        if at and text[at - 1] == "\n" and (alone := _ALONE.match(text, at)) and alone.end() < len(text):
            return Silence(at, alone.end(), "page_number", "line_of_digits")
    if heading := _HEADING.match(text, at):
        return Silence(at, at + len(heading[0].rstrip()), "section_marker", "heading")
    return None


def _in_first_cell(text: str, at: int) -> Silence | None:
    """The silence of a number alone in the first cell of its row."""
    bracket = at - (text[at - 1 : at] == "(")
    if (columns := _COLUMNS.match(text, bracket)) and _is_counting(columns[0]):
        return Silence(at, columns.end(), "column_number", "row_of_column_numbers")
    row = _ROW.match(text, at)
    return Silence(at, row.end(), "row_number", "first_cell") if row else None


def _is_counting(row: str) -> bool:
    """Whether the cells of a row number its columns: ``1 | 2 | 3``, ``a | b | 1 | 2``."""
    cells = [cell.strip(" ()[]\t").partition("=")[0].strip(" ()") for cell in row.strip(" |").split("|")]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) > 1 and numbers[0] <= _FIRST_COLUMN and numbers == list(range(numbers[0], numbers[-1] + 1))


def _bracketed(text: str, at: int, before: str) -> Silence | None:
    """``1)`` within a line, ``(2)`` and ``[3]``."""
    if before in "([" and (bracket := _BRACKET.match(text, at)):
        return Silence(at, bracket.end(), "footnote" if before == "[" else "section_marker", "number_in_brackets")
    is_free = text[at - 2 : at - 1] == "(" or not is_in_brackets(text, at)
    if before in " ;:.,…" and is_free and (item := _ITEM.match(text, at)):
        return Silence(at, item.end(), "section_marker", "item_in_a_line")
    return None


def _footnote(text: str, at: int) -> Silence | None:
    """The mark of a footnote, which stands apart from the full stop (``tỉnh 1 .``), or among dots to be filled in."""
    mark = _FOOTNOTE.match(text, at)
    if mark is None or _BLANK_YEAR.match(text, at):
        return None
    is_apart = text[at - 2 : at - 1].isalnum() and text[mark.end() : mark.end() + 1] == " "
    is_mark = is_apart or _BLANK_BEFORE.match(text, max(0, at - 4), at) is not None
    return Silence(at, mark.end(), "footnote", "mark_of_a_footnote") if is_mark else None
