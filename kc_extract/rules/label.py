"""Bare numbers that tell the noun or the name in front of them apart: Vị trí 2, buổi 1, Hòa Bình 2, 17 Trần Phú."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kc_extract.rules.shape import Silence

if TYPE_CHECKING:
    from kc_extract.rules.view import View
    from kc_extract.types import Mention

_WORDS_BEFORE = regex.compile(r"(?r)(?:(?P<first>\p{L}+)[ ])?(?P<second>\p{L}[\p{L}\d]*)[ ]+")
_LABEL = regex.compile(r"\d{1,5}(?:\.\d{1,2}){0,3}\.?(?![\d%]|,\d)(?:\p{Lu}(?!\p{L}))?")
_FOOTNOTE_TEXT = regex.compile(r"\d{1,2}(?=[ ]+(?:-[ ]+)?\p{Lu})")
_LINE_START = regex.compile(r"(?r)(?:^|(?<=\n))[ \t*]*")
#: ``1 Quyết định 741/QĐ-UBND``: the number of an item of a list of documents.
_DOCUMENT = regex.compile(r"[ ](?:số[: ]{1,2})?\d{1,5}/(?:\d{4}/)?\p{Lu}")
_HOUSE = regex.compile(r"\d{1,4}\p{Lu}?(?:/\d+)*(?:[ ]\p{Lu}\p{Ll}+){2,5}(?=,|[ ]-)")


def label_at(view: View, at: int, mention: Mention) -> Silence | None:
    """The silence of a bare number behind a noun or a name, at the head of a footnote, or of a house."""
    label = _LABEL.match(view.text, at)
    if label is None or label.end() < mention.quantity.end or mention.qualifier != "exact" or len(mention.numbers) > 1:
        return None
    if house := _HOUSE.match(view.text, at):
        return Silence(at, house.end(), "address", "house_on_a_street")
    if _LINE_START.match(view.text, max(0, at - 4), at):
        note = _FOOTNOTE_TEXT.match(view.text, at)
        return Silence(at, note.end(), "footnote", "text_of_a_footnote") if note else None
    if label[0].endswith(".") and view.text[label.end() + 1 : label.end() + 2].isupper():
        return Silence(at, label.end(), "section_marker", "item_in_a_line")
    words = _WORDS_BEFORE.match(view.text, max(0, at - 24), at)
    return _behind(view, label, words) if words else None


def _behind(view: View, label: regex.Match[str], words: regex.Match[str]) -> Silence | None:
    second, first = words["second"].lower(), (words["first"] or "").lower()
    meaning = view.words.meanings.get(f"{first} {second}") or view.words.meanings.get(second)
    is_name = words["second"].istitle() and (words["first"] or "").istitle()
    if not is_name and meaning is not None and meaning.kind == "count" and second not in ("số", "là", "có"):
        return Silence(words.start(), label.end(), "ordinal", "number_behind_its_noun")
    if words["second"][0].isupper():
        return Silence(words.start("second"), label.end(), "name", "number_behind_a_name")
    return None


def behind_a_name(view: View, at: int, mention: Mention) -> Silence | None:
    """The silence of a number that ends a name, where no list knows what it would count (``Sông Bung 4 cắt giảm``)."""
    if mention.rule != "count_of_a_noun" or mention.qualifier != "exact":
        return None
    label, words = _LABEL.match(view.text, at), _WORDS_BEFORE.match(view.text, max(0, at - 24), at)
    if label is None or words is None or not (words["second"].istitle() and (words["first"] or "").istitle()):
        return None
    return Silence(words.start("second"), label.end(), "name", "number_behind_a_name")


def before_a_name(view: View, at: int, mention: Mention) -> Silence | None:
    """The silence of a number before a capital noun that it does not count.

    Before a document with its number it is an item's, at the start of a paragraph it marks a footnote (``7 Công văn
    số 150``), before a name of several capitals it ends something else (``5 Thanh Thủy``). A zero in front is a count
    (``05 Trung tâm``).
    """
    unit = mention.unit or ""
    if mention.kind != "count" or view.text[at] == "0" or not unit[:1].isupper() or unit.isupper() or mention.stated:
        return None
    end = mention.numbers[0].end
    if _DOCUMENT.match(view.text, mention.quantity.end):
        return Silence(at, end, "row_number", "number_before_a_document")
    if at and _LINE_START.match(view.text, max(0, at - 4), at) and _FOOTNOTE_TEXT.match(view.text, at):
        return Silence(at, end, "footnote", "text_of_a_footnote")
    follows = mention.quantity.end + 1
    if " " not in unit and view.text[follows : follows + 1].isupper():
        return Silence(at, end, "name", "number_before_a_name")
    return None
