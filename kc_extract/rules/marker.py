"""Numbers that hold their place by it: section markers, row and column numbers, page numbers, digits within words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.shape import Silence

if TYPE_CHECKING:
    from kc_extract.rules.view import View

_OPENING = regex.compile(r"(?r)(?:^|(?<=\n)|(?<=\|))[ \t*#_>]*(?:[-+•–—●▪◦o][ \t]+)?[(\[]?")
_HEADING = regex.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}[.)]?[ \t]+(?=[*_\"“(]*\p{Lu})|\d{1,2}(?:\.\d{1,2}){0,4}[.)](?=[ \t*_]*[^\d\s]|[ \t]*(?:$|\n))")
_ROW = regex.compile(r"\d{1,4}(?:\.\d{1,2}){0,4}\.?(?=[ \t]*\|)")
_COLUMNS = regex.compile(r"[(\[]?\d{1,2}[)\]]?(?:[ \t]*\|[ \t]*[(\[]?(?:\d{1,2}|[a-zđ])[)\]]?(?:[ ]?=[^|\n]{1,40})?){1,40}[ \t|]*(?=\n|$)")
_ALONE = regex.compile(r"\d{1,3}[ \t]*(?=\n|$)")
_ITEM = regex.compile(r"\d{1,2}\)(?=[ \t]*\p{L})")
_NUMBERED = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.(?=[ ]+\p{Lu})")
_STOP_BEFORE = regex.compile(r"(?r)[.;:)!?…”\"][ ]+")
_FOOTNOTE = regex.compile(r"\d{1,3}(?=[ ]+[.,;:](?:[ \n]|$)|[ ]*(?:…|\.{3}|_{2}))")
_GLUED_FOOTNOTE = regex.compile(r"\d{1,2}(?=[ ,.;:)/]|\n|$)(?!,\d|\.\d)")
_BLANK_BEFORE = regex.compile(r"(?r)(?:…|\.{2}|_)[ ]*")
_ITEM_BEFORE = regex.compile(r"(?r)(?:[;:.,][ \t]*|[ \t])\(?")
_BRACKET = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?=[)\]])")
_WEB_WORD = regex.compile(r"https?:/|www\.|@|\.(?:vn|com|org|net|gov|html?|pdf|aspx?|docx?)\b", regex.IGNORECASE)
_WORD_START = regex.compile(r"(?r)[^\s|()\[\]\"“”;]*")
_WORD_END = regex.compile(r"[^\s|()\[\]\"“”;,]*")
_SUPERSCRIPT_UNIT = regex.compile(r"(?:k|d|c|m|h)?m[23]?(?!\p{L})|co2", regex.IGNORECASE)
_MONTH_WORD = regex.compile(r"[tq]\d{1,2}[/-](?:19|20)\d\d(?!\d)", regex.IGNORECASE)
_QUARTER = regex.compile(r"[IVX]{1,4}[/-](?:19|20)\d\d(?!\d)")
_INSIDE = frozenset("-–/._&+*#'’:")
_OPEN = frozenset(" \n\t(|[\"“‘§~≈><≥≤=+*•;,…­ x×")


def marker_at(view: View, at: int) -> Silence | None:
    """The silence of a number that opens a line, a cell or an item, or stands inside a word."""
    before = view.text[at - 1] if at else "\n"
    if before not in _OPEN and (inside := _inside_word(view, at, before)):
        return inside
    if before in "\n |(\t*[§" and (opening := _OPENING.match(view.text, max(0, at - 12), at)):
        is_line = view.text[opening.start() - 1 : opening.start()] != "|"
        if found := _opening(view, at, is_line=is_line):
            return found
    return _bracketed(view, at, before)


def _opening(view: View, at: int, *, is_line: bool) -> Silence | None:
    """A number at the start of a line or cell: a column row, a row number, a heading, a page number."""
    if is_line:
        start = at - (view.text[at - 1 : at] == "(")
        if (columns := _COLUMNS.match(view.text, start)) and _is_counting(columns[0]):
            return Silence(at, columns.end(), "column_number", "row_of_column_numbers")
        if row := _ROW.match(view.text, at):
            return Silence(at, row.end(), "row_number", "first_cell")
        if at and (alone := _ALONE.match(view.text, at)) and "\n" in view.text[at - 1 : at] and alone.end() < len(view.text):
            return Silence(at, at + len(alone[0].rstrip()), "page_number", "line_of_digits")
    if heading := _HEADING.match(view.text, at):
        return Silence(at, at + len(heading[0].rstrip()), "section_marker", "heading")
    return None


def _is_counting(row: str) -> bool:
    """Whether the cells of a row number its columns: 1, 2, 3 … or A, B, 1, 2 …"""
    cells = [cell.strip(" ()[]\t").partition("=")[0].strip(" ()") for cell in row.strip(" |").split("|")]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 3


def _bracketed(view: View, at: int, before: str) -> Silence | None:
    """``1)`` within a line, ``(2)`` and ``[3]``."""
    if before in "([" and (bracket := _BRACKET.match(view.text, at)):
        return Silence(at, bracket.end(), "footnote" if before == "[" else "section_marker", "number_in_brackets")
    if (item := _NUMBERED.match(view.text, at)) and _STOP_BEFORE.match(view.text, max(0, at - 3), at):
        return Silence(at, item.end(), "section_marker", "item_in_a_line")
    if (mark := _FOOTNOTE.match(view.text, at)) and (view.text[at - 2 : at - 1].isalpha() or _BLANK_BEFORE.match(view.text, max(0, at - 4), at)):
        return Silence(at, mark.end(), "footnote", "mark_of_a_footnote")
    if (item := _ITEM.match(view.text, at)) and _ITEM_BEFORE.match(view.text, max(0, at - 3), at):
        return Silence(at, item.end(), "section_marker", "item_in_a_line")
    return None


def _inside_word(view: View, at: int, before: str) -> Silence | None:
    """Digits within a word: a web address, a name (``COVID-19``, ``CO2``), a unit's power (``m2``)."""
    if not (before.isalpha() or before in _INSIDE or before.isdecimal() or before in "@%?="):
        return None
    start = _WORD_START.match(view.text, max(0, at - 200), at).start()  # type: ignore[union-attr]
    end = _WORD_END.match(view.text, at, at + 300).end()  # type: ignore[union-attr]
    word = view.text[start:end]
    if _WEB_WORD.search(word):
        return Silence(start, end, "email" if "@" in word else "web_address", "address_on_the_web")
    if _QUARTER.match(word):
        return Silence(start, end, "period", "quarter_of_a_year")
    if _MONTH_WORD.match(word):
        return Silence(start, end, "date" if word[0] in "tT" else "period", "short_month")
    head = view.text[start:at]
    letters = head.rstrip("-–/._&+*#'’:")
    if before.isalpha() and _SUPERSCRIPT_UNIT.match(head + view.text[at]):
        return Silence(start, at + 1, "unit", "power_of_a_unit")
    if not letters or not letters[-1].isalpha() or letters.lower() in view.words.cues:
        return None
    if before in "/" and letters[-1].islower():
        return None
    if before in "-–.:" and not (letters.isascii() or letters.isupper()):
        return None
    if _is_name(letters, before):
        return Silence(start, _trim(view.text, start, end), "name", "digits_in_a_name")
    mark = _GLUED_FOOTNOTE.match(view.text, at) if before.isalpha() else None
    if mark is None or view.words.after.match(view.low, mark.end()):
        return None
    return Silence(at, mark.end(), "footnote", "mark_of_a_footnote")


def _is_name(letters: str, before: str) -> bool:
    """Whether the letters in front of the digits make a name with them, and not a Vietnamese word run into a number."""
    return not before.isalpha() or letters.isascii() or letters.isupper() or len(letters) <= 2


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ".,:;!?-–/":
        end -= 1
    return end
